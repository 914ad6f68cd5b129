package dev.arobase.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpClientConnection;
import java.util.Optional;

/**
 * Stops reading from an upstream whose answer's body is paused. Vert.x alone reads on until a
 * number of chunks is queued, whatever their size: more than a megabyte for each client that does
 * not read. HTTP/1 only, since HTTP/2 has windows. Lives on the connection's event loop.
 */
public final class ReadGate extends ChannelInboundHandlerAdapter {
  private static final AttributeKey<ReadGate> KEY = AttributeKey.valueOf(ReadGate.class, "gate");

  private final Channel channel;
  private int answers;
  private boolean inAnswer;
  private boolean paused;
  private boolean closed;

  private ReadGate(Channel channel) {
    this.channel = channel;
  }

  /** Puts one behind the decoder of a new connection. */
  public static void install(HttpConnection connection) {
    if (connection instanceof HttpClientConnection client
        && connection.protocolVersion() != HttpVersion.HTTP_2) {
      ChannelHandlerContext last = client.channelHandlerContext();
      ReadGate gate = new ReadGate(last.channel());
      last.channel().attr(KEY).set(gate);
      FairReads.on(last.channel());
      last.pipeline().addBefore(last.name(), "readGate", gate);
    }
  }

  static Optional<ReadGate> of(HttpConnection connection) {
    return connection instanceof HttpClientConnection client
        ? Optional.ofNullable(client.channelHandlerContext().channel().attr(KEY).get())
        : Optional.empty();
  }

  /** The number of the latest answer; to be asked for when its head has come. */
  int answer() {
    return answers;
  }

  /**
   * The next read is the last one: short pauses cost nothing. Does nothing once all of the answer
   * has been read, since the connection may serve another by then.
   */
  void pause(int answer) {
    if (inAnswer && answer == answers) {
      paused = true;
    }
  }

  void resume(int answer) {
    if (paused && answer == answers) {
      paused = false;
      if (closed) {
        // What is queued goes first, and may fill the client again.
        channel.eventLoop().execute(this::open);
      }
    }
  }

  private void open() {
    if (closed && !paused) {
      closed = false;
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpResponse) {
      answers++;
      inAnswer = true;
    }
    if (message instanceof LastHttpContent) {
      inAnswer = false;
      paused = false;
      open();
    }
    context.fireChannelRead(message);
    if (paused && !closed) {
      closed = true;
      channel.config().setAutoRead(false);
    }
  }
}
