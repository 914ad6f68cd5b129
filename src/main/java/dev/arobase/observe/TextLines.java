package dev.arobase.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.arobase.account.Cost;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Lines for people on a terminal. */
final class TextLines implements LineFormat {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final UnaryOperator<String> mask;
  private final boolean stacks;

  /**
   * Lines that went through a mask.
   *
   * @param stacks whether stack traces are shown
   */
  TextLines(UnaryOperator<String> mask, boolean stacks) {
    this.mask = mask;
    this.stacks = stacks;
  }

  @Override
  public byte[] line(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    line.append(TIME.format(event.getInstant())).append(' ');
    Optional<RequestRecord> request = LoggedRequest.of(event);
    if (request.isPresent()) {
      request(line, request.get());
    } else {
      line.append(String.format(Locale.ROOT, "%-5s ", event.getLevel().toString()));
      line.append(printable(mask.apply(event.getFormattedMessage())));
      if (event.getThrowableProxy() != null) {
        line.append(": ").append(printable(mask.apply(Failures.words(event.getThrowableProxy()))));
        if (stacks) {
          line.append('\n').append(mask.apply(Failures.stack(event.getThrowableProxy())).strip());
        }
      }
    }
    return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void request(StringBuilder line, RequestRecord request) {
    line.append(request.status()).append(' ').append(request.method()).append(' ');
    line.append(printable(request.endpoint()));
    request.errorCode().ifPresent(code -> line.append(' ').append(printable(code)));
    if (request.provider().isPresent()) {
      line.append(" @").append(printable(request.provider().get()));
      request.model().ifPresent(model -> line.append('/').append(printable(model)));
    } else {
      request.requestedModel().ifPresent(model -> line.append(' ').append(printable(model)));
    }
    line.append(' ').append(request.latencyMilliseconds()).append(" ms");
    request
        .firstTokenMilliseconds()
        .ifPresent(ms -> line.append(" (first token ").append(ms).append(" ms)"));
    if (request.tokens().prompt().isPresent() || request.tokens().completion().isPresent()) {
      line.append(' ').append(count(request.tokens().prompt()));
      line.append('+').append(count(request.tokens().completion())).append(" tokens");
    }
    request.cost().usd().ifPresent(usd -> line.append(" $").append(Cost.plain(usd)));
    if (request.cost() instanceof Cost.Estimated) {
      line.append(" (estimated)");
    }
    if (request.attempts().size() > 1) {
      line.append(' ').append(request.attempts().size()).append(" attempts");
    }
    if (request.end() != RequestEnd.COMPLETE && request.end() != RequestEnd.REFUSED) {
      line.append(' ').append(request.end().word());
    }
    request.keyName().ifPresent(key -> line.append(" key=").append(printable(key)));
    line.append(' ').append(printable(request.requestId()));
  }

  private static String count(OptionalLong tokens) {
    return tokens.isPresent() ? Long.toString(tokens.getAsLong()) : "?";
  }

  /** What clients send must not move the cursor or fake a line. */
  private static String printable(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.chars().forEach(c -> clean.append(Character.isISOControl(c) ? ' ' : (char) c));
    return clean.toString();
  }
}
