package dev.arobase.ingress;

import dev.arobase.exchange.ErrorCode;
import dev.arobase.relay.FairReads;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Stands between a client's socket and the HTTP decoder and lets through only bytes that it has
 * understood ({@link RequestFraming}): a request's head when all of it is valid, a body as far as
 * its framing is. What is not valid is answered here, in JSON, and the connection ends.
 *
 * <pre>
 *   OPEN ──▶ REFUSING ──▶ LINGERING ──▶ closed
 *              waits for the answers to earlier requests
 * </pre>
 *
 * Lingering means: our side is shut, and what still arrives is read and dropped for a moment. A
 * socket that is closed with unread bytes resets the connection, and the client never sees why.
 *
 * <p>Lives on one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the connection
final class ConnectionGuard extends ChannelInboundHandlerAdapter
    implements RequestFraming.Listener {
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
    OPEN,
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

  private final RequestFraming framing;
  private final HeldBytes held = new HeldBytes();

  private Phase phase = Phase.OPEN;
  private long requests;
  private boolean overLimit;
  private Optional<Refusal> refusal = Optional.empty();
  private long dropped;

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
    this.framing = new RequestFraming(limits.maxHead(), this);
  }

  /** The handler that belongs behind the encoder: it sees when an answer has ended. */
  ChannelHandler responseWatch() {
    return responses;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    FairReads.on(ctx.channel());
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
    if (phase != Phase.OPEN) {
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
    int scanned = held.count();
    ByteBuf bytes = held.join(ctx.alloc(), arrived);
    int valid = bytes.readerIndex();
    // Where the current request's head begins in these bytes; -1 when it was passed on before.
    int requestAt = scanned > 0 ? valid : -1;
    int at = valid + scanned;
    int end = bytes.writerIndex();
    while (at < end && phase == Phase.OPEN) {
      if (framing.betweenRequests()) {
        requestAt = at;
        headBegins();
      } else if (framing.inBody() && !responses.allEnded()) {
        deadline.set(limits.bodyDeadline());
      }
      at = framing.take(bytes, at, end);
      if (phase == Phase.OPEN && (framing.inBody() || framing.betweenRequests())) {
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

  private void pass(ChannelHandlerContext ctx, ByteBuf bytes, int valid) {
    int passed = valid - bytes.readerIndex();
    if (phase == Phase.OPEN && valid < bytes.writerIndex()) {
      held.hold(bytes, valid);
    }
    bytes.writerIndex(valid);
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

  @Override
  public void headEnded() {
    requests++;
    responses.expect();
    if (framing.inBody()) {
      deadline.set(limits.bodyDeadline());
    }
  }

  @Override
  public void requestEnded() {
    deadline.clear();
    if (responses.allEnded()) {
      // The answer was there before the end of the body.
      deadline.set(limits.idleDeadline());
    }
  }

  @Override
  public void malformed(ErrorCode code, String reason) {
    refuse(code, reason);
  }

  private void deadlinePassed() {
    switch (phase) {
      case OPEN -> {
        if (framing.betweenRequests()) {
          idle();
        } else if (!context.channel().config().isAutoRead()) {
          // It is we who do not read.
          deadline.set(framing.inBody() ? limits.bodyDeadline() : limits.headDeadline());
        } else {
          refuse(
              ErrorCode.REQUEST_TIMEOUT,
              framing.inBody()
                  ? "The request's body made no progress."
                  : "The request's head did not arrive in time.");
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
    } else if (phase == Phase.OPEN && framing.betweenRequests() && responses.allEnded()) {
      deadline.set(limits.idleDeadline());
    } else if (phase == Phase.OPEN && framing.inBody() && responses.allEnded()) {
      // Nobody needs what still comes: from here on progress buys no more time.
      deadline.set(limits.bodyDeadline());
    }
  }

  private void refuse(ErrorCode code, String reason) {
    phase = Phase.REFUSING;
    deadline.clear();
    refusal = Optional.of(new Refusal(code, reason, framing.inBody()));
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
    RequestHead refused = framing.head();
    String requestId = requestIds.apply(refused.requestId());
    phase = Phase.LINGERING;
    responses.block();
    held.release();
    // Even a paused connection is read from now on: dropped bytes cost nothing.
    context.channel().config().setAutoRead(true);
    deadline.set(Optional.of(LINGER));
    events.refused(requestId, due.code(), due.reason(), due.inBody());
    ByteBuf answer = answered ? Unpooled.EMPTY_BUFFER : answer(due, requestId, refused);
    context.writeAndFlush(answer).addListener(_ -> shutOutput());
  }

  private ByteBuf answer(Refusal due, String requestId, RequestHead refused) {
    return Unpooled.wrappedBuffer(
        RawAnswer.of(
            due.code(),
            due.reason(),
            requestId,
            Dialects.ofTarget(refused.target()),
            corsHeaders.apply(refused.origin())));
  }

  /** Says that nothing more comes, in TLS first in its own words; reading goes on. */
  private void shutOutput() {
    SslHandler tls = context.pipeline().get(SslHandler.class);
    if (tls == null) {
      shutSocketOutput();
    } else {
      tls.closeOutbound().addListener(_ -> shutSocketOutput());
    }
  }

  private void shutSocketOutput() {
    if (context.channel() instanceof DuplexChannel channel) {
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
