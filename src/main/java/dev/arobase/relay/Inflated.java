package dev.arobase.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A packed body as it unpacks. A few bytes may hold a thousand times as many: so it takes a small
 * piece at a time, a smaller one the more comes out of it, stops when its reader is full or gone,
 * and leaves the event loop to others after each turn's measure. Lives on one event loop.
 */
final class Inflated implements ReadStream<Buffer> {
  /** The bytes are not packed as their sender says; more of them may come. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(RuntimeException cause) {
      super("not packed as it says", cause);
    }
  }

  private static final int LEAST_PIECE_BYTES = 16;
  private static final int MOST_PIECE_BYTES = 4 * 1024;

  /** What a piece should come out as, at most; the next one's size follows from the last one's. */
  private static final int UNPACKED_PIECE_BYTES = 16 * 1024;

  /** Unpacked within one turn of the event loop, at least; a piece more at most. */
  private static final int TURN_BYTES = 64 * 1024;

  /**
   * A task that came back at once would be run before the sockets of others are looked at, again
   * and again.
   */
  private static final long REST_MILLIS = 1;

  private final Vertx vertx;
  private final ReadStream<Buffer> packed;
  private final JdkZlibDecoder decoder;
  private final EmbeddedChannel channel;

  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private Buffer waiting = Buffer.buffer();
  private int taken;
  private int piece = LEAST_PIECE_BYTES;
  private boolean packedEnded;
  private boolean paused;
  private boolean scheduled;
  private boolean done;

  Inflated(Vertx vertx, ReadStream<Buffer> packed, ZlibWrapper wrapper) {
    this.vertx = vertx;
    this.packed = packed;
    this.decoder = new JdkZlibDecoder(wrapper, 0);
    this.channel = new EmbeddedChannel(decoder);
    packed.exceptionHandler(this::fail);
    packed.endHandler(
        nothing -> {
          packedEnded = true;
          work();
        });
    packed.handler(
        chunk -> {
          waiting = chunk;
          taken = 0;
          packed.pause();
          work();
        });
  }

  private void work() {
    scheduled = false;
    int turn = 0;
    while (!done && !paused && taken < waiting.length()) {
      if (turn >= TURN_BYTES) {
        schedule();
        return;
      }
      int end = Math.min(waiting.length(), taken + piece);
      Buffer out;
      try {
        out = inflate(waiting.getBytes(taken, end));
      } catch (RuntimeException broken) {
        fail(new Unreadable(broken));
        return;
      }
      taken = end;
      turn += out.length();
      piece =
          out.length() > UNPACKED_PIECE_BYTES
              ? Math.max(piece / 2, LEAST_PIECE_BYTES)
              : Math.min(piece * 2, MOST_PIECE_BYTES);
      Handler<Buffer> reader = handler;
      if (out.length() > 0 && reader != null) {
        reader.handle(out);
      }
    }
    if (done || paused) {
      return;
    }
    if (packedEnded) {
      finish();
    } else {
      packed.resume();
    }
  }

  private Buffer inflate(byte[] piece) {
    channel.writeInbound(Unpooled.wrappedBuffer(piece));
    Buffer out = Buffer.buffer();
    for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
      byte[] bytes = new byte[part.readableBytes()];
      part.readBytes(bytes);
      part.release();
      out.appendBytes(bytes);
    }
    return out;
  }

  private void finish() {
    boolean whole = decoder.isClosed();
    if (!whole) {
      fail(new IllegalStateException("the packed body ends too soon"));
      return;
    }
    stop();
    Handler<Void> reader = endHandler;
    if (reader != null) {
      reader.handle(null);
    }
  }

  private void fail(Throwable error) {
    if (done) {
      return;
    }
    try {
      stop();
    } catch (RuntimeException again) {
      error.addSuppressed(again);
    }
    Handler<Throwable> reader = exceptionHandler;
    if (reader != null) {
      reader.handle(error);
    }
  }

  private void stop() {
    if (!done) {
      done = true;
      waiting = Buffer.buffer();
      channel.finishAndReleaseAll();
    }
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      vertx.setTimer(REST_MILLIS, id -> work());
    }
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> reader) {
    exceptionHandler = reader;
    return this;
  }

  /** Without a reader nothing more is unpacked, now or later. */
  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> reader) {
    handler = reader;
    if (reader == null) {
      stop();
    }
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> reader) {
    endHandler = reader;
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    paused = true;
    packed.pause();
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    if (paused) {
      paused = false;
      schedule();
    }
    return this;
  }

  /** As {@link #resume}: what is there comes as it comes. */
  @Override
  public ReadStream<Buffer> fetch(long amount) {
    return resume();
  }
}
