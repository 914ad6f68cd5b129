package dev.arobase.ingress;

import dev.arobase.exchange.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Stands between a client's socket and the HTTP decoder and lets through only bytes that it has
 * understood: a request's head when all of it is valid, a body as far as its framing is. What is
 * not valid is answered here, in JSON, and the connection ends.
 *
 * <pre>
 *   HEAD ──▶ BODY ──▶ HEAD …           one request after the other
 *     └───────┴─────▶ REFUSING ──▶ LINGERING ──▶ closed
 *                       waits for the answers to earlier requests
 * </pre>
 *
 * Lingering means: our side is shut, and what still arrives is read and dropped for a moment. A
 * socket that is closed with unread bytes resets the connection, and the client never sees why.
 *
 * <p>Lives on one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the connection
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final long MAX_DROPPED_BYTES = 16L * 1024 * 1024;

  /** Beyond this many times the limit a connection is closed without an answer. */
  private static final int HARD_LIMIT_FACTOR = 2;

  /**
   * Why a request was refused while its body was being read: its handler only sees the connection
   * close.
   */
  static final AttributeKey<ErrorCode> REFUSED =
      AttributeKey.valueOf(ConnectionGuard.class, "refused");

  private enum Phase {
    HEAD,
    BODY,
    REFUSING,
    LINGERING
  }

  private record Refusal(ErrorCode code, String reason, boolean inBody) {}

  private final WireLimits limits;
  private final ConnectionEvents events;
  private final Function<Optional<String>, String> requestIds;
  private final Function<Optional<String>, List<Map.Entry<String, String>>> corsHeaders;
  private final AtomicInteger connections;
  private final ResponseWatch responses = new ResponseWatch(this::responseEnded);

  private Phase phase = Phase.HEAD;
  private RequestHead head;
  private RequestHead lastHead;
  private Optional<ChunkedBody> chunks = Optional.empty();
  private long requests;
  private long bodyRemaining;
  private boolean overLimit;
  private Optional<Refusal> refusal = Optional.empty();
  private long dropped;

  /** The bytes of a head that is not complete yet; empty when none are held. */
  private ByteBuf held = Unpooled.EMPTY_BUFFER;

  @SuppressWarnings("NullAway.Init") // set when Netty adds the handler, before any other call
  private ChannelHandlerContext context;

  @SuppressWarnings("NullAway.Init")
  private Deadline deadline;

  @SuppressWarnings("NullAway.Init")
  private WriteWatch writes;

  ConnectionGuard(
      WireLimits limits,
      ConnectionEvents events,
      Function<Optional<String>, String> requestIds,
      Function<Optional<String>, List<Map.Entry<String, String>>> corsHeaders,
      AtomicInteger connections) {
    this.limits = limits;
    this.events = events;
    this.requestIds = requestIds;
    this.corsHeaders = corsHeaders;
    this.connections = connections;
    this.head = new RequestHead(limits.maxHead());
    this.lastHead = head;
  }

  /** The handler that belongs behind the encoder: it sees when an answer has ended. */
  ChannelHandler responseWatch() {
    return responses;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    deadline = new Deadline(ctx.executor(), this::deadlinePassed);
    writes = new WriteWatch(ctx, limits.writeDeadline());
    events.opened();
    int open = connections.incrementAndGet();
    ctx.channel()
        .closeFuture()
        .addListener(
            _ -> {
              connections.decrementAndGet();
              deadline.cancel();
              writes.cancel();
              events.closed();
            });
    overLimit = open > limits.maxConnections();
    if (open > (long) limits.maxConnections() * HARD_LIMIT_FACTOR) {
      ctx.close();
      return;
    }
    deadline.set(limits.headDeadline());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    held.release();
    held = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
    writes.writabilityChanged();
    super.channelWritabilityChanged(ctx);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      ctx.fireChannelRead(message);
      return;
    }
    if (phase == Phase.REFUSING || phase == Phase.LINGERING) {
      drop(bytes);
      return;
    }
    if (overLimit) {
      bytes.release();
      refuse(ErrorCode.OVERLOADED, "Too many connections are open.");
      answerRefusal();
      return;
    }
    read(ctx, bytes);
  }

  /**
   * Passes on what is valid, holds a head that is not complete, refuses at the first wrong byte.
   */
  private void read(ChannelHandlerContext ctx, ByteBuf arrived) {
    int scanned = held.readableBytes();
    ByteBuf bytes = join(arrived);
    int valid = bytes.readerIndex();
    // Where the current request's head begins in these bytes; -1 when it was passed on before.
    int requestAt = scanned > 0 ? valid : -1;
    int at = valid + scanned;
    int end = bytes.writerIndex();
    while (at < end && phase != Phase.REFUSING) {
      if (phase == Phase.HEAD && !head.started()) {
        requestAt = at;
        headBegins();
      }
      at = phase == Phase.HEAD ? headBytes(bytes, at, end) : bodyBytes(bytes, at, end);
      if (phase == Phase.BODY || (phase == Phase.HEAD && !head.started())) {
        valid = at;
      }
    }
    if (phase == Phase.REFUSING && requestAt >= 0 && valid > requestAt) {
      // The head was fine, the body that came with it is not: nobody need hear of the request.
      valid = requestAt;
      responses.forget();
      refusal = refusal.map(r -> new Refusal(r.code(), r.reason(), false));
    }
    pass(ctx, bytes, valid);
    answerRefusal();
  }

  private ByteBuf join(ByteBuf arrived) {
    if (!held.isReadable()) {
      return arrived;
    }
    ByteBuf joined = context.alloc().buffer(held.readableBytes() + arrived.readableBytes());
    joined.writeBytes(held).writeBytes(arrived);
    held.release();
    held = Unpooled.EMPTY_BUFFER;
    arrived.release();
    return joined;
  }

  private void pass(ChannelHandlerContext ctx, ByteBuf bytes, int valid) {
    int passed = valid - bytes.readerIndex();
    if (phase == Phase.REFUSING || valid == bytes.writerIndex()) {
      bytes.writerIndex(valid);
    } else {
      held = bytes.copy(valid, bytes.writerIndex() - valid);
      bytes.writerIndex(valid);
    }
    if (passed > 0) {
      ctx.fireChannelRead(bytes);
    } else {
      bytes.release();
    }
  }

  private void headBegins() {
    if (requests > 0) {
      deadline.set(limits.headDeadline());
    }
  }

  private int headBytes(ByteBuf bytes, int at, int end) {
    int stop = bytes.forEachByte(at, end - at, head);
    switch (head.state()) {
      case REQUEST_LINE, FIELDS -> {
        return end;
      }
      case MALFORMED -> refuse(ErrorCode.BAD_REQUEST, head.reason());
      case TOO_LARGE -> refuse(ErrorCode.HEADERS_TOO_LARGE, head.reason());
      case COMPLETE -> headEnded();
    }
    return stop + 1;
  }

  private void headEnded() {
    requests++;
    responses.expect();
    lastHead = head;
    bodyRemaining = head.contentLength();
    if (head.chunked()) {
      chunks = Optional.of(new ChunkedBody());
    }
    if (head.chunked() || bodyRemaining > 0) {
      phase = Phase.BODY;
      deadline.set(limits.bodyDeadline());
    } else {
      requestEnded();
    }
  }

  private void requestEnded() {
    phase = Phase.HEAD;
    head = new RequestHead(limits.maxHead());
    chunks = Optional.empty();
    deadline.clear();
    if (responses.allEnded()) {
      // The answer was there before the end of the body.
      deadline.set(limits.idleDeadline());
    }
  }

  private int bodyBytes(ByteBuf bytes, int at, int end) {
    deadline.set(limits.bodyDeadline());
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
      refuse(ErrorCode.BAD_REQUEST, body.reason());
    } else if (body.state() == ChunkedBody.State.COMPLETE) {
      requestEnded();
    }
    return stop < 0 ? end : stop + 1;
  }

  private void deadlinePassed() {
    boolean ours = !context.channel().config().isAutoRead();
    switch (phase) {
      case HEAD -> {
        if (!head.started()) {
          idle();
        } else if (ours) {
          deadline.set(limits.headDeadline());
        } else {
          refuse(ErrorCode.REQUEST_TIMEOUT, "The request's head did not arrive in time.");
          answerRefusal();
        }
      }
      case BODY -> {
        if (ours) {
          deadline.set(limits.bodyDeadline());
        } else {
          refuse(ErrorCode.REQUEST_TIMEOUT, "The request's body made no progress.");
          answerRefusal();
        }
      }
      case REFUSING -> {}
      case LINGERING -> context.close();
    }
  }

  private void idle() {
    if (writes.pending()) {
      deadline.set(limits.idleDeadline());
    } else {
      context.close();
    }
  }

  /** An answer has gone out whole; told by the response watch. */
  private void responseEnded() {
    if (phase == Phase.REFUSING) {
      answerRefusal();
    } else if (phase == Phase.HEAD && !head.started() && responses.allEnded()) {
      deadline.set(limits.idleDeadline());
    }
  }

  private void refuse(ErrorCode code, String reason) {
    boolean inBody = phase == Phase.BODY;
    phase = Phase.REFUSING;
    deadline.clear();
    refusal = Optional.of(new Refusal(code, reason, inBody));
  }

  /** Answers as soon as the answers to earlier requests are out, and ends the connection. */
  private void answerRefusal() {
    if (phase != Phase.REFUSING || refusal.isEmpty()) {
      return;
    }
    Refusal due = refusal.get();
    if (due.inBody()) {
      context.channel().attr(REFUSED).set(due.code());
    }
    int own = due.inBody() && !responses.allEnded() ? 1 : 0;
    if (responses.expected() > own) {
      return;
    }
    boolean answered = due.inBody() && (own == 0 || responses.started());
    RequestHead refused = due.inBody() ? lastHead : head;
    String requestId = requestIds.apply(refused.requestId());
    phase = Phase.LINGERING;
    responses.block();
    if (held.isReadable()) {
      held.release();
      held = Unpooled.EMPTY_BUFFER;
    }
    // Even a paused connection is read from now on: dropped bytes cost nothing.
    context.channel().config().setAutoRead(true);
    deadline.set(Optional.of(LINGER));
    events.refused(requestId, due.code(), due.reason(), due.inBody());
    ByteBuf answer = answered ? Unpooled.EMPTY_BUFFER : answer(due, requestId, refused.origin());
    context.writeAndFlush(answer).addListener(_ -> shutOutput());
  }

  private ByteBuf answer(Refusal due, String requestId, Optional<String> origin) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-request-id", requestId);
    if (due.code() == ErrorCode.OVERLOADED) {
      headers.put("retry-after", "1");
    } else {
      headers.put("x-should-retry", due.code() == ErrorCode.REQUEST_TIMEOUT ? "true" : "false");
    }
    corsHeaders.apply(origin).forEach(header -> headers.put(header.getKey(), header.getValue()));
    return Unpooled.wrappedBuffer(RawAnswer.of(due.code(), due.reason(), headers));
  }

  private void shutOutput() {
    boolean tls = context.pipeline().get(SslHandler.class) != null;
    if (!tls && context.channel() instanceof DuplexChannel channel) {
      channel.shutdownOutput();
    } else {
      context.close();
    }
  }

  private void drop(ByteBuf bytes) {
    dropped += bytes.readableBytes();
    bytes.release();
    if (phase == Phase.LINGERING && dropped > MAX_DROPPED_BYTES) {
      context.close();
    }
  }
}
