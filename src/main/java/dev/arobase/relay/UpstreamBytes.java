package dev.arobase.relay;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of an upstream's answer, which is not read ahead of while it is paused. */
final class UpstreamBytes implements ReadStream<Buffer> {
  private final HttpClientResponse response;
  private final Optional<ReadGate> gate;
  private final int answer;

  UpstreamBytes(HttpClientResponse response) {
    this.response = response;
    this.gate = ReadGate.of(response.request().connection());
    this.answer = gate.map(ReadGate::answer).orElse(0);
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> reader) {
    response.exceptionHandler(reader);
    return this;
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> reader) {
    response.handler(reader);
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> reader) {
    response.endHandler(reader);
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    response.pause();
    gate.ifPresent(connection -> connection.pause(answer));
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    response.resume();
    gate.ifPresent(connection -> connection.resume(answer));
    return this;
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    response.fetch(amount);
    gate.ifPresent(connection -> connection.resume(answer));
    return this;
  }
}
