package dev.arobase.upstream;

import dev.arobase.exchange.Failure;
import dev.arobase.exchange.Failure.TimedOut;
import dev.arobase.exchange.Failure.TlsRefused;
import dev.arobase.exchange.Failure.Unreachable;
import dev.arobase.exchange.Failure.Unreachable.Way;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What an exception on the way to a connection means. */
final class ConnectFailures {
  private ConnectFailures() {}

  /**
   * @param limit the connect timeout
   * @param tls whether a handshake belongs to the connection
   */
  static Failure of(Throwable error, Duration limit, boolean tls) {
    Optional<Throwable> cause = Optional.of(error);
    return switch (error) {
      case CustomHostGate.Refused refused -> new Failure.HostRefused(refused.why());
      case SslHandshakeTimeoutException _ -> new TimedOut(TimedOut.Phase.TLS_HANDSHAKE, limit);
      case SSLException _ -> new TlsRefused(cause);
      case UnknownHostException _ -> new Unreachable(Way.DNS, cause);
      case ConnectTimeoutException _ -> new TimedOut(TimedOut.Phase.CONNECT, limit);
      case TimeoutException _ -> new TimedOut(TimedOut.Phase.CONNECT, limit);
      case ConnectionPoolTooBusyException _ ->
          new Failure.Overloaded("max_concurrent", Duration.ofSeconds(1));
      case NoRouteToHostException _ -> new Unreachable(Way.CONNECT_FAILED, cause);
      case ConnectException _ -> new Unreachable(Way.CONNECT_REFUSED, cause);
      // A peer that closes in the middle of the handshake has refused it.
      case ClosedChannelException _ when tls -> new TlsRefused(cause);
      default -> new Unreachable(Way.CONNECT_FAILED, cause);
    };
  }
}
