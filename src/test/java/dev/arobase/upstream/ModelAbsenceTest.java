package dev.arobase.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ModelAbsenceTest {
  private final ManualTicker ticker = new ManualTicker();
  private final ModelAbsence absence = new ModelAbsence(ticker);

  @Test
  void anAbsentOfferingIsLeftOutForAnHour() {
    absence.report("acme", "model");
    ticker.pass(Duration.ofMinutes(59));
    assertThat(absence.isAbsent("acme", "model")).isTrue();
    ticker.pass(Duration.ofMinutes(1));
    assertThat(absence.isAbsent("acme", "model")).isFalse();
  }

  @Test
  void onlyThatOfferingIsLeftOut() {
    absence.report("acme", "model");
    assertThat(absence.isAbsent("other", "model")).isFalse();
    assertThat(absence.isAbsent("acme", "Model")).isFalse();
  }

  @Test
  void anAnswerEndsIt() {
    absence.report("acme", "model");
    absence.clear("acme", "model");
    assertThat(absence.isAbsent("acme", "model")).isFalse();
  }

  @Test
  void inventedIdsTakeNoMemoryWithoutBound() {
    for (int i = 0; i < 50_000; i++) {
      absence.report("acme", "invented-" + i);
    }
    long kept = 0;
    for (int i = 0; i < 50_000; i++) {
      kept += absence.isAbsent("acme", "invented-" + i) ? 1 : 0;
    }
    assertThat(kept).isLessThanOrEqualTo(10_000);
  }
}
