package dev.arobase.ingress;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;

/**
 * Counts the answers that a connection still owes. Lives on the connection's event loop, between
 * the server and the encoder.
 */
final class ResponseWatch extends ChannelOutboundHandlerAdapter {
  private final Runnable ended;
  private int expected;
  private boolean started;
  private boolean blocked;

  /**
   * @param ended called after each whole answer
   */
  ResponseWatch(Runnable ended) {
    this.ended = ended;
  }

  /** One more request was passed on. */
  void expect() {
    expected++;
  }

  /** It was not passed on after all. */
  void forget() {
    expected--;
  }

  /** Answers that have not ended. */
  int expected() {
    return expected;
  }

  boolean allEnded() {
    return expected == 0;
  }

  /** Whether the oldest expected answer has begun. */
  boolean started() {
    return started;
  }

  /** Nothing more of the server's goes out: the guard has answered and closes. */
  void block() {
    blocked = true;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
      throws Exception {
    if (blocked) {
      ReferenceCountUtil.release(message);
      promise.tryFailure(new ClosedChannelException());
      return;
    }
    if (message instanceof HttpResponse response) {
      if (response.status().code() < 200) {
        // 100 Continue is whole by itself and no answer yet.
        super.write(ctx, message, promise);
        return;
      }
      started = true;
    }
    super.write(ctx, message, promise);
    if (message instanceof LastHttpContent) {
      started = false;
      expected--;
      ended.run();
    }
  }
}
