package dev.arobase.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OutcomeWindowTest {
  private static final Duration WINDOW = Duration.ofSeconds(12);

  @Test
  void whatIsOlderThanTheWindowIsForgotten() {
    OutcomeWindow window = OutcomeWindow.empty(WINDOW, 0).plus(0, 3, 2);
    assertThat(window.bad(Duration.ofSeconds(11).toNanos())).isEqualTo(2);
    assertThat(window.bad(Duration.ofSeconds(12).toNanos())).isZero();
    assertThat(window.good(Duration.ofDays(1).toNanos())).isZero();
  }

  @Test
  void aClockReadBeforeAnothersIsCountedAllTheSame() {
    long later = Duration.ofSeconds(5).toNanos();
    OutcomeWindow window = OutcomeWindow.empty(WINDOW, 0).plus(later, 1, 0).plus(0, 1, 0);
    assertThat(window.good(later)).isEqualTo(2);
  }

  @Property
  void itCountsWhatAListWouldCount(
      @ForAll @Size(max = 60) List<@IntRange(max = 4000) Integer> pauses) {
    long slot = WINDOW.toNanos() / 12;
    long now = 0;
    OutcomeWindow window = OutcomeWindow.empty(WINDOW, now);
    Deque<Long> times = new ArrayDeque<>();
    for (int pause : pauses) {
      now += Duration.ofMillis(pause).toNanos();
      window = window.plus(now, 0, 1);
      times.add(now);
      long oldestSlot = now / slot - 11;
      times.removeIf(time -> time / slot < oldestSlot);
      assertThat(window.bad(now)).isEqualTo(times.size());
    }
  }
}
