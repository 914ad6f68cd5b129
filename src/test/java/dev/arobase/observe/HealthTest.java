package dev.arobase.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {
  private final Health health = new Health();

  @Test
  void isReadyOnlyBetweenStartAndDrain() {
    assertThat(health.isReady()).isFalse();
    health.ready();
    assertThat(health.isReady()).isTrue();
    health.drain();
    assertThat(health.isReady()).isFalse();
  }

  @Test
  void aFirstSyncThatEndsWhileDrainingDoesNotMakeItReadyAgain() {
    health.drain();
    health.ready();
    assertThat(health.state()).isEqualTo(Health.State.DRAINING);
  }
}
