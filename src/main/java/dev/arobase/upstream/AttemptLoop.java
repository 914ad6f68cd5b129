package dev.arobase.upstream;

import dev.arobase.config.RetryConfig;
import dev.arobase.exchange.FailedAttempt;
import dev.arobase.exchange.Failure;
import dev.arobase.relay.UpstreamBody;
import dev.arobase.relay.Watchdog;
import dev.arobase.resolve.Plan;
import dev.arobase.resolve.Target;
import dev.arobase.wire.EditedBody;
import dev.arobase.wire.ResponseHeaders;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The attempts of one request: one iteration is one attempt, and {@link RetryPolicy} alone says
 * whether, where and when there is another; {@link Candidates} says which target that is. It ends
 * with an answer that has shown content, with the failures, or cancelled because nobody waits.
 *
 * <p>Lives on one event loop; what loops share of a provider is behind {@link ProviderState}.
 */
public final class AttemptLoop {

  /** Who waits for it. Exactly one of the two is told, once, unless it is cancelled. */
  public interface Listener {
    void opened(OpenAnswer answer);

    /** At least one. */
    void failed(List<FailedAttempt> failures);
  }

  /** Waits for a slot among the provider's requests, with the breaker's leave already. */
  private record Queued(BreakerPermit permit, ConcurrencyLimit.Ticket ticket) {
    void leave() {
      permit.dropped();
      ticket.cancel();
    }
  }

  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final Upstreams upstreams;
  private final Candidates candidates;
  private final int maxAttempts;
  private final OutboundRequest request;
  private final Watchdog watchdog;
  private final Listener listener;
  private final AttemptNotes notes;

  private Progress progress = Progress.FIRST;
  private final Set<UpstreamKey> triedKeys = new HashSet<>(2);
  private Optional<Queued> queued = Optional.empty();
  private Optional<Place> place = Optional.empty();
  private Optional<UpstreamAttempt> attempt = Optional.empty();
  private long timer = NO_TIMER;
  private boolean done;

  public AttemptLoop(
      Vertx vertx,
      Upstreams upstreams,
      Plan plan,
      OutboundRequest request,
      Watchdog watchdog,
      Listener listener) {
    this.vertx = vertx;
    this.upstreams = upstreams;
    this.candidates = new Candidates(plan, upstreams);
    this.maxAttempts = plan.maxAttempts();
    this.request = request;
    this.watchdog = watchdog;
    this.listener = listener;
    this.notes = new AttemptNotes(request.exchange());
  }

  public void start() {
    begin();
  }

  /** Nobody waits any more; nobody is told. */
  public void cancel() {
    if (!done) {
      done = true;
      stopTimer();
      attempt.ifPresent(
          running -> {
            running.cancel();
            noteAbandoned(running);
            notes.left(target());
          });
      place.ifPresent(Place::dropped);
      queued.ifPresent(Queued::leave);
    }
  }

  /** The target of the last attempt. */
  public Target target() {
    return candidates.target();
  }

  /** How often it was tried again. */
  public int repeats() {
    return progress.repeatsHere();
  }

  /** Leave of a breaker, a slot, a key, then {@link #send}. */
  private void begin() {
    notes.started();
    // With every breaker open the last is tried all the same, unless another attempt has failed.
    candidates.admit(notes.isFirst()).ifPresentOrElse(this::queue, this::giveUp);
  }

  private void queue(BreakerPermit permit) {
    watchdog.limitTotal(candidates.timeouts().total());
    watchdog.onExpired(phase -> expiredInQueue());
    watchdog.enter(Watchdog.Phase.TOTAL, Optional.empty());
    ConcurrencyLimit.Ticket ticket = candidates.state().acquire(vertx.getOrCreateContext());
    queued = Optional.of(new Queued(permit, ticket));
    ticket
        .admission()
        .onSuccess(
            admission -> {
              queued = Optional.empty();
              switch (admission) {
                case Admission.Admitted admitted -> admitted(permit, admitted.slot());
                case Admission.Refused refused -> {
                  permit.dropped();
                  failed(refused.failure());
                }
              }
            });
  }

  private void admitted(BreakerPermit permit, ConcurrencySlot slot) {
    ProviderState state = candidates.state();
    Optional<UpstreamKey> key = state.key(triedKeys);
    Place taken = new Place(state, target(), permit, slot, key);
    if (done) {
      taken.dropped();
      return;
    }
    key.ifPresent(triedKeys::add);
    place = Optional.of(taken);
    if (progress.repeatsHere() == 0 && !progress.staleRepeatedHere()) {
      state.firstAttempt();
    }
    send(taken);
  }

  private void expiredInQueue() {
    queued.ifPresent(Queued::leave);
    queued = Optional.empty();
    Duration limit = target().provider().timeouts().total().orElse(Duration.ZERO);
    failed(new Failure.TimedOut(Failure.TimedOut.Phase.TOTAL, limit));
  }

