package dev.arobase.ingress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client has stopped reading: bytes wait to be written, and for the whole
 * of the deadline not one went out. It looks four times per deadline, so the end may come a quarter
 * late. Lives on the connection's event loop.
 */
@SuppressWarnings({
  "FutureReturnValueIgnored", // of a close: there is nothing left to do
  "ReferenceEquality" // the same message still being written, not an equal one
})
final class WriteWatch {
  private static final int LOOKS = 4;

  /** Set when the client is cut off for not reading. */
  static final AttributeKey<Boolean> STALLED = AttributeKey.valueOf(WriteWatch.class, "stalled");

  private final ChannelHandlerContext context;
  private final Channel channel;
  private final Optional<Duration> deadline;
  private @Nullable ScheduledFuture<?> timer;
  private @Nullable Object lastMessage;
  private long lastProgress;
  private int looksWithoutProgress;

  WriteWatch(ChannelHandlerContext context, Optional<Duration> deadline) {
    this.context = context;
    this.channel = context.channel();
    this.deadline = deadline;
  }

  void writabilityChanged() {
    if (deadline.isPresent() && timer == null && !channel.isWritable()) {
      looksWithoutProgress = 0;
      look(deadline.get());
    }
  }

  /** Whether bytes wait for the client. */
  boolean pending() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer != null && buffer.totalPendingWriteBytes() > 0;
  }

  void cancel() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void look(Duration whole) {
    remember();
    timer =
        channel
            .eventLoop()
            .schedule(() -> looked(whole), whole.toNanos() / LOOKS, TimeUnit.NANOSECONDS);
  }

  private void looked(Duration whole) {
    timer = null;
    if (!pending()) {
      return;
    }
    looksWithoutProgress = progressed() ? 0 : looksWithoutProgress + 1;
    if (looksWithoutProgress >= LOOKS) {
      channel.attr(STALLED).set(true);
      // From here and not from the channel: Vert.x would queue the close behind the unread bytes.
      context.close();
    } else {
      look(whole);
    }
  }

  private void remember() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    lastMessage = buffer == null ? null : buffer.current();
    lastProgress = buffer == null ? 0 : buffer.currentProgress();
  }

  private boolean progressed() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null
        || buffer.current() != lastMessage
        || buffer.currentProgress() != lastProgress;
  }
}
