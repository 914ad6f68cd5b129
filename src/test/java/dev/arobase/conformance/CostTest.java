package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a request cost, as its client and its operator are told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CostTest {
  private static final Duration BOUND = Duration.ofSeconds(20);

  // 10 and 10 tokens cost 0.00003 USD at these prices.
  private final World world =
      World.plan().priced("alike", "m", "1", "2").priced("apart", "m", "1", "2").start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private static Answer answer(String reported) {
    return Answer.json(
        200,
        """
        {"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
        "message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}],
        "usage":{"prompt_tokens":10,"completion_tokens":10,"total_tokens":20%s}}
        """
            .formatted(reported));
  }

  private String metrics() {
    return world.send(ClientRequest.get("/metrics")).text();
  }

  @Test
  void withoutAFigureOfTheUpstreamItIsTokensTimesPrice() {
    world.site("alike").play(answer(""));
    assertThat(world.chat("@alike/m").header("x-arobase-cost")).contains("0.00003");
  }

  @Test
  void theUpstreamsOwnFigureCountsAndOneFarFromOursIsTold() {
    world.site("apart").play(answer(",\"cost\":0.00005"));
    assertThat(world.chat("@apart/m").header("x-arobase-cost")).contains("0.00005");
    String drifted = "arobase_cost_drift_total{model=\"m\",provider=\"apart\"} 1.0";
    assertThat(Eventually.holds(BOUND, () -> metrics().contains(drifted))).isTrue();
  }

  @Test
  void aFigureCloseToOursIsNoDrift() {
    String counted =
        "arobase_cost_usd_total{model=\"m\",provider=\"alike\",source=\"reported\"} 3.0E-5";
    world.site("alike").play(answer(",\"cost\":0.00003"));
    world.chat("@alike/m");
    assertThat(Eventually.holds(BOUND, () -> metrics().contains(counted))).isTrue();
    assertThat(metrics())
        .doesNotContain("arobase_cost_drift_total{model=\"m\",provider=\"alike\"}");
  }
}
