package dev.arobase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapTrimTest {
  private static final long MB = 1L << 20;

  private final HeapTrim trim = new HeapTrim(40 * MB);

  private boolean looks(long committedMb, long usedMb) {
    return trim.isDue(committedMb * MB, usedMb * MB);
  }

  @Test
  void littleGrowthIsLeftAlone() {
    assertThat(looks(40, 10)).isFalse();
    assertThat(looks(60, 55)).isFalse();
    assertThat(looks(60, 55)).isFalse();
  }

  @Test
  void aStormIsCollectedOnceItIsOver() {
    assertThat(looks(40, 10)).isFalse();
    assertThat(looks(200, 190)).as("it grows").isFalse();
    assertThat(looks(400, 390)).as("it grows still").isFalse();
    assertThat(looks(400, 391)).as("it is at rest").isTrue();
    assertThat(looks(50, 12)).as("it was collected").isFalse();
    assertThat(looks(50, 12)).isFalse();
  }

  @Test
  void whatIsInUseIsNotCollectedForAgain() {
    looks(400, 390);
    assertThat(looks(400, 390)).isTrue();
    assertThat(looks(380, 300)).as("most of it lives").isFalse();
    assertThat(looks(380, 300)).isFalse();
    assertThat(looks(400, 310)).isFalse();
    looks(500, 490);
    assertThat(looks(500, 490)).as("it has grown again").isTrue();
  }

  @Test
  void aHeapThatShrankByItselfIsMeasuredFromThere() {
    looks(400, 390);
    assertThat(looks(400, 390)).isTrue();
    assertThat(looks(400, 380)).isFalse();
    assertThat(looks(60, 20)).isFalse();
    looks(200, 150);
    assertThat(looks(200, 150)).isTrue();
  }
}
