package dev.arobase;

import dev.arobase.cli.Actions;
import dev.arobase.cli.CatalogCommands;
import dev.arobase.cli.Cli;
import dev.arobase.cli.Complaint;
import dev.arobase.cli.Console;
import dev.arobase.cli.FileConfig;
import dev.arobase.cli.FirstKey;
import dev.arobase.cli.HttpProbing;
import dev.arobase.cli.Options;
import dev.arobase.cli.ResolverExplaining;
import dev.arobase.cli.SampleModel;
import dev.arobase.cli.StartupFacts;
import dev.arobase.cli.StartupSummary;
import dev.arobase.cli.Version;
import dev.arobase.config.Config;
import dev.arobase.config.LogConfig;
import dev.arobase.observe.Logging;
import dev.arobase.upstream.Upstreams;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only wiring: what each command does. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

  /** From the process's start on, however the upstreams hang. */
  private static final Duration READY_WITHIN = Duration.ofSeconds(9);

  private static final Duration SHORTEST_FIRST_ROUND = Duration.ofSeconds(3);

  private Main() {}

  public static void main(String[] arguments) {
    // What is written is English; a number in it must not take the digits of the user's language.
    Locale.setDefault(Locale.ROOT);
    Console console = Console.system();
    CatalogCommands catalog = new CatalogCommands(Upstreams::connectionOptions);
    Actions actions =
        new Actions(
            options -> serve(console, options),
            new FileConfig(console),
            catalog,
            catalog,
            new ResolverExplaining(catalog),
            new HttpProbing(Upstreams::connectionOptions));
    System.exit(new Cli(console, actions).run(arguments));
  }

  private static LogConfig log(Options options, Config config) {
    return new LogConfig(options.logFormat().orElse(config.log().format()), config.log().level());
  }

  /**
   * The first such signal ends the program in order; whoever sends a second does not want to wait.
   */
  private static void endOn(String signal, int number, AtomicBoolean ending) {
    Signals.handle(
        signal,
        () -> {
          if (ending.compareAndSet(false, true)) {
            System.exit(0);
          } else {
            Runtime.getRuntime().halt(128 + number);
          }
        });
  }

  /** The Java machine's own start counts too: on a busy computer it takes seconds. */
  private static Duration leftForFirstRound() {
    Instant now = Instant.now();
    Instant started = ProcessHandle.current().info().startInstant().orElse(now);
    Duration left = READY_WITHIN.minus(Duration.between(started, now));
    return left.compareTo(SHORTEST_FIRST_ROUND) < 0 ? SHORTEST_FIRST_ROUND : left;
  }

  private static int serve(Console console, Options options) {
    Logging logging = Logging.ofProcess();
    LogMask mask = new LogMask();
    FirstKey.make(console, options, new SecureRandom());
    Program program =
        Program.start(
            options,
            FirstKey.environment(console, options),
            Version.number(),
            config -> logging.apply(log(options, config), mask.with(config)));
    program.readyWithin(leftForFirstRound());
    // Before anybody can know that it runs: a signal without its handler ends a Java program.
    CountDownLatch ended = new CountDownLatch(1);
    Thread end =
        new Thread(
            () -> {
              try {
                program.close();
              } catch (Complaint late) {
                LOG.warn("not everything could be closed: {}", late.getMessage());
              } finally {
                logging.close();
                // A drained end is a good one, whatever signal asked for it.
                Runtime.getRuntime().halt(0);
              }
            },
            "end");
    Runtime.getRuntime().addShutdownHook(end);
    AtomicBoolean ending = new AtomicBoolean();
    endOn("TERM", SIGTERM, ending);
    endOn("INT", SIGINT, ending);
    Signals.handle("HUP", program::reload);
    HeapTrim.start();
    Config config = program.gateway().snapshot().config();
    console
        .out()
        .print(
            StartupSummary.text(
                config,
                new StartupFacts(
                    program.gateway().port(),
                    program.gateway().snapshot().catalog().models().size(),
                    Optional.of(SampleModel.of(config)),
                    FirstKey.shown(console, options, config))));
    console.out().flush();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
