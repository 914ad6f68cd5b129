package dev.arobase.ingress;

import io.netty.util.ByteProcessor;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks one request head while its bytes arrive, more strictly than the decoder behind it, so that
 * the two can never disagree about where a request ends. Fed through {@link ByteProcessor}: {@code
 * false} stops at the byte that decided.
 *
 * <pre>
 *   REQUEST_LINE ──▶ FIELDS ──▶ COMPLETE
 *        └──────────────┴─────▶ MALFORMED, TOO_LARGE
 * </pre>
 */
final class RequestHead implements ByteProcessor {

  enum State {
    REQUEST_LINE,
    FIELDS,
    COMPLETE,
    MALFORMED,
    TOO_LARGE
  }

  /** More fields than any client sends; a bound on what is kept per request. */
  private static final int MAX_FIELDS = 256;

  /** 18 digits always fit a long. */
  private static final int MAX_LENGTH_DIGITS = 18;

  private final int maxBytes;
  private final StrictLine line = new StrictLine();

  private State state = State.REQUEST_LINE;
  private String reason = "";
  private int bytes;
  private int fields;
  private boolean blankLineSeen;
  private boolean http10;
  private String target = "";
  private String authority = "";
  private Optional<String> host = Optional.empty();
  private long contentLength = -1;
  private boolean chunked;
  private Optional<String> requestId = Optional.empty();
  private Optional<String> origin = Optional.empty();

