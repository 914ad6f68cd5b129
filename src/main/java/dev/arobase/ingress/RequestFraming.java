package dev.arobase.ingress;

import dev.arobase.exchange.ErrorCode;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Where a connection's bytes stand in its requests: one head after the other, each with its body.
 * It looks at the bytes and keeps none; what it makes of them it tells its listener.
 *
 * <pre>
 *   HEAD ──▶ BODY ──▶ HEAD …
 *     └───────┴─────▶ malformed: nothing is looked at after that
 * </pre>
 */
final class RequestFraming {

  interface Listener {

    /** A head is whole and valid. */
    void headEnded();

    /** So is what belongs to it; another head may follow. */
    void requestEnded();

    /** What came is no request, or not the body that its head had announced. */
    void malformed(ErrorCode code, String reason);
  }

  private final int maxHead;
  private final Listener listener;
  private RequestHead head;
  private boolean inBody;
  private long bodyRemaining;
  private Optional<ChunkedBody> chunks = Optional.empty();

  /**
   * @param maxHead bytes of a request line and its headers together
   */
  RequestFraming(int maxHead, Listener listener) {
    this.maxHead = maxHead;
    this.listener = listener;
    this.head = new RequestHead(maxHead);
  }

  /** The head of the request at hand, as far as it has come. */
  RequestHead head() {
    return head;
  }

  /** The head at hand is whole and its body is not. */
  boolean inBody() {
    return inBody;
  }

  /** No byte of the next request has come. */
  boolean betweenRequests() {
    return !inBody && !head.started();
  }

  /**
   * Looks at the bytes from {@code at} to {@code end}, some of them at least.
   *
   * @return where to go on
   */
  int take(ByteBuf bytes, int at, int end) {
    return inBody ? bodyBytes(bytes, at, end) : headBytes(bytes, at, end);
  }

  private int headBytes(ByteBuf bytes, int at, int end) {
    int stop = bytes.forEachByte(at, end - at, head);
    switch (head.state()) {
      case REQUEST_LINE, FIELDS -> {
        return end;
      }
      case MALFORMED -> listener.malformed(ErrorCode.BAD_REQUEST, head.reason());
      case TOO_LARGE -> listener.malformed(ErrorCode.HEADERS_TOO_LARGE, head.reason());
      case COMPLETE -> headEnded();
    }
    return stop + 1;
  }

  private void headEnded() {
    bodyRemaining = head.contentLength();
    if (head.chunked()) {
      chunks = Optional.of(new ChunkedBody());
    }
    inBody = head.chunked() || bodyRemaining > 0;
    listener.headEnded();
    if (!inBody) {
      requestEnded();
    }
  }

  private void requestEnded() {
    inBody = false;
    head = new RequestHead(maxHead);
    chunks = Optional.empty();
    listener.requestEnded();
  }

  private int bodyBytes(ByteBuf bytes, int at, int end) {
    if (chunks.isPresent()) {
      return chunkedBytes(chunks.get(), bytes, at, end);
    }
    int count = (int) Math.min(bodyRemaining, end - at);
    bodyRemaining -= count;
    if (bodyRemaining == 0) {
      requestEnded();
    }
    return at + count;
  }

  private int chunkedBytes(ChunkedBody body, ByteBuf bytes, int at, int end) {
    int count = (int) Math.min(body.skippable(), end - at);
    if (count > 0) {
      body.skipped(count);
      return at + count;
    }
    int stop = bytes.forEachByte(at, end - at, body);
    if (body.state() == ChunkedBody.State.MALFORMED) {
      listener.malformed(ErrorCode.BAD_REQUEST, body.reason());
    } else if (body.state() == ChunkedBody.State.COMPLETE) {
      requestEnded();
    }
    return stop < 0 ? end : stop + 1;
  }
}
