package dev.arobase.resolve;

import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What resolving one request costs by the size of the catalog, for each kind of reference. {@code
 * bench/resolve.sh} runs it; nothing is asserted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResolveBenchmark {

  /** How a client names the model. */
  public enum Reference {
    LOWER_CASE,
    UPPER_CASE,
    SHORT_NAME,
    PREFIXED,
    PREFIXED_UNLISTED,
    ROUTE,
    WILDCARD_ROUTE,
    SUFFIX,
    MISS_WITH_CLOSE_IDS;

    String of(int number) {
      String id = id(number);
      return switch (this) {
        case LOWER_CASE -> id.toLowerCase(Locale.ROOT);
        case UPPER_CASE -> id.toUpperCase(Locale.ROOT);
        case SHORT_NAME -> id.substring(id.indexOf('/') + 1);
        case PREFIXED -> "@deepinfra/" + id;
        case PREFIXED_UNLISTED -> "@together/" + id;
        case ROUTE -> "mine";
        case WILDCARD_ROUTE -> "claude-" + number;
        case SUFFIX -> id + ":floor";
        case MISS_WITH_CLOSE_IDS -> id.replace("Model", "Modle");
      };
    }
  }

  private static final int DIFFERENT = 40;

  @Param({"50", "5000", "50000"})
  public int models;

  @Param public Reference reference;

  private final ResolveRequest[] requests = new ResolveRequest[DIFFERENT];
  private final Resolver resolver =
      new Resolver(HealthView.HEALTHY, SpeedView.UNKNOWN, new Turns(new Random(1)::nextLong));
  private Snapshot snapshot;
  private int next;

  /** Makes the catalog and the requests. */
  @Setup(Level.Trial)
  public void setUp() {
    World world = World.usual().route("claude-*", "@anthropic/claude-*").route("mine", "@openai/m");
    for (int i = 0; i < models; i++) {
      String id = id(i);
      String canonical = id.toLowerCase(Locale.ROOT);
      world
          .offers("deepinfra", id, canonical, "0.1", "0.2")
          .offers("openrouter", canonical, canonical, "0.1", "0.3");
    }
    snapshot = world.snapshot();
    for (int i = 0; i < DIFFERENT; i++) {
      requests[i] = ResolveRequest.chat(reference.of(i));
    }
  }

  private static String id(int number) {
    return "Organisation-%d/Model-%05d-Instruct".formatted(number % 97, number);
  }

  @Benchmark
  public Object resolve() {
    next = (next + 1) % DIFFERENT;
    return resolver.resolve(requests[next], snapshot);
  }
}
