package dev.arobase.observe;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.util.Optional;

/** What a line says about an exception: its chain in a few words, its stack only when asked. */
final class Failures {
  private static final int MAX_CAUSES = 5;

  private Failures() {}

  /** {@code IOException: text; caused by …}, on one line. */
  static String words(IThrowableProxy failure) {
    StringBuilder words = new StringBuilder();
    Optional<IThrowableProxy> next = Optional.of(failure);
    for (int i = 0; next.isPresent() && i < MAX_CAUSES; i++) {
      IThrowableProxy one = next.get();
      words.append(i == 0 ? "" : "; caused by ");
      words.append(one.getClassName().substring(one.getClassName().lastIndexOf('.') + 1));
      if (one.getMessage() != null) {
        words.append(": ").append(one.getMessage());
      }
      next = Optional.ofNullable(one.getCause());
    }
    return words.toString();
  }

  static String stack(IThrowableProxy failure) {
    return ThrowableProxyUtil.asString(failure);
  }
}
