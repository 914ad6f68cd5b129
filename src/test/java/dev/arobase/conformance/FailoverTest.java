package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.DeadEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every fault before the first content token, with another provider behind: nobody notices, or it
 * was the client's own making. Keys rest and models are left out after some of these, so each case
 * has providers of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverTest {
  /** A fault, how the client asks, and the number that its providers and routes carry. */
  record Case(int number, UpstreamFault fault, boolean stream) {
    @Override
    public String toString() {
      return (stream ? "streamed: " : "plain: ") + fault;
    }
  }

  private final DeadEnd refusing = DeadEnd.refusing();
  private final DeadEnd hole = DeadEnd.swallowingSyns();
  private final World world = start();

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    UpstreamFault.ofAnyRequest().forEach(fault -> cases.add(new Case(cases.size(), fault, false)));
    Stream.concat(UpstreamFault.ofAnyRequest(), UpstreamFault.ofStreams())
        .forEach(fault -> cases.add(new Case(cases.size(), fault, true)));
    return cases;
  }

  private World start() {
    World.Plan plan = World.plan().custom("good", "m");
    StringBuilder routes = new StringBuilder("routes:\n");
    for (Case one : cases()) {
      int n = one.number();
      String entry = one.fault().isSilent() ? World.HASTY : "";
      for (String name : List.of("bad", "worse", "last")) {
        plan.customWith(name + n, entry, "m");
      }
      routes.append("  covered%d: {targets: [\"@bad%d/m\", \"@good/m\"]}\n".formatted(n, n));
      routes.append("  lost%d: {targets: [\"@worse%d/m\", \"@last%d/m\"]}\n".formatted(n, n, n));
    }
    String key = "api_key: sk-up-x-0123456789, ";
    plan.provider("refusing", refusing.baseUrl(), key, "m");
    plan.provider("hole", hole.baseUrl(), key + "timeouts: {connect: 800ms}, ", "m");
    routes.append("  refused: {targets: [\"@refusing/m\", \"@good/m\"]}\n");
    routes.append("  swallowed: {targets: [\"@hole/m\", \"@good/m\"]}\n");
    return plan.more(routes.toString()).start();
  }

  @AfterAll
  void stop() {
    world.close();
    refusing.close();
    hole.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withAnotherProviderBehind(Case one) {
    world.reset();
    String first = "bad" + one.number();
    world.site(first).always(one.fault().answer());
    ClientAnswer answer = world.chat("covered" + one.number(), one.stream());
    world.site(first).await(1);
    assertThat(world.site(first).requests()).hasSize(1);
    if (one.fault().movesOn()) {
      Verdicts.good(answer, "hello from good");
      assertThat(answer.header("x-arobase-provider")).isEqualTo("good");
      assertThat(answer.header("x-arobase-attempts")).isEqualTo("2");
      assertThat(world.site("good").requests()).hasSize(1);
    } else {
      one.fault().verify(answer, 1);
      assertThat(world.site("good").requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withTheSameFaultBehind(Case one) {
    world.reset();
    world.site("worse" + one.number()).always(one.fault().answer());
    world.site("last" + one.number()).always(one.fault().answer());
    ClientAnswer answer = world.chat("lost" + one.number(), one.stream());
    int attempts = one.fault().movesOn() ? 2 : 1;
    one.fault().verify(answer, attempts);
    world.site("worse" + one.number()).await(1);
    if (attempts == 2) {
      world.site("last" + one.number()).await(1);
    }
    assertThat(world.site("worse" + one.number()).requests()).hasSize(1);
    assertThat(world.site("last" + one.number()).requests()).hasSize(attempts - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused", "swallowed"})
  void whenNobodyIsThere(String route) {
    for (boolean stream : new boolean[] {false, true}) {
      Verdicts.good(world.chat(route, stream), "hello from good");
    }
  }

  @Test
  void nothingOfTheFailedAttemptIsSeen() {
    world.reset();
    world
        .site("bad0")
        .always(
            Answer.error(500)
                .header("X-RateLimit-Remaining-Requests", "0")
                .header("Retry-After", "1")
                .header("Request-Id", "of-the-failed"));
    ClientAnswer answer = world.stream("covered0");
    Verdicts.good(answer, "hello from good");
    assertThat(answer.headers().names())
        .doesNotContain("x-ratelimit-remaining-requests", "retry-after", "request-id");
    assertThat(answer.headers().fields())
        .noneMatch(field -> field.value().contains("of-the-failed"));
  }
}
