package dev.arobase.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.exchange.Failure;
import dev.arobase.exchange.Failure.BadStatus;
import dev.arobase.exchange.UpstreamComplaint;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BreakerTest {
  // The cooldown runs on the real timer of the Vert.x breaker; windows and leases on the manual
  // one.
  private static final Duration COOLDOWN = Duration.ofMillis(20);
  private static final BreakerSettings USUAL =
      new BreakerSettings(5, 0.5, Duration.ofSeconds(30), COOLDOWN);
  private static final BreakerSettings NEVER_COOLS =
      new BreakerSettings(5, 0.5, Duration.ofSeconds(30), Duration.ofHours(1));
  private static final BreakerId ID = BreakerId.listed("acme", "model");

  private static final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));

  private final ManualTicker ticker = new ManualTicker();
  private final Breakers breakers = new Breakers(vertx, ticker);

  @AfterAll
  static void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private BreakerPermit acquire(BreakerSettings settings) {
    return breakers.tryAcquire(ID, settings).orElseThrow();
  }

  private void fail(int times, BreakerSettings settings) {
    for (int i = 0; i < times; i++) {
      acquire(settings).failure();
    }
  }

  private void succeed(int times, BreakerSettings settings) {
    for (int i = 0; i < times; i++) {
      acquire(settings).success();
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private void openAndCool() {
    fail(5, USUAL);
    await(() -> breakers.state(ID) == BreakerState.HALF_OPEN);
  }

  @Test
  void opensAfterFiveFailuresInARow() {
    fail(4, NEVER_COOLS);
    assertThat(breakers.isOpen(ID)).isFalse();
    fail(1, NEVER_COOLS);
    assertThat(breakers.isOpen(ID)).isTrue();
    assertThat(breakers.state(ID)).isEqualTo(BreakerState.OPEN);
    assertThat(breakers.tryAcquire(ID, NEVER_COOLS)).isEmpty();
  }

  @Test
  void opensAtThreeQuartersOfFailuresThoughSuccessesAreMixedIn() {
    for (int i = 0; i < 12 && !breakers.isOpen(ID); i++) {
      fail(1, NEVER_COOLS);
      if (i % 3 == 2) {
        succeed(1, NEVER_COOLS);
      }
    }
    assertThat(breakers.isOpen(ID)).isTrue();
  }

  @Test
  void aRateSpeaksOnlyFromTwiceTheFailuresOn() {
    for (int i = 0; i < 4; i++) {
      succeed(1, NEVER_COOLS);
      fail(1, NEVER_COOLS);
    }
    assertThat(breakers.isOpen(ID)).as("8 outcomes").isFalse();
    succeed(1, NEVER_COOLS);
    fail(1, NEVER_COOLS);
    assertThat(breakers.isOpen(ID)).as("10 outcomes, half of them failed").isTrue();
  }

  @Test
  void staysClosedAtFiveFailuresAmongTenThousand() {
    for (int i = 0; i < 5; i++) {
      succeed(2000, NEVER_COOLS);
      fail(1, NEVER_COOLS);
    }
    assertThat(breakers.isOpen(ID)).isFalse();
  }

  @Test
  void failuresOlderThanTheWindowAreForgottenByTheRate() {
    for (int i = 0; i < 4; i++) {
      fail(1, NEVER_COOLS);
      succeed(1, NEVER_COOLS);
    }
    ticker.pass(Duration.ofSeconds(31));
    fail(2, NEVER_COOLS);
    succeed(1, NEVER_COOLS);
    assertThat(breakers.isOpen(ID)).isFalse();
  }

  @Test
  void whatSaysNothingAboutTheTargetNeitherOpensItNorBreaksARow() {
    Failure limited = BadStatus.head(UpstreamComplaint.ofStatus(429));
    Failure broken = BadStatus.head(UpstreamComplaint.ofStatus(500));
    for (int i = 0; i < 100; i++) {
      acquire(NEVER_COOLS).end(limited);
      acquire(NEVER_COOLS).end(new Failure.ClientGone());
    }
    assertThat(breakers.isOpen(ID)).isFalse();
    for (int i = 0; i < 5; i++) {
      acquire(NEVER_COOLS).end(broken);
      if (i < 4) {
        acquire(NEVER_COOLS).end(limited);
      }
    }
    assertThat(breakers.isOpen(ID)).isTrue();
  }

  @Test
  void aPermitEndsOnce() {
    BreakerPermit permit = acquire(NEVER_COOLS);
    permit.success();
    for (int i = 0; i < 10; i++) {
      permit.failure();
      permit.dropped();
    }
    assertThat(breakers.isOpen(ID)).isFalse();
  }

  @Test
  void oneProbeAtHalfOpenUnderManyParallelRequests() throws Exception {
    openAndCool();
    List<Integer> let =
        Together.run(
            8,
            thread -> {
              int count = 0;
              for (int i = 0; i < 25; i++) {
                if (breakers.tryAcquire(ID, USUAL).isPresent()) {
                  count++;
                }
              }
              return count;
            });
    assertThat(let.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
    assertThat(breakers.isOpen(ID)).isTrue();
  }

  @Test
  void aProbeThatSucceedsCloses() {
    openAndCool();
    acquire(USUAL).success();
    assertThat(breakers.state(ID)).isEqualTo(BreakerState.CLOSED);
    fail(4, USUAL);
    assertThat(breakers.isOpen(ID)).as("it counts from the start again").isFalse();
  }

  @Test
  void aProbeThatFailsOpensAgainAndAnotherCooldownFollows() {
    openAndCool();
    acquire(USUAL).failure();
    await(() -> breakers.state(ID) == BreakerState.HALF_OPEN);
    acquire(USUAL).success();
    assertThat(breakers.state(ID)).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void aProbeWhoseClientLeavesFreesItsPlace() {
    openAndCool();
    BreakerPermit probe = acquire(USUAL);
    assertThat(breakers.tryAcquire(ID, USUAL)).isEmpty();
    probe.dropped();
    acquire(USUAL).success();
    assertThat(breakers.state(ID)).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void aProbeThatHangsKeepsItsPlaceForOneCooldownOnly() {
    openAndCool();
    BreakerPermit hanging = acquire(USUAL);
    ticker.pass(COOLDOWN.minusMillis(1));
    assertThat(breakers.tryAcquire(ID, USUAL)).isEmpty();
    ticker.pass(Duration.ofMillis(1));
    BreakerPermit second = acquire(USUAL);
    hanging.dropped();
    assertThat(breakers.tryAcquire(ID, USUAL)).as("the second one has the place").isEmpty();
    second.success();
    assertThat(breakers.state(ID)).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void aSlowProbeThatLostItsPlaceStillCloses() {
    openAndCool();
    BreakerPermit slow = acquire(USUAL);
    ticker.pass(COOLDOWN);
    acquire(USUAL);
    slow.success();
    assertThat(breakers.state(ID)).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void aSuccessThatBeganBeforeItOpenedDoesNotClose() {
    BreakerPermit stale = acquire(NEVER_COOLS);
    fail(5, NEVER_COOLS);
    stale.success();
    assertThat(breakers.state(ID)).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void staleOutcomesChangeNothingAtHalfOpen() {
    BreakerPermit staleSuccess = acquire(USUAL);
    BreakerPermit staleFailure = acquire(USUAL);
    openAndCool();
    staleSuccess.success();
    assertThat(breakers.state(ID)).isEqualTo(BreakerState.HALF_OPEN);
    staleFailure.failure();
    assertThat(breakers.state(ID)).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(breakers.tryAcquire(ID, USUAL)).isPresent();
  }

  @Test
  void theLastTargetIsTriedEvenWhenOpen() {
    fail(5, NEVER_COOLS);
    breakers.acquireAnyway(ID, NEVER_COOLS).success();
    assertThat(breakers.state(ID)).isEqualTo(BreakerState.OPEN);
    openAndCoolAnother();
  }

  private void openAndCoolAnother() {
    Breakers others = new Breakers(vertx, ticker);
    for (int i = 0; i < 5; i++) {
      others.acquireAnyway(ID, USUAL).failure();
    }
    assertThat(others.state(ID)).isNotEqualTo(BreakerState.CLOSED);
    await(() -> others.state(ID) == BreakerState.HALF_OPEN);
    others.acquireAnyway(ID, USUAL).success();
    assertThat(others.state(ID)).as("tried anyway it is the probe").isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void idsThatNoListHasShareOne() {
    BreakerId unlisted = BreakerId.unlisted("acme");
    for (int i = 0; i < 5; i++) {
      breakers.tryAcquire(unlisted, NEVER_COOLS).orElseThrow().failure();
    }
    assertThat(breakers.isOpen(BreakerId.unlisted("acme"))).isTrue();
    assertThat(breakers.isOpen(BreakerId.unlisted("other"))).isFalse();
    assertThat(breakers.isOpen(ID)).isFalse();
    assertThat(breakers.notClosed("acme")).containsExactly(Map.entry("*", BreakerState.OPEN));
  }

  @Test
  void lookingAtATargetMakesNoBreaker() {
    assertThat(breakers.isOpen(ID)).isFalse();
    assertThat(breakers.state(ID)).isEqualTo(BreakerState.CLOSED);
    assertThat(breakers.notClosed("acme")).isEmpty();
  }

  @Test
  void changedSettingsStartAnew() {
    fail(5, NEVER_COOLS);
    assertThat(breakers.tryAcquire(ID, NEVER_COOLS)).isEmpty();
    assertThat(breakers.tryAcquire(ID, new BreakerSettings(6, 0.5, COOLDOWN, COOLDOWN)))
        .isPresent();
  }

  @Test
  void aRequestWithAClientsOwnKeyTouchesNothing() {
    for (int i = 0; i < 10; i++) {
      BreakerPermit.UNGUARDED.failure();
    }
    assertThat(Optional.of(breakers.state(ID))).contains(BreakerState.CLOSED);
  }

  @Test
  void loopsTogetherNeverLoseTheStateOrOpenTwice() throws Exception {
    for (int round = 0; round < 20; round++) {
      Together.run(
          4,
          thread -> {
            for (int i = 0; i < 200; i++) {
              Optional<BreakerPermit> permit = breakers.tryAcquire(ID, USUAL);
              if (permit.isPresent()) {
                switch ((thread + i) % 3) {
                  case 0 -> permit.get().success();
                  case 1 -> permit.get().failure();
                  default -> permit.get().dropped();
                }
              }
            }
            return thread;
          });
    }
    await(
        () -> {
          breakers.tryAcquire(ID, USUAL).ifPresent(BreakerPermit::success);
          return breakers.state(ID) == BreakerState.CLOSED && !breakers.isOpen(ID);
        });
  }

  @Test
  void answersThatBreakAfterTheirFirstContentCountAsFailuresInARow() {
    for (int i = 0; i < 5; i++) {
      assertThat(breakers.isOpen(ID)).isFalse();
      BreakerPermit permit = acquire(NEVER_COOLS);
      permit.success();
      permit.broke();
      permit.broke();
    }
    assertThat(breakers.isOpen(ID)).isTrue();
  }

  @Test
  void anAnswerThatBreaksIsNotBothAFailureAndASuccess() {
    succeed(4, NEVER_COOLS);
    List<BreakerPermit> flowing =
        List.of(acquire(NEVER_COOLS), acquire(NEVER_COOLS), acquire(NEVER_COOLS));
    fail(2, NEVER_COOLS);
    flowing.forEach(BreakerPermit::success);
    flowing.getFirst().broke();
    succeed(1, NEVER_COOLS);
    flowing.get(1).broke();
    assertThat(breakers.isOpen(ID)).as("4 of 9 outcomes failed").isFalse();
    succeed(1, NEVER_COOLS);
    flowing.getLast().broke();
    assertThat(breakers.isOpen(ID)).as("5 of 11 outcomes failed").isFalse();
    fail(1, NEVER_COOLS);
    assertThat(breakers.isOpen(ID)).as("6 of 12 outcomes failed").isTrue();
  }

  @Test
  void anAnswerThatOutlivesTheWindowAndBreaksTakesNothingBackTwice() {
    BreakerPermit longLived = acquire(NEVER_COOLS);
    longLived.success();
    ticker.pass(Duration.ofSeconds(31));
    succeed(6, NEVER_COOLS);
    longLived.broke();
    fail(3, NEVER_COOLS);
    assertThat(breakers.isOpen(ID)).as("4 of 10 outcomes failed").isFalse();
    fail(1, NEVER_COOLS);
    assertThat(breakers.isOpen(ID)).isTrue();
  }

  @Test
  void aProbeThatBreaksLaterHasClosedItAndIsItsFirstFailure() {
    openAndCool();
    BreakerPermit probe = acquire(USUAL);
    probe.success();
    assertThat(breakers.state(ID)).isEqualTo(BreakerState.CLOSED);
    probe.broke();
    fail(3, USUAL);
    assertThat(breakers.isOpen(ID)).isFalse();
    fail(1, USUAL);
    assertThat(breakers.isOpen(ID)).isTrue();
  }

  @Test
  void whatBreaksWithoutASuccessBeforeChangesNothing() {
    for (int i = 0; i < 10; i++) {
      BreakerPermit dropped = acquire(NEVER_COOLS);
      dropped.dropped();
      dropped.broke();
    }
    assertThat(breakers.isOpen(ID)).isFalse();
  }
}
