package dev.arobase.upstream;

import dev.arobase.config.RetryConfig;
import dev.arobase.config.Timeouts;
import dev.arobase.exchange.Attempt;
import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.Exchange;
import dev.arobase.exchange.FailedAttempt;
import dev.arobase.exchange.Failure;
import dev.arobase.relay.AnswerWatch;
import dev.arobase.relay.Complaints;
import dev.arobase.relay.UpstreamBody;
import dev.arobase.relay.Watchdog;
import dev.arobase.resolve.ClientTerms;
import dev.arobase.resolve.Plan;
import dev.arobase.resolve.Target;
import dev.arobase.wire.EditedBody;
import dev.arobase.wire.ResponseHeaders;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The attempts of one request: one iteration is one attempt, and {@link RetryPolicy} alone says
 * whether, where and when there is another. It ends with an answer that has shown content, with the
 * failures, or cancelled because nobody waits.
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

  private static final long NO_TIMER = -1;
  private static final int NOWHERE = -1;
  private static final Failure CLIENT_GONE = new Failure.ClientGone();

  private final Vertx vertx;
  private final Upstreams upstreams;
  private final Plan plan;
  private final OutboundRequest request;
  private final Watchdog watchdog;
  private final Listener listener;
  private final List<FailedAttempt> failures = new ArrayList<>(0);

  private final IdentityHashMap<Target, ProviderState> ownStates = new IdentityHashMap<>(0);
  private int candidate;
  private Progress progress = Progress.FIRST;
  private final Set<UpstreamKey> triedKeys = new HashSet<>(2);
  private Optional<BreakerPermit> queuedPermit = Optional.empty();
  private Optional<ConcurrencyLimit.Ticket> ticket = Optional.empty();
  private Optional<Place> place = Optional.empty();
  private Optional<UpstreamAttempt> attempt = Optional.empty();
  private long attemptStarted;
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
    this.plan = plan;
    this.request = request;
    this.watchdog = watchdog;
    this.listener = listener;
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
            record(Attempt.failed(providerName(), target().upstreamId(), CLIENT_GONE, millis()));
          });
      place.ifPresent(Place::dropped);
      queuedPermit.ifPresent(BreakerPermit::dropped);
      ticket.ifPresent(ConcurrencyLimit.Ticket::cancel);
    }
  }

  /** The target of the last attempt. */
  public Target target() {
    return plan.targets().get(candidate);
  }

  /** How often it was tried again. */
  public int repeats() {
    return progress.repeatsHere();
  }

  private String providerName() {
    return target().provider().name();
  }

  /**
   * Nothing behind the current candidate could take over: none is left, or their breakers are open.
   */
  private boolean isLastCandidate() {
    return nextCandidate() < 0;
  }

  private int nextCandidate() {
    int end =
        target()
            .terms()
            .map(terms -> candidate + terms.alternatives())
            .orElse(plan.targets().size());
    for (int i = candidate + 1; i < end; i++) {
      Target next = plan.targets().get(i);
      if (!state(next).isOpen(next)) {
        return i;
      }
    }
    return -1;
  }

  /** Where the request's own configuration leads after a failure with that status. */
  private int moved(int status) {
    return move(move -> move.takes(status));
  }

  private int move(Predicate<ClientTerms.Move> taken) {
    return target().terms().stream()
        .flatMap(terms -> terms.moves().stream())
        .filter(taken)
        .findFirst()
        .map(move -> candidate + move.by())
        .orElse(NOWHERE);
  }

  private ProviderState state(Target target) {
    return target.own()
        ? ownStates.computeIfAbsent(target, own -> upstreams.ownState(own.provider()))
        : upstreams.state(target.provider());
  }

  private void begin() {
    attemptStarted = System.nanoTime();
    request.exchange().limitedBy(Map.of());
    Target target = target();
    ProviderState state = state(target);
    Timeouts timeouts = target.provider().timeouts().with(target.timeouts());
    watchdog.limitTotal(timeouts.total());
    Optional<BreakerPermit> permit = state.permit(target, false);
    int onward = nextCandidate() < 0 ? move(move -> true) : nextCandidate();
    if (permit.isPresent()) {
      enter(target, timeouts, state, permit.get());
    } else if (onward != NOWHERE) {
      candidate = onward;
      begin();
    } else if (failures.isEmpty()) {
      tryLastAnyway();
    } else {
      giveUp();
    }
  }

  /** With every candidate open the last is tried all the same, and its outcome decides. */
  private void tryLastAnyway() {
    candidate = target().terms().isPresent() ? candidate : plan.targets().size() - 1;
    Target last = target();
    ProviderState state = state(last);
    Timeouts timeouts = last.provider().timeouts().with(last.timeouts());
    watchdog.limitTotal(timeouts.total());
    state.permit(last, true).ifPresent(permit -> enter(last, timeouts, state, permit));
  }

  private void enter(Target target, Timeouts timeouts, ProviderState state, BreakerPermit permit) {
    watchdog.onExpired(phase -> expiredInQueue(permit));
    watchdog.enter(Watchdog.Phase.TOTAL, Optional.empty());
    ConcurrencyLimit.Ticket asked = state.acquire(vertx.getOrCreateContext());
    ticket = Optional.of(asked);
    queuedPermit = Optional.of(permit);
    asked
        .admission()
        .onSuccess(
            admission -> {
              ticket = Optional.empty();
              queuedPermit = Optional.empty();
              switch (admission) {
                case Admission.Admitted admitted ->
                    admitted(target, timeouts, state, permit, admitted.slot());
                case Admission.Refused refused -> {
                  permit.dropped();
                  failed(refused.failure());
                }
              }
            });
  }

  private void admitted(
      Target target,
      Timeouts timeouts,
      ProviderState state,
      BreakerPermit permit,
      ConcurrencySlot slot) {
    Optional<UpstreamKey> key = state.key(triedKeys);
    Place taken = new Place(state, target, permit, slot, key);
    if (done) {
      taken.dropped();
      return;
    }
    key.ifPresent(triedKeys::add);
    place = Optional.of(taken);
    if (progress.repeatsHere() == 0 && !progress.staleRepeatedHere()) {
      state.firstAttempt();
    }
    send(target, timeouts, taken);
  }

  private void expiredInQueue(BreakerPermit permit) {
    permit.dropped();
    ticket.ifPresent(ConcurrencyLimit.Ticket::cancel);
    ticket = Optional.empty();
    Duration limit = target().provider().timeouts().total().orElse(Duration.ZERO);
    failed(new Failure.TimedOut(Failure.TimedOut.Phase.TOTAL, limit));
  }

  private void send(Target target, Timeouts timeouts, Place taken) {
    EditedBody body = request.body().apply(target);
    Complaints complaints = state(target).complaints();
    UpstreamOrder order =
        new UpstreamOrder(
            request.method(),
            request.target(),
            UpstreamHeaders.of(request, target, taken.key(), upstreams.userAgent()),
            body.body(),
            request.stream(),
            request.exchange().endpoint() == Endpoint.OTHER,
            plan.targets().size() == 1,
            head ->
                AnswerWatch.of(request.exchange().endpoint(), request.dialect(), complaints, head),
            complaints);
    UpstreamAttempt started =
        new UpstreamAttempt(
            vertx,
            upstreams.client(target),
            order,
            timeouts,
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
                        System.nanoTime() - attemptStarted));
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
    record(Attempt.succeeded(providerName(), target().upstreamId(), answer.status(), millis()));
    listener.opened(answer);
  }

  private void failed(Failure failure) {
    if (done) {
      return;
    }
    attempt.ifPresent(
        running -> {
          if (failure.status().isEmpty()) {
            noteAbandoned(running);
          }
        });
    attempt = Optional.empty();
    place.ifPresent(taken -> taken.failed(failure));
    place = Optional.empty();
    record(Attempt.failed(providerName(), target().upstreamId(), failure, millis()));
    failures.add(new FailedAttempt(providerName(), failure));
    Next next = RetryPolicy.decide(situation(failure));
    switch (next) {
      case Next.GiveUp _ -> giveUpHere(failure);
      case Next.NextCandidate _ -> {
        progress = progress.after(next);
        candidate = nextCandidate();
        triedKeys.clear();
        begin();
      }
      case Next.OtherKey _ -> {
        progress = progress.after(next);
        begin();
      }
      case Next.SameTargetNow _ -> repeat(next, Duration.ZERO);
      case Next.SameTargetAfter after -> repeat(next, after.delay());
    }
  }

  /**
   * Over with this target; what the request's own configuration says of such a status may lead on.
   */
  private void giveUpHere(Failure failure) {
    int onward = moved(RetryPolicy.statusOf(failure));
    boolean allowed =
        onward != NOWHERE
            && !(failure instanceof Failure.HostRefused)
            && progress.attempts() < plan.maxAttempts()
            && watchdog.left().filter(left -> !left.isPositive()).isEmpty()
            && request.kind().mayRepeatAfter(failure);
    if (!allowed) {
      giveUp();
      return;
    }
    progress = progress.after(new Next.NextCandidate());
    candidate = onward;
    triedKeys.clear();
    begin();
  }

  /** The budget is looked at by the policy and spent here: another loop may have been faster. */
  private void repeat(Next next, Duration delay) {
    if (!state(target()).trySpendRepeat(retry())) {
      giveUp();
      return;
    }
    progress = progress.after(next);
    if (delay.isZero()) {
      begin();
      return;
    }
    watchdog.onExpired(phase -> giveUp());
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
    ProviderState state = state(target());
    RetryConfig retry = retry();
    return new Situation(
        failure,
        request.kind(),
        new RetrySettings(
            retry.attempts(),
            retry.on(),
            retry.maxDelay(),
            plan.maxAttempts(),
            target().terms().map(ClientTerms::honoursRetryAfter).orElse(true)),
        progress,
        isLastCandidate(),
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
      listener.failed(List.copyOf(failures));
    }
  }

  private void stopTimer() {
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
  }

  private void record(Attempt finished) {
    request.exchange().attempted(finished);
  }

  private void noteAbandoned(UpstreamAttempt running) {
    if (running.wasFullySent()) {
      request
          .exchange()
          .abandoned(
              new Exchange.Abandoned(providerName(), target().upstreamId(), OptionalLong.empty()));
    }
  }

  private long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - attemptStarted);
  }
}
