package dev.arobase.resolve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What resolving one request costs with 50, 5,000 and 50,000 models in the catalog, side by side.
 * Measured, never asserted; {@code bench/resolve.sh} runs it.
 *
 * <p>Each kind of reference is asked of every size in turn, round after round, so that whatever
 * disturbs the machine disturbs all sizes alike; the median of the rounds counts.
 */
public final class ResolveBenchmark {

  private static final int[] SIZES = {50, 5_000, 50_000};
  private static final int ROUNDS = 15;
  private static final int REQUESTS = 20_000;
  private static final int DIFFERENT = 40;

  private final List<Snapshot> snapshots = new ArrayList<>();
  private final Resolver resolver =
      new Resolver(
          HealthView.HEALTHY, SpeedView.UNKNOWN, new Turns(new java.util.Random(1)::nextLong));

  /** Keeps results alive. */
  private long consumed;

  private ResolveBenchmark() {
    for (int size : SIZES) {
      snapshots.add(world(size));
    }
  }

  public static void main(String[] arguments) {
    new ResolveBenchmark().run();
  }

  private static Snapshot world(int models) {
    World world = World.usual().route("claude-*", "@anthropic/claude-*").route("mine", "@openai/m");
    for (int i = 0; i < models; i++) {
      String id = id(i);
      String canonical = id.toLowerCase(Locale.ROOT);
      world
          .offers("deepinfra", id, canonical, "0.1", "0.2")
          .offers("openrouter", canonical, canonical, "0.1", "0.3");
    }
    return world.snapshot();
  }

  private static String id(int i) {
    return "Organisation-%d/Model-%05d-Instruct".formatted(i % 97, i);
  }

  private void run() {
    System.out.printf(Locale.ROOT, "%-34s", "ns per request (median), models:");
    for (int size : SIZES) {
      System.out.printf(Locale.ROOT, "%12s", Words.count(size));
    }
    System.out.printf(Locale.ROOT, "%10s%n", "ratio");
    measure("canonical id, lower case", i -> id(i).toLowerCase(Locale.ROOT));
    measure("canonical id, upper case", i -> id(i).toUpperCase(Locale.ROOT));
    measure("short name", i -> id(i).substring(id(i).indexOf('/') + 1));
    measure("@provider/model", i -> "@deepinfra/" + id(i));
    measure("@provider/model, unlisted", i -> "@together/" + id(i));
    measure("route", i -> "mine");
    measure("wildcard route", i -> "claude-" + i);
    measure("suffix", i -> id(i) + ":floor");
    measure("miss, with close ids", i -> id(i).replace("Model", "Modle"));
    if (consumed == 42) {
      System.out.println();
    }
  }

  /** Cheap, unlike the hash code of a whole plan. */
  private static int identity(Resolution resolution) {
    return resolution instanceof Resolution.Planned planned ? planned.plan().targets().size() : 1;
  }

  private void measure(String name, java.util.function.IntFunction<String> reference) {
    List<ResolveRequest> requests = new ArrayList<>();
    for (int i = 0; i < DIFFERENT; i++) {
      requests.add(ResolveRequest.chat(reference.apply(i)));
    }
    double[][] nanos = new double[SIZES.length][ROUNDS];
    // A miss does a hundred times the work, and refusing may well be slower.
    int times = name.startsWith("miss") ? REQUESTS / 100 : REQUESTS;
    for (int round = -5; round < ROUNDS; round++) {
      for (int size = 0; size < SIZES.length; size++) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
          consumed += identity(resolver.resolve(requests.get(i % DIFFERENT), snapshots.get(size)));
        }
        if (round >= 0) {
          nanos[size][round] = (System.nanoTime() - start) / (double) times;
        }
      }
    }
    System.out.printf(Locale.ROOT, "%-34s", name);
    double[] medians = new double[SIZES.length];
    for (int size = 0; size < SIZES.length; size++) {
      Arrays.sort(nanos[size]);
      medians[size] = nanos[size][ROUNDS / 2];
      System.out.printf(Locale.ROOT, "%12.0f", medians[size]);
    }
    System.out.printf(Locale.ROOT, "%10.2f%n", medians[SIZES.length - 1] / medians[0]);
  }
}
