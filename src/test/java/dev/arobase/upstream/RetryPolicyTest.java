package dev.arobase.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.exchange.ErrorMeaning;
import dev.arobase.exchange.Failure;
import dev.arobase.exchange.Failure.BadStatus;
import dev.arobase.exchange.Failure.Garbage;
import dev.arobase.exchange.Failure.TimedOut;
import dev.arobase.exchange.Failure.Unreachable;
import dev.arobase.exchange.UpstreamComplaint;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
  private static final RetrySettings USUAL =
      new RetrySettings(2, Set.of(429, 500, 502, 503, 504), Duration.ofSeconds(20), 4);

  /** A chat request with one candidate, its first attempt failed, plenty of time. */
  private record Case(
      Failure failure,
      RequestKind kind,
      Progress progress,
      boolean last,
      boolean otherKey,
      boolean committed,
      int clientRetries,
      boolean budget,
      Duration left,
      double jitter) {

    static Case of(Failure failure) {
      return new Case(
          failure,
          RequestKind.GENERATION,
          Progress.FIRST,
          true,
          false,
          false,
          0,
          true,
          Duration.ofMinutes(15),
          0.5);
    }

    Case withFallback() {
      return new Case(
          failure, kind, progress, false, otherKey, committed, clientRetries, budget, left, jitter);
    }

    Case withOtherKey() {
      return new Case(
          failure, kind, progress, last, true, committed, clientRetries, budget, left, jitter);
    }

    Case committedAlready() {
      return new Case(
          failure, kind, progress, last, otherKey, true, clientRetries, budget, left, jitter);
    }

    Case clientRetry() {
      return new Case(failure, kind, progress, last, otherKey, committed, 1, budget, left, jitter);
    }

    Case withoutBudget() {
      return new Case(
          failure, kind, progress, last, otherKey, committed, clientRetries, false, left, jitter);
    }

    Case timeLeft(Duration time) {
      return new Case(
          failure, kind, progress, last, otherKey, committed, clientRetries, budget, time, jitter);
    }

    Case kind(RequestKind other) {
      return new Case(
          failure, other, progress, last, otherKey, committed, clientRetries, budget, left, jitter);
    }

    Case progress(Progress further) {
      return new Case(
          failure, kind, further, last, otherKey, committed, clientRetries, budget, left, jitter);
    }

    Case jitter(double drawn) {
      return new Case(
          failure, kind, progress, last, otherKey, committed, clientRetries, budget, left, drawn);
    }

    Next next() {
      return next(USUAL);
    }

    Next next(RetrySettings settings) {
      return RetryPolicy.decide(
          new Situation(
              failure,
              kind,
              settings,
              progress,
              last,
              otherKey,
              committed,
              clientRetries,
              budget,
              left,
              jitter));
    }
  }

  private static Failure status(int status) {
    return BadStatus.head(UpstreamComplaint.ofStatus(status));
  }

  private static Failure status(int status, Duration retryAfter) {
    return BadStatus.head(
        UpstreamComplaint.ofStatus(status).withRetryAfter(Optional.of(retryAfter)));
  }

  private static Failure words(int status, ErrorMeaning meaning) {
    return BadStatus.head(
        UpstreamComplaint.of(
            status,
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            (number, code, type, message) -> meaning));
  }

  private static Failure unreachable(Unreachable.Way way) {
    return new Unreachable(way, Optional.empty());
  }

  static Stream<Failure> goesOn() {
    return Stream.of(
        unreachable(Unreachable.Way.CONNECT_REFUSED),
        unreachable(Unreachable.Way.DNS),
        unreachable(Unreachable.Way.RESET),
        new Failure.TlsRefused(Optional.empty()),
        new TimedOut(TimedOut.Phase.CONNECT, Duration.ofSeconds(3)),
        new TimedOut(TimedOut.Phase.TLS_HANDSHAKE, Duration.ofSeconds(3)),
        new TimedOut(TimedOut.Phase.FIRST_BYTE, Duration.ofSeconds(3)),
        new TimedOut(TimedOut.Phase.FIRST_TOKEN, Duration.ofSeconds(3)),
        Garbage.of(Garbage.What.HTML, 200),
        Garbage.of(Garbage.What.BROKEN_JSON, 200),
        Garbage.of(Garbage.What.EMPTY_BODY, 200),
        Garbage.of(Garbage.What.EMPTY_STREAM, 200),
        status(500),
        status(503),
        status(529),
        status(520),
        status(429),
        status(429, Duration.ofHours(1)),
        status(408),
        status(409),
        status(425),
        status(401),
        status(402),
        status(403),
        status(302),
        status(204),
        words(404, ErrorMeaning.MODEL_NOT_FOUND),
        words(400, ErrorMeaning.CONTEXT_LENGTH),
        words(429, ErrorMeaning.INSUFFICIENT_QUOTA),
        new Failure.Overloaded("queue", Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @MethodSource("goesOn")
  void withAFallbackItMovesOnAtOnce(Failure failure) {
    assertThat(Case.of(failure).withFallback().next()).isEqualTo(new Next.NextCandidate());
  }

  static Stream<Failure> isReturned() {
    return Stream.of(
        status(400),
        status(404),
        status(413),
        status(422),
        words(403, ErrorMeaning.CONTENT_FILTER),
        words(400, ErrorMeaning.CONTENT_FILTER),
        new TimedOut(TimedOut.Phase.TOTAL, Duration.ofMinutes(15)),
        new Failure.ClientGone(),
        new Failure.Internal(new IllegalStateException()));
  }

  @ParameterizedTest
  @MethodSource("isReturned")
  void whatIsReturnedIsNotTriedElsewhere(Failure failure) {
    assertThat(Case.of(failure).withFallback().withOtherKey().next())
        .isInstanceOf(Next.GiveUp.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422})
  void aClientErrorIsRepeatedHereButNowhereElseWhereItsStatusIsListed(int status) {
    RetrySettings listed = new RetrySettings(1, Set.of(status), Duration.ofSeconds(20), 4);
    assertThat(Case.of(status(status)).withFallback().next(listed))
        .isInstanceOf(Next.SameTargetAfter.class);
    assertThat(
            Case.of(status(status)).withFallback().progress(new Progress(2, 1, false)).next(listed))
        .isInstanceOf(Next.GiveUp.class);
  }

  @Test
  void aContentFilterIsFinalEvenWhereItsStatusIsListed() {
    RetrySettings listed = new RetrySettings(1, Set.of(400), Duration.ofSeconds(20), 4);
    assertThat(Case.of(words(400, ErrorMeaning.CONTENT_FILTER)).next(listed))
        .isInstanceOf(Next.GiveUp.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void theLastTargetIsRepeatedAfterAPause(int status) {
    assertThat(Case.of(status(status)).next()).isInstanceOf(Next.SameTargetAfter.class);
  }

  static Stream<Failure> notRepeatedAtTheSame() {
    return Stream.of(
        status(401),
        status(403),
        status(408),
        status(409),
        status(529),
        words(404, ErrorMeaning.MODEL_NOT_FOUND),
        words(503, ErrorMeaning.MODEL_NOT_FOUND),
        words(400, ErrorMeaning.CONTEXT_LENGTH),
        words(429, ErrorMeaning.INSUFFICIENT_QUOTA),
        new Failure.Overloaded("queue", Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @MethodSource("notRepeatedAtTheSame")
  void theLastTargetIsNotRepeatedWhereThatCannotHelp(Failure failure) {
    assertThat(Case.of(failure).next()).isInstanceOf(Next.GiveUp.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 403, 429})
  void anotherKeyComesBeforeTheNextCandidate(int status) {
    assertThat(Case.of(status(status)).withFallback().withOtherKey().next())
        .isEqualTo(new Next.OtherKey());
    assertThat(Case.of(status(status)).withOtherKey().next()).isEqualTo(new Next.OtherKey());
  }

  @Test
  void aDeadHostIsDeadForEachOfItsKeys() {
    assertThat(
            Case.of(unreachable(Unreachable.Way.CONNECT_REFUSED))
                .withFallback()
                .withOtherKey()
                .next())
        .isEqualTo(new Next.NextCandidate());
    assertThat(Case.of(status(500)).withFallback().withOtherKey().next())
        .isEqualTo(new Next.NextCandidate());
  }

  @Test
  void afterTheFirstContentNothingIsTriedAgain() {
    assertThat(Case.of(status(500)).withFallback().withOtherKey().committedAlready().next())
        .isEqualTo(new Next.GiveUp("the answer has begun"));
  }

  @Test
  void noMoreThanMaxAttemptsInAll() {
    assertThat(Case.of(status(500)).withFallback().progress(new Progress(3, 0, false)).next())
        .isEqualTo(new Next.NextCandidate());
    assertThat(Case.of(status(500)).withFallback().progress(new Progress(4, 0, false)).next())
        .isEqualTo(new Next.GiveUp("max_attempts"));
  }

  @Test
  void theSameTargetIsRepeatedNoMoreThanRetryAttempts() {
    assertThat(Case.of(status(500)).progress(new Progress(2, 1, false)).next())
        .isInstanceOf(Next.SameTargetAfter.class);
    assertThat(Case.of(status(500)).progress(new Progress(3, 2, false)).next())
        .isEqualTo(new Next.GiveUp("retry.attempts"));
  }

  @Test
  void aRetryAfterIsWaitedForExactly() {
    assertThat(Case.of(status(429, Duration.ofSeconds(2))).next())
        .isEqualTo(new Next.SameTargetAfter(Duration.ofSeconds(2)));
    assertThat(Case.of(status(503, Duration.ofSeconds(20))).next())
        .isEqualTo(new Next.SameTargetAfter(Duration.ofSeconds(20)));
  }

  @Test
  void aRetryAfterBeyondMaxDelayIsReturned() {
    assertThat(Case.of(status(429, Duration.ofSeconds(21))).next())
        .isEqualTo(new Next.GiveUp("Retry-After beyond retry.max_delay"));
  }

  @Test
  void noPauseOutlastsTheDeadline() {
    assertThat(Case.of(status(429, Duration.ofSeconds(2))).timeLeft(Duration.ofSeconds(2)).next())
        .isInstanceOf(Next.GiveUp.class);
    assertThat(Case.of(status(500)).withFallback().timeLeft(Duration.ZERO).next())
        .isEqualTo(new Next.GiveUp("no time left"));
  }

  @Test
  void aClientThatRepeatsItselfGetsNoRepeatsOnTopButTheFallback() {
    assertThat(Case.of(status(500)).clientRetry().next()).isInstanceOf(Next.GiveUp.class);
    assertThat(Case.of(unreachable(Unreachable.Way.RESET_ON_REUSED)).clientRetry().next())
        .isInstanceOf(Next.GiveUp.class);
    assertThat(Case.of(status(500)).withFallback().clientRetry().next())
        .isEqualTo(new Next.NextCandidate());
  }

  @Test
  void withoutBudgetTheSameTargetIsSparedAndMovingOnIsFree() {
    assertThat(Case.of(status(500)).withoutBudget().next())
        .isEqualTo(new Next.GiveUp("retry budget"));
    assertThat(Case.of(status(500)).withFallback().withoutBudget().next())
        .isEqualTo(new Next.NextCandidate());
    assertThat(Case.of(status(429)).withOtherKey().withoutBudget().next())
        .isEqualTo(new Next.OtherKey());
  }

  @Test
  void aStaleConnectionIsRepeatedAtOnceButOnlyOnce() {
    Case stale = Case.of(unreachable(Unreachable.Way.RESET_ON_REUSED)).withFallback();
    Next first = stale.next();
    assertThat(first).isInstanceOf(Next.SameTargetNow.class);
    assertThat(stale.progress(Progress.FIRST.after(first)).next())
        .isEqualTo(new Next.NextCandidate());
  }

  @Test
  void aResetIsStaleOnlyOnAReusedConnectionAndWithinASecondOfTheWholeRequest() {
    Throwable cause = new IllegalStateException("reset");
    assertThat(Unreachable.reset(true, Optional.empty(), cause).reason())
        .isEqualTo("reset_on_reused");
    assertThat(Unreachable.reset(true, Optional.of(Duration.ofSeconds(1)), cause).reason())
        .isEqualTo("reset_on_reused");
    assertThat(Unreachable.reset(true, Optional.of(Duration.ofMillis(1001)), cause).reason())
        .isEqualTo("reset");
    assertThat(Unreachable.reset(false, Optional.empty(), cause).reason()).isEqualTo("reset");
  }

  @Test
  void whatMustHappenOnceIsRepeatedOnlyWhenNoConnectionCameAbout() {
    Case once = Case.of(status(503)).withFallback().kind(RequestKind.ONCE);
    assertThat(once.next()).isInstanceOf(Next.GiveUp.class);
    assertThat(Case.of(unreachable(Unreachable.Way.RESET_ON_REUSED)).kind(RequestKind.ONCE).next())
        .isInstanceOf(Next.GiveUp.class);
    assertThat(
            Case.of(unreachable(Unreachable.Way.CONNECT_REFUSED))
                .withFallback()
                .kind(RequestKind.ONCE)
                .next())
        .isEqualTo(new Next.NextCandidate());
  }

  @Test
  void anImageNeverMovesOnAfterATimeout() {
    Failure slow = new TimedOut(TimedOut.Phase.FIRST_BYTE, Duration.ofMinutes(2));
    Failure connect = new TimedOut(TimedOut.Phase.CONNECT, Duration.ofSeconds(3));
    assertThat(Case.of(slow).withFallback().kind(RequestKind.MEDIA).next())
        .isInstanceOf(Next.GiveUp.class);
    assertThat(Case.of(connect).withFallback().kind(RequestKind.MEDIA).next())
        .isEqualTo(new Next.NextCandidate());
  }

  @Test
  void movingOnStartsTheRepeatsOfTheNextTargetAnew() {
    assertThat(new Progress(2, 1, true).after(new Next.NextCandidate()))
        .isEqualTo(new Progress(3, 0, false));
    assertThat(new Progress(2, 1, true).after(new Next.OtherKey()))
        .isEqualTo(new Progress(3, 1, true));
  }

  @Property
  void thePauseDoublesWithinItsJitterAndNeverPassesMaxDelay(
      @ForAll @IntRange(max = 60) int repeats,
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double jitter) {
    RetrySettings many = new RetrySettings(1000, Set.of(500), Duration.ofSeconds(20), 2000);
    Next next =
        RetryPolicy.decide(
            new Situation(
                status(500),
                RequestKind.GENERATION,
                many,
                new Progress(repeats + 1, repeats, false),
                true,
                false,
                false,
                0,
                true,
                Duration.ofHours(1),
                jitter));
    assertThat(next).isInstanceOf(Next.SameTargetAfter.class);
    long full = Math.min(20_000, 500L << Math.min(repeats, 10));
    assertThat(((Next.SameTargetAfter) next).delay())
        .isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
  }

  @Test
  void thoseWhoFailedTogetherDoNotComeTogether() {
    assertThat(Case.of(status(500)).jitter(0).next())
        .isNotEqualTo(Case.of(status(500)).jitter(0.9).next());
  }
}
