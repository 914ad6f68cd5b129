package dev.arobase.ingress;

import dev.arobase.exchange.Exchange;
import dev.arobase.relay.AnswerWatch;
import dev.arobase.relay.ClientAnswer;
import dev.arobase.upstream.OpenAnswer;
import dev.arobase.wire.ResponseHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The head of a relayed answer: what of the upstream's may pass, and what the gateway adds. */
final class AnswerHead {
  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
  private static final CharSequence PROVIDER = HttpHeaders.createOptimized("x-arobase-provider");
  private static final CharSequence MODEL = HttpHeaders.createOptimized("x-arobase-model");
  private static final CharSequence ATTEMPTS = HttpHeaders.createOptimized("x-arobase-attempts");
  private static final CharSequence EDITS = HttpHeaders.createOptimized("x-arobase-edits");
  private static final CharSequence UPSTREAM_ID =
      HttpHeaders.createOptimized("x-arobase-upstream-request-id");
  private static final CharSequence COST = HttpHeaders.createOptimized("x-arobase-cost");
  private static final CharSequence TIMING = HttpHeaders.createOptimized("server-timing");

  private static final long UNKNOWN_LENGTH = -1;

  private AnswerHead() {}

  static void write(
      Exchange exchange, ClientAnswer client, OpenAnswer open, Optional<String> cost) {
    if (!client.isUncommitted()) {
      // The head went out while the upstream was silent: what it could not say follows in a
      // comment.
      client.comment(
          "provider=%s model=%s"
              .formatted(open.target().provider().name(), headerSafe(open.target().upstreamId())));
      client.head(200, UNKNOWN_LENGTH);
      return;
    }
    MultiMap headers = client.headers();
    ResponseHeaders.pass(open.headers(), headers);
    if (open.body().isUnpacked()) {
      headers.remove(HttpHeaders.CONTENT_ENCODING);
    }
    headers.set(REQUEST_ID, exchange.requestId());
    headers.set(PROVIDER, open.target().provider().name());
    if (!open.target().upstreamId().isEmpty()) {
      headers.set(MODEL, headerSafe(open.target().upstreamId()));
    }
    addAttempts(exchange, client);
    if (!open.edits().isEmpty()) {
      headers.set(EDITS, String.join(", ", open.edits()));
    }
    ResponseHeaders.upstreamRequestId(open.headers()).ifPresent(id -> headers.set(UPSTREAM_ID, id));
    cost.ifPresent(usd -> headers.set(COST, usd));
    headers.set(TIMING, timing(exchange, open));
    if (isEventStream(open)) {
      ResponseHeaders.markStream(headers);
    }
    client.head(open.status(), length(exchange, open));
  }

  static void addAttempts(Exchange exchange, ClientAnswer client) {
    client.headers().set(ATTEMPTS, Integer.toString(exchange.attempts().size()));
  }

  static boolean isEventStream(OpenAnswer open) {
    return Optional.ofNullable(open.headers().get(HttpHeaders.CONTENT_TYPE))
        .filter(type -> AnswerWatch.isEventStream(type.toLowerCase(Locale.ROOT).strip()))
        .isPresent();
  }

  /** A stream may get an event more than its upstream sent; any other body keeps its length. */
  private static long length(Exchange exchange, OpenAnswer open) {
    if (isEventStream(open)) {
      return UNKNOWN_LENGTH;
    }
    OptionalInt whole = open.body().wholeLength();
    boolean bodiless = exchange.method().equals("HEAD") || open.status() == 204;
    if (whole.isPresent() && !bodiless) {
      return whole.getAsInt();
    }
    if (open.body().isUnpacked()) {
      return UNKNOWN_LENGTH;
    }
    String declared = open.headers().get(HttpHeaders.CONTENT_LENGTH);
    return declared == null ? UNKNOWN_LENGTH : Long.parseLong(declared);
  }

  /** Milliseconds: {@code gw} is the gateway's own share until now, {@code up} the upstream's. */
  private static String timing(Exchange exchange, OpenAnswer open) {
    long all = System.nanoTime() - exchange.arrivedNanos();
    return "gw;dur="
        + millis(Math.max(0, all - open.upstreamNanos()))
        + ", up;dur="
        + millis(open.upstreamNanos());
  }

  private static String millis(long nanos) {
    long tenths = (nanos + 50_000) / 100_000;
    return tenths / 10 + "." + tenths % 10;
  }

  /**
   * Ids may hold any Unicode, header values may not: what does not fit is percent-encoded as UTF-8.
   */
  private static String headerSafe(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return encoded(text);
      }
    }
    return text;
  }

  private static String encoded(String text) {
    StringBuilder safe = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b <= '~' && b != '%') {
        safe.append((char) b);
      } else {
        safe.append('%').append("%02X".formatted(b & 0xFF));
      }
    }
    return safe.toString();
  }
}
