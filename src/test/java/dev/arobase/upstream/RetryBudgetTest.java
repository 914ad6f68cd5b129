package dev.arobase.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private static final RetryBudget.Settings USUAL = new RetryBudget.Settings(0.2, 10);

  private final ManualTicker ticker = new ManualTicker();
  private final RetryBudget budget = new RetryBudget(ticker);

  private int spendAll() {
    int spent = 0;
    while (budget.trySpend(USUAL)) {
      spent++;
    }
    return spent;
  }

  @Test
  void aQuietProviderHasAFewRepeats() {
    assertThat(budget.hasRoom(USUAL)).isTrue();
    assertThat(spendAll()).isEqualTo(10);
    assertThat(budget.hasRoom(USUAL)).isFalse();
  }

  @Test
  void aBusyProviderHasAFifthOfItsRequests() {
    for (int i = 0; i < 1000; i++) {
      budget.request();
    }
    assertThat(spendAll()).isEqualTo(200);
  }

  @Test
  void theBudgetComesBackWithinAMinute() {
    assertThat(spendAll()).isEqualTo(10);
    ticker.pass(Duration.ofSeconds(54));
    assertThat(budget.hasRoom(USUAL)).isFalse();
    ticker.pass(Duration.ofSeconds(6));
    assertThat(spendAll()).isEqualTo(10);
  }

  @Test
  void loopsTogetherSpendNoMoreThanTheBudget() throws Exception {
    for (int i = 0; i < 500; i++) {
      budget.request();
    }
    AtomicInteger spent = new AtomicInteger();
    Together.run(
        4,
        thread -> {
          for (int n = 0; n < 100; n++) {
            if (budget.trySpend(USUAL)) {
              spent.incrementAndGet();
            }
          }
          return thread;
        });
    assertThat(spent).hasValue(100);
  }
}
