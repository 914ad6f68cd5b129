package dev.arobase.relay;

import io.netty.channel.Channel;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;

/**
 * How much one connection may read before its event loop looks after the others: one read, at most
 * 64 KiB. With Netty's own measure of sixteen reads in a row, a hundred fast upstreams at once made
 * a small request beside them wait for seconds, since each of its own steps waited for all of them.
 */
public final class FairReads {
  private static final int IN_A_ROW = 1;

  private FairReads() {}

  /** From the next read on. */
  public static void on(Channel channel) {
    if (channel.config().getRecvByteBufAllocator() instanceof MaxMessagesRecvByteBufAllocator own) {
      own.maxMessagesPerRead(IN_A_ROW);
    }
  }
}
