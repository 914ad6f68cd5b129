package dev.arobase.ingress;

import dev.arobase.dialect.Dialect;
import dev.arobase.dialect.ErrorReply;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Exchange;
import dev.arobase.exchange.Rejection;
import dev.arobase.relay.ClientAnswer;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/**
 * The only writer of errors: in the client's dialect, as its whole answer or as the event that ends
 * its stream.
 */
final class ErrorWriter {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
  private static final CharSequence SHOULD_RETRY = HttpHeaders.createOptimized("x-should-retry");

  private ErrorWriter() {}

  /** The gateway's own refusal; nothing was sent to any upstream. */
  static void refuse(Exchange exchange, ClientAnswer client, Dialect dialect, Rejection why) {
    if (why.code() == ErrorCode.INVALID_API_KEY) {
      client.headers().set("www-authenticate", "Bearer");
    }
    int status = why.code().status();
    if (status < 500 && status != 408 && status != 429) {
      client.headers().set(SHOULD_RETRY, "false");
    }
    if (why.code() == ErrorCode.OVERLOADED) {
      client.headers().set(HttpHeaders.RETRY_AFTER, "1");
    }
    write(
        exchange,
        client,
        dialect,
        new ErrorReply(
            status,
            why.code().family(),
            why.code().word(),
            why.message(),
            why.param(),
            Optional.empty(),
            exchange.requestId()));
  }

  /**
   * As the whole answer while nothing is out yet, else as the last event of the stream that has
   * begun.
   */
  static void write(Exchange exchange, ClientAnswer client, Dialect dialect, ErrorReply error) {
    exchange.failedWith(error.code());
    if (client.isUncommitted()) {
      client.headers().set(HttpHeaders.CONTENT_TYPE, JSON);
      client.headers().set(REQUEST_ID, exchange.requestId());
      dialect.requestIdHeader().ifPresent(name -> client.headers().set(name, exchange.requestId()));
      client.end(error.status(), dialect.errorBody(error));
    } else {
      cut(exchange, client, dialect, error);
    }
  }

  /**
   * Ends a stream that has begun: the event, no closing one, and a connection without its final
   * chunk.
   */
  static void cut(Exchange exchange, ClientAnswer client, Dialect dialect, ErrorReply error) {
    exchange.failedWith(error.code());
    client.write(dialect.errorEvent(error));
    client.abort();
  }
}