  private void send(Place taken) {
    Target target = target();
    EditedBody body = request.body().apply(target);
    UpstreamOrder order =
        UpstreamOrder.of(
            request,
            UpstreamHeaders.of(request, target, taken.key(), upstreams.userAgent()),
            body.body(),
            candidates.isOnly(),
            candidates.state().complaints());
    UpstreamAttempt started =
        new UpstreamAttempt(
            vertx,
            upstreams.client(target),
            order,
            candidates.timeouts(),
            watchdog,
            new UpstreamAttempt.Listener() {
              @Override
              public void headed(HttpClientResponse head) {
                if (head.statusCode() >= 400) {
                  request.exchange().limitedBy(ResponseHeaders.limits(head.headers()));
                }
                taken.headed(head.headers());
              }

              @Override
              public void opened(HttpClientResponse head, UpstreamBody upstreamBody) {
                AttemptLoop.this.opened(
                    new OpenAnswer(
                        target,
                        head.statusCode(),
                        head.headers(),
                        upstreamBody,
                        body.edits(),
                        taken,
                        notes.nanosSinceStart()));
              }

              @Override
              public void failed(Failure failure) {
                AttemptLoop.this.failed(failure);
              }
            });
    attempt = Optional.of(started);
    started.start();
  }

  private void opened(OpenAnswer answer) {
    done = true;
    answer.place().opened();
    candidates.answered();
    notes.succeeded(answer.target(), answer.status());
    listener.opened(answer);
  }

  private void failed(Failure failure) {
    if (done) {
      return;
    }
    attempt.filter(running -> failure.status().isEmpty()).ifPresent(this::noteAbandoned);
    attempt = Optional.empty();
    place.ifPresent(taken -> taken.failed(failure));
    place = Optional.empty();
    notes.failed(target(), failure);
    Next next = RetryPolicy.decide(situation(failure));
    switch (next) {
      case Next.GiveUp _ -> followOwnTerms(failure);
      case Next.NextCandidate _ -> {
        candidates.advance();
        beginElsewhere();
      }
      case Next.OtherKey _ -> {
        progress = progress.after(next);
        begin();
      }
      case Next.SameTargetNow _ -> repeat(next, Duration.ZERO, failure);
      case Next.SameTargetAfter after -> repeat(next, after.delay(), failure);
    }
  }

  /**
   * Over with this target; what the request's own configuration says of such a status may lead on.
   */
  private void followOwnTerms(Failure failure) {
    candidates.failed(failure);
    boolean mayTryAnother =
        !(failure instanceof Failure.HostRefused)
            && progress.attempts() < maxAttempts
            && watchdog.left().filter(left -> !left.isPositive()).isEmpty()
            && request.kind().mayRepeatAfter(failure);
    if (mayTryAnother && candidates.follow(RetryPolicy.statusOf(failure))) {
      beginElsewhere();
    } else {
      giveUp();
    }
  }

  private void beginElsewhere() {
    progress = progress.after(new Next.NextCandidate());
    triedKeys.clear();
    begin();
  }

  /** The budget is looked at by the policy and spent here: another loop may have been faster. */
  private void repeat(Next next, Duration delay, Failure failure) {
    if (!candidates.state().trySpendRepeat(retry())) {
      candidates.failed(failure);
      giveUp();
      return;
    }
    progress = progress.after(next);
    if (delay.isZero()) {
      begin();
      return;
    }
    watchdog.onExpired(
        phase -> {
          candidates.failed(failure);
          giveUp();
        });
    watchdog.enter(Watchdog.Phase.TOTAL, Optional.empty());
    timer =
        vertx.setTimer(
            Math.max(1, delay.toMillis()),
            id -> {
              timer = NO_TIMER;
              begin();
            });
  }

  private Situation situation(Failure failure) {
    ProviderState state = candidates.state();
    RetryConfig retry = retry();
    return new Situation(
        failure,
        request.kind(),
        RetrySettings.of(retry, maxAttempts, target().terms()),
        progress,
        candidates.isLast(),
        state.hasOtherKey(triedKeys),
        false,
        request.clientRetryCount(),
        state.mayRepeat(retry),
        watchdog.left().orElse(Duration.ofDays(1)),
        ThreadLocalRandom.current().nextDouble());
  }

  private RetryConfig retry() {
    return target().provider().retry().with(target().retry());
  }

  private void giveUp() {
    if (!done) {
      done = true;
      stopTimer();
      listener.failed(notes.failures());
    }
  }

  private void stopTimer() {
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
  }

  private void noteAbandoned(UpstreamAttempt running) {
    if (running.wasFullySent()) {
      notes.abandoned(target());
    }
  }
}
