package dev.arobase.ingress;

import dev.arobase.dialect.Dialect;
import dev.arobase.dialect.ErrorReply;
import dev.arobase.exchange.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A whole HTTP/1.1 error answer as bytes, for connections that never get as far as a request. */
final class RawAnswer {
  private RawAnswer() {}

  /**
   * The answer announces that the connection is closed after it.
   *
   * @param dialect of the endpoint that was asked, as far as it is known
   */
  static byte[] of(
      ErrorCode code,
      String message,
      String requestId,
      Dialect dialect,
      List<Map.Entry<String, String>> corsHeaders) {
    byte[] body = dialect.errorBody(reply(code, message, requestId)).getBytes();
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(code.status()).append(' ').append(phrase(code));
    head.append("\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ");
    head.append(body.length).append("\r\n");
    header(head, "x-request-id", requestId);
    dialect.requestIdHeader().ifPresent(name -> header(head, name, requestId));
    if (code == ErrorCode.OVERLOADED) {
      header(head, "retry-after", "1");
    } else {
      header(head, "x-should-retry", code == ErrorCode.REQUEST_TIMEOUT ? "true" : "false");
    }
    corsHeaders.forEach(cors -> header(head, cors.getKey(), cors.getValue()));
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** The gateway's own error, without a field at fault. */
  static ErrorReply reply(ErrorCode code, String message, String requestId) {
    return new ErrorReply(
        code.status(),
        code.family(),
        code.word(),
        message,
        Optional.empty(),
        Optional.empty(),
        requestId);
  }

  private static String phrase(ErrorCode code) {
    return switch (code.status()) {
      case 408 -> "Request Timeout";
      case 431 -> "Request Header Fields Too Large";
      case 503 -> "Service Unavailable";
      default -> "Bad Request";
    };
  }
}
