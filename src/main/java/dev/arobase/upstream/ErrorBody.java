package dev.arobase.upstream;

import dev.arobase.exchange.Failure;
import dev.arobase.relay.Complaints;
import dev.arobase.relay.Watchdog;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads an error answer, as far as it is needed to say what is wrong. */
final class ErrorBody {

  private static final int MAX_BYTES = 64 * 1024;

  /** An error is short; one that does not come to its end is taken as far as it came. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClientResponse response;
  private final ReadStream<Buffer> bytes;
  private final Watchdog watchdog;
  private final Complaints complaints;
  private final Buffer collected = Buffer.buffer();
  private boolean done;

  /**
   * @param bytes of the response's body, unpacked
   */
  ErrorBody(
      HttpClientResponse response,
      ReadStream<Buffer> bytes,
      Watchdog watchdog,
      Complaints complaints) {
    this.response = response;
    this.bytes = bytes;
    this.watchdog = watchdog;
    this.complaints = complaints;
  }

  /** Call it within the handler of the head. */
  void read(Consumer<Failure> then) {
    watchdog.onExpired(phase -> finish(then, true));
    watchdog.enter(Watchdog.Phase.IDLE, Optional.of(PATIENCE));
    bytes.exceptionHandler(error -> finish(then, false));
    bytes.endHandler(nothing -> finish(then, false));
    bytes.handler(
        chunk -> {
          int room = MAX_BYTES - collected.length();
          if (chunk.length() < room) {
            collected.appendBuffer(chunk);
          } else {
            collected.appendBuffer(chunk.slice(0, room));
            finish(then, true);
          }
        });
  }

  private void finish(Consumer<Failure> then, boolean reset) {
    if (done) {
      return;
    }
    done = true;
    bytes.handler(null);
    if (reset) {
      response.request().reset();
    }
    then.accept(complaints.head(response.statusCode(), response.headers(), collected.getBytes()));
  }
}
