package dev.arobase.ingress;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/** The bytes of a request's head that is not complete yet; none most of the time. */
final class HeldBytes {
  private ByteBuf held = Unpooled.EMPTY_BUFFER;

  int count() {
    return held.readableBytes();
  }

  /** What is held and behind it what has arrived; the caller owns both from here on. */
  ByteBuf join(ByteBufAllocator alloc, ByteBuf arrived) {
    if (!held.isReadable()) {
      return arrived;
    }
    ByteBuf joined = alloc.buffer(held.readableBytes() + arrived.readableBytes());
    joined.writeBytes(held).writeBytes(arrived);
    release();
    arrived.release();
    return joined;
  }

  /** Holds a copy of the bytes from that index on. */
  void hold(ByteBuf bytes, int from) {
    release();
    held = bytes.copy(from, bytes.writerIndex() - from);
  }

  void release() {
    held.release();
    held = Unpooled.EMPTY_BUFFER;
  }
}