  RequestHead(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public boolean process(byte b) {
    if (++bytes > maxBytes) {
      state = State.TOO_LARGE;
      reason = "The request line and headers are larger than " + maxBytes + " bytes.";
      return false;
    }
    switch (line.feed(b)) {
      case MORE -> {
        if (state == State.REQUEST_LINE && line.length() == 1 && !Tokens.isToken(b)) {
          malformed("This is not an HTTP request.");
        }
      }
      case LINE -> {
        line();
        line.clear();
      }
      case BARE_LF -> malformed("A line of the request head ends with LF instead of CR LF.");
      case BARE_CR -> malformed("A CR in the request head is not followed by LF.");
      case CONTROL -> malformed("The request head holds a control character.");
    }
    return state == State.REQUEST_LINE || state == State.FIELDS;
  }

  State state() {
    return state;
  }

  /** What is wrong, for the client; empty unless malformed or too large. */
  String reason() {
    return reason;
  }

  /** Whether a byte of this head was seen. */
  boolean started() {
    return bytes > 0;
  }

  boolean chunked() {
    return chunked;
  }

  /** Bytes of the body; 0 when there is none. */
  long contentLength() {
    return Math.max(contentLength, 0);
  }

  /** The client's {@code x-request-id}, unchecked. */
  Optional<String> requestId() {
    return requestId;
  }

  /** The {@code Origin}, unchecked. */
  Optional<String> origin() {
    return origin;
  }

  /** The request's target as it came; empty until the request line is whole. */
  String target() {
    return target;
  }

  private void malformed(String why) {
    state = State.MALFORMED;
    reason = why;
  }

  private void line() {
    if (state == State.REQUEST_LINE) {
      requestLine();
    } else if (line.length() == 0) {
      end();
    } else {
      field();
    }
  }

  private void requestLine() {
    if (line.length() == 0) {
      // Some clients send a CR LF after a body that is not counted in its length.
      if (blankLineSeen) {
        malformed("Empty lines before the request line.");
      }
      blankLineSeen = true;
      return;
    }
    RequestLine read = RequestLine.read(line.bytes(), line.length());
    target = read.target();
    switch (read) {
      case RequestLine.Valid valid -> {
        authority = valid.authority();
        http10 = valid.http10();
        state = State.FIELDS;
      }
      case RequestLine.Malformed malformed -> malformed(malformed.reason());
    }
  }

  private void field() {
    byte[] at = line.bytes();
    int length = line.length();
    if (++fields > MAX_FIELDS) {
      state = State.TOO_LARGE;
      reason = "The request has more than " + MAX_FIELDS + " headers.";
      return;
    }
    if (at[0] == ' ' || at[0] == '\t') {
      malformed("A header is folded over several lines.");
      return;
    }
    int colon = 0;
    while (colon < length && Tokens.isToken(at[colon])) {
      colon++;
    }
    if (colon == 0 || colon == length || at[colon] != ':') {
      malformed("A header's name holds a character that no name has, or no colon follows it.");
      return;
    }
    int from = colon + 1;
    int to = length;
    while (from < to && (at[from] == ' ' || at[from] == '\t')) {
      from++;
    }
    while (to > from && (at[to - 1] == ' ' || at[to - 1] == '\t')) {
      to--;
    }
    known(at, colon, from, to);
  }

  private void known(byte[] at, int colon, int from, int to) {
    switch (colon) {
      case 4 -> {
        if (Tokens.equalsLowerCase(at, 0, colon, "host")) {
          host(at, from, to);
        }
      }
      case 6 -> {
        if (Tokens.equalsLowerCase(at, 0, colon, "origin")) {
          origin = Optional.of(Tokens.text(at, from, to));
        }
      }
      case 12 -> {
        if (Tokens.equalsLowerCase(at, 0, colon, "x-request-id")) {
          requestId = Optional.of(Tokens.text(at, from, to));
        } else if (nearly(at, "content-", "ype") && at[8] != 't' && at[8] != 'T') {
          malformed("Content-Type is misspelt.");
        }
      }
      case 14 -> {
        if (Tokens.equalsLowerCase(at, 0, colon, "content-length")) {
          contentLength(at, from, to);
        } else if (nearly(at, "content-", "ength")) {
          // vertx-core 5.2.0 does not look at the ninth letter and would take it for the real one.
          malformed("Content-Length is misspelt.");
        }
      }
      case 17 -> {
        if (Tokens.equalsLowerCase(at, 0, colon, "transfer-encoding")) {
          transferEncoding(at, from, to);
        }
      }
      default -> {}
    }
  }

  /** Whether the name in the line is that one but for the letter between the two parts. */
  private static boolean nearly(byte[] at, String start, String end) {
    int gap = start.length();
    return Tokens.equalsLowerCase(at, 0, gap, start)
        && Tokens.equalsLowerCase(at, gap + 1, gap + 1 + end.length(), end);
  }

  private void host(byte[] at, int from, int to) {
    if (host.isPresent()) {
      malformed("More than one Host header.");
      return;
    }
    for (int i = from; i < to; i++) {
      if (!Tokens.isHost(at[i])) {
        malformed("The Host header holds a character that no host has.");
        return;
      }
    }
    if (from == to) {
      malformed("The Host header is empty.");
      return;
    }
    String text = Tokens.text(at, from, to);
    if (HostAndPort.parseAuthority(text, -1) == null) {
      // vertx-core 5.2.0 would refuse it by itself, and not in JSON.
      malformed("The Host header is no host with or without a port.");
      return;
    }
    host = Optional.of(text.toLowerCase(Locale.ROOT));
  }

  private void contentLength(byte[] at, int from, int to) {
    if (contentLength >= 0) {
      malformed("More than one Content-Length header.");
      return;
    }
    if (from == to || to - from > MAX_LENGTH_DIGITS) {
      malformed("Content-Length is not a number.");
      return;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      if (at[i] < '0' || at[i] > '9') {
        malformed("Content-Length is not a number.");
        return;
      }
      value = value * 10 + (at[i] - '0');
    }
    contentLength = value;
  }

  private void transferEncoding(byte[] at, int from, int to) {
    if (chunked) {
      malformed("More than one Transfer-Encoding header.");
    } else if (!Tokens.equalsLowerCase(at, from, to, "chunked")) {
      malformed("The only Transfer-Encoding understood here is chunked.");
    } else {
      chunked = true;
    }
  }

  private void end() {
    if (chunked && contentLength >= 0) {
      malformed("Both Transfer-Encoding and Content-Length.");
    } else if (chunked && http10) {
      malformed("HTTP/1.0 has no Transfer-Encoding.");
    } else if (host.isEmpty() && !http10) {
      malformed("The Host header is missing.");
    } else if (!authority.isEmpty() && host.isPresent() && !authority.equals(host.get())) {
      malformed("The request target and the Host header name different hosts.");
    } else {
      state = State.COMPLETE;
    }
  }
}
