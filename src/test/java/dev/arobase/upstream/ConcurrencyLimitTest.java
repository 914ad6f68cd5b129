package dev.arobase.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.exchange.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private static final ConcurrencyLimit.Settings PATIENT =
      new ConcurrencyLimit.Settings(2, 4, Duration.ofHours(1));

  private static final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));

  private final ConcurrencyLimit limit = new ConcurrencyLimit();
  private final Context context = vertx.getOrCreateContext();

  @AfterAll
  static void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private ConcurrencyLimit.Ticket ask() {
    return limit.acquire(context, PATIENT);
  }

  private static Admission await(ConcurrencyLimit.Ticket ticket) throws Exception {
    return ticket.admission().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static ConcurrencySlot slot(ConcurrencyLimit.Ticket ticket) throws Exception {
    Admission admission = await(ticket);
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    return ((Admission.Admitted) admission).slot();
  }

  private static Failure refusal(ConcurrencyLimit.Ticket ticket) throws Exception {
    Admission admission = await(ticket);
    assertThat(admission).isInstanceOf(Admission.Refused.class);
    return ((Admission.Refused) admission).failure();
  }

  @Test
  void belowTheLimitNobodyWaits() {
    assertThat(ask().admission().isComplete()).isTrue();
    assertThat(ask().admission().isComplete()).isTrue();
    assertThat(limit.inUse()).isEqualTo(2);
  }

  @Test
  void beyondTheQueueItIsRefusedAtOnce() throws Exception {
    for (int i = 0; i < 6; i++) {
      ask();
    }
    assertThat(limit.waiting()).isEqualTo(4);
    ConcurrencyLimit.Ticket refused = ask();
    assertThat(refused.admission().isComplete()).isTrue();
    assertThat(refusal(refused)).isInstanceOf(Failure.Overloaded.class);
    assertThat(limit.waiting()).isEqualTo(4);
  }

  @Test
  void firstComeFirstServed() throws Exception {
    ConcurrencySlot first = slot(ask());
    slot(ask());
    List<ConcurrencyLimit.Ticket> queued = List.of(ask(), ask(), ask());
    for (int i = 0; i < queued.size(); i++) {
      first.release();
      first = slot(queued.get(i));
      for (ConcurrencyLimit.Ticket later : queued.subList(i + 1, queued.size())) {
        assertThat(later.admission().isComplete()).isFalse();
      }
    }
  }

  @Test
  void whoWaitsTooLongIsRefusedAndLeavesTheQueue() throws Exception {
    ConcurrencyLimit.Settings hasty = new ConcurrencyLimit.Settings(1, 4, Duration.ofMillis(10));
    ConcurrencySlot slot = slot(limit.acquire(context, hasty));
    assertThat(refusal(limit.acquire(context, hasty))).isInstanceOf(Failure.Overloaded.class);
    assertThat(limit.waiting()).isZero();
    slot.release();
    assertThat(limit.inUse()).isZero();
  }

  @Test
  void withoutAnyWaitNobodyQueues() throws Exception {
    ConcurrencyLimit.Settings none = new ConcurrencyLimit.Settings(1, 4, Duration.ZERO);
    slot(limit.acquire(context, none));
    assertThat(refusal(limit.acquire(context, none))).isInstanceOf(Failure.Overloaded.class);
    assertThat(limit.waiting()).isZero();
  }

  @Test
  void aClientThatLeavesWhileQueuedFreesItsPlace() throws Exception {
    ConcurrencySlot first = slot(ask());
    slot(ask());
    ConcurrencyLimit.Ticket leaves = ask();
    ConcurrencyLimit.Ticket stays = ask();
    leaves.cancel();
    assertThat(limit.waiting()).isEqualTo(1);
    assertThat(refusal(leaves)).isInstanceOf(Failure.ClientGone.class);
    first.release();
    slot(stays);
  }

  @Test
  void aSlotGrantedButNotHandedOverGoesBackWhenTheClientLeaves() throws Exception {
    ConcurrencySlot first = slot(ask());
    slot(ask());
    ConcurrencyLimit.Ticket leaves = ask();
    ConcurrencyLimit.Ticket stays = ask();
    CountDownLatch done = new CountDownLatch(1);
    // On the loop that would hand it over: between the grant and the hand-over.
    context.runOnContext(
        ignored -> {
          first.release();
          leaves.cancel();
          done.countDown();
        });
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(refusal(leaves)).isInstanceOf(Failure.ClientGone.class);
    slot(stays);
    assertThat(limit.inUse()).isEqualTo(2);
  }

  @Test
  void aSlotIsReleasedOnce() throws Exception {
    ConcurrencySlot first = slot(ask());
    slot(ask());
    first.release();
    first.release();
    assertThat(limit.inUse()).isEqualTo(1);
  }

  @Test
  void aWaiterIsToldOnItsOwnLoop() throws Exception {
    ConcurrencySlot first = slot(ask());
    slot(ask());
    Future<Boolean> own =
        ask().admission().map(admission -> context.equals(Vertx.currentContext()));
    first.release();
    assertThat(own.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aHigherLimitHoldsForTheNextRequest() {
    ask();
    ask();
    ConcurrencyLimit.Settings more = new ConcurrencyLimit.Settings(3, 4, Duration.ofHours(1));
    assertThat(limit.acquire(context, more).admission().isComplete()).isTrue();
  }

  @Test
  void loopsTogetherNeverPassTheLimitAndLoseNoPlace() throws Exception {
    ConcurrencyLimit.Settings settings =
        new ConcurrencyLimit.Settings(3, 1000, Duration.ofMinutes(1));
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<List<Future<Boolean>>> all =
        Together.run(
            4,
            thread -> {
              Context loop = vertx.getOrCreateContext();
              List<Future<Boolean>> mine = new ArrayList<>();
              for (int i = 0; i < 500; i++) {
                ConcurrencyLimit.Ticket ticket = limit.acquire(loop, settings);
                if (i % 7 == 3) {
                  ticket.cancel();
                }
                mine.add(
                    ticket
                        .admission()
                        .map(
                            admission -> {
                              if (admission instanceof Admission.Admitted admitted) {
                                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                                now.decrementAndGet();
                                admitted.slot().release();
                                return true;
                              }
                              return false;
                            }));
              }
              return mine;
            });
    for (List<Future<Boolean>> mine : all) {
      Future.all(mine).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
    assertThat(most.get()).isBetween(1, 3);
    assertThat(limit.inUse()).isZero();
    assertThat(limit.waiting()).isZero();
  }
}
