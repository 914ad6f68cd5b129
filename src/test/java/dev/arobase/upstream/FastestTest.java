package dev.arobase.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.exchange.Endpoint;
import dev.arobase.resolve.FixedChance;
import dev.arobase.resolve.ProviderChoice;
import dev.arobase.resolve.Resolution;
import dev.arobase.resolve.ResolveRequest;
import dev.arobase.resolve.Resolver;
import dev.arobase.resolve.RestrictionSources;
import dev.arobase.resolve.Snapshot;
import dev.arobase.resolve.Target;
import dev.arobase.resolve.World;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** {@code :nitro} from the request to the target and back, with a clock and a chance of its own. */
class FastestTest {
  private static final String FIRST = "deepinfra";
  private static final String SECOND = "together";

  private static final Vertx vertx = Vertx.vertx();

  private final ManualTicker ticker = new ManualTicker();
  private final ProviderStates states = new ProviderStates(vertx, ticker);
  private final Random random = new Random(8);
  private final FixedChance chance = new FixedChance(0);
  private final Resolver resolver = new Resolver(states.health(), states.speedView(), chance);
  private final Snapshot snapshot =
      World.usual()
          .offers(FIRST, "M", "acme/m", "1", "1")
          .offers(SECOND, "m", "acme/m", "9", "9")
          .snapshot();

  @AfterAll
  static void stop() {
    vertx.close();
  }

  private static ResolveRequest request() {
    return new ResolveRequest(
        Endpoint.CHAT_COMPLETIONS,
        Optional.of("acme/m:nitro"),
        List.of(),
        new RestrictionSources(
            Optional.empty(), Optional.empty(), Optional.empty(), ProviderChoice.NONE),
        Set.of(),
        10,
        Optional.empty());
  }

  /** Requests one after the other; who got them. */
  private List<String> send(int requests, Map<String, Duration> firstToken) {
    List<String> served = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      chance.random(random.nextLong());
      Target target =
          ((Resolution.Planned) resolver.resolve(request(), snapshot)).plan().targets().getFirst();
      String provider = target.provider().name();
      Duration took = firstToken.getOrDefault(provider, Duration.ZERO);
      ticker.pass(took);
      states.of(target.provider()).succeeded(target, Optional.empty(), took);
      served.add(provider);
    }
    return served;
  }

  private static Map<String, Duration> millis(long first, long second) {
    return Map.of(FIRST, Duration.ofMillis(first), SECOND, Duration.ofMillis(second));
  }

  private static int share(List<String> served, String provider) {
    return Collections.frequency(served, provider);
  }

  @Test
  void atEqualSpeedTheSpreadIsEvenWithinTwentyPercent() {
    assertThat(share(send(1000, millis(50, 50)), FIRST)).isBetween(400, 600);
  }

  @Test
  void oneThatBecomesSlowLosesItsTrafficWithinTwentyRequestsAndGetsItBack() {
    send(100, millis(50, 50));
    send(20, millis(550, 50));
    assertThat(share(send(200, millis(550, 50)), FIRST))
        .as("no more than what explores")
        .isLessThan(30);
    send(200, millis(50, 50));
    assertThat(share(send(500, millis(50, 50)), FIRST)).isBetween(200, 300);
  }

  @Test
  void aFewMillisecondsAreNoReasonForAHerd() {
    send(100, millis(50, 55));
    assertThat(share(send(1000, millis(50, 55)), SECOND)).isGreaterThan(300);
  }

  @Test
  void explainingShowsWhatWasMeasured() {
    send(100, millis(50, 80));
    var choices = resolver.explain(request(), snapshot).choices();
    assertThat(choices)
        .allSatisfy(
            choice ->
                assertThat(choice.speed().orElseThrow().firstTokenMillis().orElseThrow())
                    .isEqualTo(choice.provider().equals(FIRST) ? 50.0 : 80.0));
    assertThat(resolver.explain(request(), snapshot).text())
        .contains("first token after 50 ms", "first token after 80 ms", "0% failed");
    assertThat(
            new String(
                resolver.explain(request(), snapshot).json(),
                java.nio.charset.StandardCharsets.UTF_8))
        .contains(
            "\"speed\":{\"first_token_ms\":50.0,\"tokens_per_second\":null,\"error_share\":0.0}");
  }
}
