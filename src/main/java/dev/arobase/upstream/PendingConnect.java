package dev.arobase.upstream;

import io.netty.channel.Channel;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Future;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A wish for a connection that can be taken back. Vert.x has no such thing: a client that left
 * would leave a half-open socket, or a TLS handshake, until the connect timeout. So a wish is tied
 * to the socket that is opened for it, as {@link WatchedTransport} tells, and closes it.
 *
 * <p>Lives on one event loop. A socket is opened while the wish is made, or shortly after it where
 * something has to be loaded or looked up first: then it belongs to the oldest wish that has none.
 */
final class PendingConnect {

  /** The wishes of one event loop that wait and have no socket: most recent last. */
  private static final FastThreadLocal<Deque<PendingConnect>> WITHOUT_SOCKET =
      new FastThreadLocal<>() {
        @Override
        protected Deque<PendingConnect> initialValue() {
          return new ArrayDeque<>();
        }
      };

  private final Set<PendingConnect> siblings;
  private Optional<Channel> socket = Optional.empty();
  private boolean over;

  /**
   * @param siblings the wishes for a connection of the same client; this one is among them until it
   *     is over
   */
  PendingConnect(Set<PendingConnect> siblings) {
    this.siblings = siblings;
    siblings.add(this);
  }

  /** Tells the wish whose turn it is of its socket; called on the socket's event loop. */
  static void opened(Channel socket) {
    PendingConnect pending = WITHOUT_SOCKET.get().pollFirst();
    if (pending != null) {
      pending.socket = Optional.of(socket);
    }
  }

  /**
   * Asks for a connection, unless the wish has been taken back before. Once more when the new
   * socket was closed before it was connected: Netty may take an event of the same batch, meant for
   * a socket that had the number before and was closed a moment ago, for one of the new socket.
   * Nobody has heard of that one yet.
   */
  <T> Future<T> ask(Supplier<Future<T>> request) {
    return askOnce(request)
        .recover(
            error ->
                error instanceof ClosedChannelException && !over
                    ? askOnce(request)
                    : Future.failedFuture(error))
        .onComplete(done -> finish());
  }

  private <T> Future<T> askOnce(Supplier<Future<T>> request) {
    if (over) {
      return Future.failedFuture("the client has left");
    }
    Deque<PendingConnect> waiting = WITHOUT_SOCKET.get();
    socket = Optional.empty();
    // First in line while it asks: a socket that is opened meanwhile is its own.
    waiting.remove(this);
    waiting.addFirst(this);
    Future<T> asked = request.get();
    if (waiting.peekFirst() == this) {
      waiting.removeFirst();
      waiting.addLast(this);
    }
    return asked;
  }

  /**
   * The wish is taken back. The socket stays where another wish has none: the client's pool hands
   * it to that one.
   */
  void cancel() {
    if (over) {
      return;
    }
    finish();
    if (siblings.stream().allMatch(sibling -> sibling.socket.isPresent())) {
      socket.ifPresent(
          opened -> {
            var _ = opened.close();
          });
    }
  }

  private void finish() {
    if (!over) {
      over = true;
      siblings.remove(this);
      WITHOUT_SOCKET.get().remove(this);
    }
  }
}
