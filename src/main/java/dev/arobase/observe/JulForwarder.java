package dev.arobase.observe;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Takes what libraries say to {@code java.util.logging}, which would go to stderr in two lines. */
final class JulForwarder extends Handler {
  private final SimpleFormatter formatter = new SimpleFormatter();

  /** Replaces all handlers of the JVM by this one. */
  static void install() {
    LogManager.getLogManager().reset();
    java.util.logging.Logger.getLogger("").addHandler(new JulForwarder());
  }

  @Override
  public void publish(LogRecord event) {
    String name = event.getLoggerName();
    LoggingEventBuilder builder =
        LoggerFactory.getLogger(name == null ? "jul" : name).atLevel(level(event.getLevel()));
    if (event.getThrown() != null) {
      builder = builder.setCause(event.getThrown());
    }
    builder.log(formatter.formatMessage(event));
  }

  private static org.slf4j.event.Level level(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return org.slf4j.event.Level.ERROR;
    }
    if (value >= Level.WARNING.intValue()) {
      return org.slf4j.event.Level.WARN;
    }
    return value >= Level.INFO.intValue()
        ? org.slf4j.event.Level.INFO
        : org.slf4j.event.Level.DEBUG;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
