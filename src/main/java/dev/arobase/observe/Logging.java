package dev.arobase.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.arobase.config.LogConfig;
import dev.arobase.config.LogFormat;
import java.io.Console;
import java.io.OutputStream;
import java.util.function.UnaryOperator;

/**
 * Sets up Logback: one line per event on stdout, as JSON or as text, written by one thread of its
 * own. A reader of stdout that stalls costs log lines, never an event loop.
 */
public final class Logging implements AutoCloseable {
  /** Libraries talk much below this level, and some of it is about headers. */
  private static final Level LIBRARIES = Level.INFO;

  private static final String[] LIBRARY_LOGGERS = {"io.netty", "io.vertx", "io.prometheus", "jdk"};

  private final LoggerContext context;
  private final OutputStream out;
  private final boolean terminal;
  private final LineEncoder encoder = new LineEncoder();
  private boolean installed;

  /**
   * Logging through a context to a stream.
   *
   * @param terminal whether people read it, for {@code auto}
   */
  Logging(LoggerContext context, OutputStream out, boolean terminal) {
    this.context = context;
    this.out = out;
    this.terminal = terminal;
  }

  /** The JVM's logging, to stdout; libraries that use {@code java.util.logging} come along. */
  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where there is no terminal
  public static Logging ofProcess() {
    JulForwarder.install();
    LoggerContext context = (LoggerContext) org.slf4j.LoggerFactory.getILoggerFactory();
    Console console = System.console();
    return new Logging(context, System.out, console != null && console.isTerminal());
  }

  /**
   * Puts a configuration in force, at the start and at each reload.
   *
   * @param mask takes out of a message what must not be read, such as keys
   */
  public synchronized void apply(LogConfig config, UnaryOperator<String> mask) {
    Level level = Level.toLevel(config.level().word(), Level.INFO);
    boolean stacks = !level.isGreaterOrEqual(Level.INFO);
    boolean text =
        config.format() == LogFormat.TEXT || (config.format() == LogFormat.AUTO && terminal);
    encoder.use(text ? new TextLines(mask, stacks) : new JsonLines(mask, stacks));
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (!installed) {
      context.reset();
      root.addAppender(queue());
      installed = true;
    }
    root.setLevel(level);
    for (String library : LIBRARY_LOGGERS) {
      context.getLogger(library).setLevel(level.isGreaterOrEqual(LIBRARIES) ? level : LIBRARIES);
    }
  }

  /** Writes what is queued, waiting a second at most. */
  @Override
  public void close() {
    context.stop();
  }

  private LineQueue queue() {
    encoder.setContext(context);
    encoder.start();
    LineQueue queue = new LineQueue(encoder, out);
    queue.setContext(context);
    queue.setName("lines");
    queue.start();
    return queue;
  }
}
