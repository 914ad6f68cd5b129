package dev.arobase.catalog.sync;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a limit; beyond it the result fails and what there was is let go. */
final class BoundedBody implements BodyStream<BodyBytes> {

  /** The body is longer than is read of any list. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long limit;

    TooLarge(long limit) {
      super("more than " + limit + " bytes", null, false, false);
      this.limit = limit;
    }

    long limit() {
      return limit;
    }
  }

  private final long limit;
  private final Promise<BodyBytes> result = Promise.promise();
  private final List<Buffer> pieces = new ArrayList<>();
  private long size;

  BoundedBody(long limit) {
    this.limit = limit;
  }

  static BodyCodec<BodyBytes> codec(long limit) {
    return () -> new BoundedBody(limit);
  }

  @Override
  public Future<BodyBytes> result() {
    return result.future();
  }

  @Override
  public Future<Void> write(Buffer piece) {
    size += piece.length();
    if (size > limit) {
      pieces.clear();
      TooLarge failure = new TooLarge(limit);
      result.tryFail(failure);
      return Future.failedFuture(failure);
    }
    pieces.add(piece);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> end() {
    result.tryComplete(new BodyBytes(pieces));
    return Future.succeededFuture();
  }

  @Override
  public void handle(Throwable cause) {
    result.tryFail(cause);
  }

  @Override
  public BoundedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public BoundedBody setWriteQueueMaxSize(int maxSize) {
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public BoundedBody drainHandler(@Nullable Handler<Void> handler) {
    return this;
  }
}
