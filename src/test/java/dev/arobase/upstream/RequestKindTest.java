package dev.arobase.upstream;

import static dev.arobase.upstream.RequestKind.GENERATION;
import static dev.arobase.upstream.RequestKind.MEDIA;
import static dev.arobase.upstream.RequestKind.ONCE;
import static dev.arobase.upstream.RequestKind.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.arobase.exchange.Failure;
import dev.arobase.exchange.Failure.Garbage;
import dev.arobase.exchange.Failure.TimedOut;
import dev.arobase.exchange.Failure.Unreachable;
import dev.arobase.exchange.UpstreamComplaint;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RequestKindTest {

  @ParameterizedTest
  @CsvSource({
    "POST, /chat/completions, GENERATION",
    "POST, /completions, GENERATION",
    "POST, /embeddings, GENERATION",
    "POST, /moderations, GENERATION",
    "POST, /responses, GENERATION",
    "POST, /rerank, GENERATION",
    "POST, /messages, GENERATION",
    "POST, /messages/count_tokens, GENERATION",
    "POST, /images/generations, MEDIA",
    "POST, /audio/speech, MEDIA",
    "POST, /files, ONCE",
    "GET, /files/abc, ONCE",
    "POST, /batches, ONCE",
    "POST, /uploads/u1/parts, ONCE",
    "GET, /realtime, ONCE",
    "POST, /videos, ONCE",
    "POST, /responses/r1/cancel, ONCE",
    "POST, /chat/completionsx, ONCE",
    "DELETE, /responses/r1, ONCE",
    "PUT, /chat/completions, ONCE",
    "GET, /models, READ",
    "get, responses/r1, READ",
    "HEAD, /models, READ",
  })
  void aPathHasItsKind(String method, String path, RequestKind kind) {
    assertThat(RequestKind.of(method, path, false, false, false)).isEqualTo(kind);
  }

  @Test
  void whatLeavesSomethingBehindGetsOneAttempt() {
    assertThat(RequestKind.of("POST", "/responses", true, false, false)).isEqualTo(ONCE);
    assertThat(RequestKind.of("POST", "/responses", false, true, false)).isEqualTo(ONCE);
    assertThat(RequestKind.of("POST", "/chat/completions", false, true, false))
        .as("only responses are stored to be gone on with")
        .isEqualTo(GENERATION);
  }

  @Test
  void aBodyThatIsNotKeptCannotBeSentAgain() {
    assertThat(RequestKind.of("POST", "/audio/transcriptions", false, false, true)).isEqualTo(ONCE);
    assertThat(RequestKind.of("POST", "/images/edits", false, false, false)).isEqualTo(MEDIA);
  }

  static Stream<Arguments> repeatable() {
    Set<RequestKind> all = EnumSet.allOf(RequestKind.class);
    Set<RequestKind> quick = EnumSet.of(READ, GENERATION);
    Set<RequestKind> notOnce = EnumSet.of(READ, GENERATION, MEDIA);
    return Stream.of(
        arguments(new Unreachable(Unreachable.Way.CONNECT_REFUSED, Optional.empty()), all),
        arguments(new Unreachable(Unreachable.Way.DNS, Optional.empty()), all),
        arguments(new Failure.TlsRefused(Optional.empty()), all),
        arguments(new TimedOut(TimedOut.Phase.CONNECT, Duration.ofSeconds(3)), all),
        arguments(new TimedOut(TimedOut.Phase.TLS_HANDSHAKE, Duration.ofSeconds(3)), all),
        arguments(new Failure.Overloaded("max_concurrent", Duration.ofSeconds(1)), all),
        arguments(new TimedOut(TimedOut.Phase.FIRST_BYTE, Duration.ofSeconds(3)), quick),
        arguments(new TimedOut(TimedOut.Phase.FIRST_TOKEN, Duration.ofSeconds(3)), quick),
        arguments(new TimedOut(TimedOut.Phase.IDLE, Duration.ofSeconds(3)), quick),
        arguments(new Unreachable(Unreachable.Way.RESET, Optional.empty()), notOnce),
        arguments(new Unreachable(Unreachable.Way.RESET_ON_REUSED, Optional.empty()), notOnce),
        arguments(Failure.BadStatus.head(UpstreamComplaint.ofStatus(429)), notOnce),
        arguments(Failure.BadStatus.head(UpstreamComplaint.ofStatus(503)), notOnce),
        arguments(Garbage.of(Garbage.What.HTML, 200), notOnce));
  }

  @ParameterizedTest
  @MethodSource("repeatable")
  void whatMayBeRepeatedAtAll(Failure failure, Set<RequestKind> kinds) {
    for (RequestKind kind : RequestKind.values()) {
      assertThat(kind.mayRepeatAfter(failure)).as("%s", kind).isEqualTo(kinds.contains(kind));
    }
  }
}
