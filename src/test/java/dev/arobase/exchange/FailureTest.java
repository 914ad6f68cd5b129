package dev.arobase.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.arobase.exchange.Failure.BadStatus;
import dev.arobase.exchange.Failure.Garbage;
import dev.arobase.exchange.Failure.TimedOut;
import dev.arobase.exchange.Failure.Unreachable;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

  private static Failure status(int status, ErrorMeaning meaning) {
    return BadStatus.head(
        new UpstreamComplaint(
            status,
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            meaning,
            Optional.empty(),
            Optional.empty()));
  }

  private static Failure unreachable(Unreachable.Way way) {
    return new Unreachable(way, Optional.empty());
  }

  private static Failure timeout(TimedOut.Phase phase) {
    return new TimedOut(phase, Duration.ofSeconds(1));
  }

  /** failure, fault, repeat, before the connection, counts for the breaker. */
  static Stream<Arguments> facts() {
    Fault client = Fault.CLIENT;
    Fault upstream = Fault.UPSTREAM;
    Repeat never = Repeat.NEVER;
    Repeat anywhere = Repeat.ANYWHERE;
    return Stream.of(
        arguments(unreachable(Unreachable.Way.CONNECT_REFUSED), upstream, anywhere, true, true),
        arguments(unreachable(Unreachable.Way.DNS), upstream, anywhere, true, true),
        arguments(unreachable(Unreachable.Way.CONNECT_FAILED), upstream, anywhere, true, true),
        arguments(unreachable(Unreachable.Way.RESET), upstream, anywhere, false, true),
        arguments(
            unreachable(Unreachable.Way.RESET_ON_REUSED),
            upstream,
            Repeat.ON_REUSED_CONNECTION,
            false,
            false),
        arguments(new Failure.TlsRefused(Optional.empty()), upstream, anywhere, true, true),
        arguments(timeout(TimedOut.Phase.CONNECT), upstream, anywhere, true, true),
        arguments(timeout(TimedOut.Phase.TLS_HANDSHAKE), upstream, anywhere, true, true),
        arguments(timeout(TimedOut.Phase.FIRST_BYTE), upstream, anywhere, false, true),
        arguments(timeout(TimedOut.Phase.FIRST_TOKEN), upstream, anywhere, false, true),
        arguments(timeout(TimedOut.Phase.IDLE), upstream, anywhere, false, true),
        arguments(timeout(TimedOut.Phase.TOTAL), upstream, never, false, true),
        arguments(Garbage.of(Garbage.What.HTML, 200), upstream, anywhere, false, true),
        arguments(status(400, ErrorMeaning.PLAIN), client, never, false, false),
        arguments(status(404, ErrorMeaning.MODEL_NOT_FOUND), upstream, anywhere, false, false),
        arguments(status(400, ErrorMeaning.CONTEXT_LENGTH), client, anywhere, false, false),
        arguments(status(403, ErrorMeaning.CONTENT_FILTER), client, never, false, false),
        arguments(status(401, ErrorMeaning.PLAIN), upstream, anywhere, false, false),
        arguments(status(429, ErrorMeaning.PLAIN), upstream, anywhere, false, false),
        arguments(status(429, ErrorMeaning.INSUFFICIENT_QUOTA), upstream, anywhere, false, false),
        arguments(status(408, ErrorMeaning.PLAIN), upstream, anywhere, false, true),
        arguments(status(409, ErrorMeaning.PLAIN), upstream, anywhere, false, false),
        arguments(status(500, ErrorMeaning.PLAIN), upstream, anywhere, false, true),
        arguments(status(302, ErrorMeaning.PLAIN), upstream, anywhere, false, true),
        arguments(
            new Failure.Overloaded("queue", Duration.ofSeconds(1)),
            Fault.GATEWAY,
            anywhere,
            true,
            false),
        arguments(new Failure.ClientGone(), client, never, false, false));
  }

  @ParameterizedTest
  @MethodSource("facts")
  void eachFailureStatesItsFacts(
      Failure failure, Fault fault, Repeat repeat, boolean beforeConnection, boolean counts) {
    assertThat(failure.fault()).isEqualTo(fault);
    assertThat(failure.repeat()).isEqualTo(repeat);
    assertThat(failure.beforeConnection()).isEqualTo(beforeConnection);
    assertThat(failure.countsForBreaker()).isEqualTo(counts);
    assertThat(failure.reason()).matches("[a-z_]+");
  }
}
