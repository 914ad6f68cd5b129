package dev.arobase.portkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.SecretDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** {@code cb_config} as Portkey documents it. */
class CircuitsTest {
  private static final Circuits.Id ID = id("config.targets[0]");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final Circuits circuits = new Circuits(nanos::get);

  private static Circuits.Id id(String path) {
    return new Circuits.Id(SecretDigest.of("{}"), path);
  }

  private static CircuitRules rules(String json) throws BadConfig {
    return CircuitRules.read(Optional.of(new Level("cb_config", JsonText.header("x", json))))
        .orElseThrow();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void fail(CircuitRules rules, int status, int times) {
    for (int i = 0; i < times; i++) {
      circuits.of(ID, rules).failed(status);
    }
  }

  private void answer(CircuitRules rules, int times) {
    for (int i = 0; i < times; i++) {
      circuits.of(ID, rules).answered();
    }
  }

  @Test
  void opensAtTheThresholdWhateverWentWellInBetween() throws BadConfig {
    CircuitRules rules = rules("{\"failure_threshold\":3,\"cooldown_interval\":60000}");
    fail(rules, 500, 2);
    answer(rules, 10);
    assertThat(circuits.isOpen(ID, rules)).isFalse();
    fail(rules, 503, 1);
    assertThat(circuits.isOpen(ID, rules)).isTrue();
    assertThat(circuits.isOpen(id("config.targets[1]"), rules)).isFalse();
  }

  @Test
  void closesAfterTheCooldownAndCountsAnew() throws BadConfig {
    CircuitRules rules = rules("{\"failure_threshold\":2,\"cooldown_interval\":60000}");
    fail(rules, 500, 2);
    pass(Duration.ofSeconds(59));
    assertThat(circuits.isOpen(ID, rules)).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(circuits.isOpen(ID, rules)).isFalse();
    fail(rules, 500, 1);
    assertThat(circuits.isOpen(ID, rules)).isFalse();
    fail(rules, 500, 1);
    assertThat(circuits.isOpen(ID, rules)).isTrue();
  }

  @Test
  void failuresLongerThanOneCooldownAfterTheFirstAreOthers() throws BadConfig {
    CircuitRules rules = rules("{\"failure_threshold\":2,\"cooldown_interval\":40000}");
    fail(rules, 500, 1);
    pass(Duration.ofSeconds(40));
    fail(rules, 500, 1);
    assertThat(circuits.isOpen(ID, rules)).isFalse();
    pass(Duration.ofSeconds(39));
    fail(rules, 500, 1);
    assertThat(circuits.isOpen(ID, rules)).isTrue();
  }

  @Test
  void aPercentageSpeaksFromMinimumRequestsOn() throws BadConfig {
    CircuitRules rules = rules("{\"failure_threshold_percentage\":20,\"minimum_requests\":10}");
    fail(rules, 500, 2);
    answer(rules, 7);
    assertThat(circuits.isOpen(ID, rules)).as("9 outcomes").isFalse();
    answer(rules, 1);
    fail(rules, 500, 1);
    assertThat(circuits.isOpen(ID, rules)).as("3 of 11").isTrue();
  }

  @Test
  void withoutMinimumRequestsFiveAreNeeded() throws BadConfig {
    CircuitRules rules = rules("{\"failure_threshold_percentage\":50}");
    fail(rules, 500, 4);
    assertThat(circuits.isOpen(ID, rules)).isFalse();
    fail(rules, 500, 1);
    assertThat(circuits.isOpen(ID, rules)).isTrue();
  }

  @Test
  void onlyServerErrorsCountUnlessStatusesAreListed() throws BadConfig {
    CircuitRules usual = rules("{\"failure_threshold\":1}");
    fail(usual, 429, 5);
    fail(usual, 404, 5);
    assertThat(circuits.isOpen(ID, usual)).isFalse();
    CircuitRules listed = rules("{\"failure_threshold\":1,\"failure_status_codes\":[401,429]}");
    fail(listed, 500, 5);
    assertThat(circuits.isOpen(ID, listed)).isFalse();
    fail(listed, 429, 1);
    assertThat(circuits.isOpen(ID, listed)).isTrue();
  }

  @Test
  void aShorterCooldownIsRaisedToThirtySeconds() throws BadConfig {
    CircuitRules rules = rules("{\"failure_threshold\":1,\"cooldown_interval\":1}");
    fail(rules, 500, 1);
    pass(Duration.ofMillis(29_999));
    assertThat(circuits.isOpen(ID, rules)).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(circuits.isOpen(ID, rules)).isFalse();
  }
}
