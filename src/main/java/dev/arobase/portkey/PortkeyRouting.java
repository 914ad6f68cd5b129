package dev.arobase.portkey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arobase.access.BroughtKey;
import dev.arobase.config.Strategy;
import dev.arobase.exchange.Rejection;
import dev.arobase.resolve.Chance;
import dev.arobase.resolve.Explanation;
import dev.arobase.resolve.Plan;
import dev.arobase.resolve.RecordedTrace;
import dev.arobase.resolve.Resolution;
import dev.arobase.resolve.Resolver;
import dev.arobase.resolve.Trace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where a request with Portkey's headers goes. */
public final class PortkeyRouting {

  /** Attempts of one request, however many targets its configuration has. */
  private static final int MOST_ATTEMPTS = 64;

  private static final long LONGEST_TIMEOUT_MILLIS = 86_400_000;

  private static final String TURNS = "x-portkey-config";

  private final Resolver resolver;
  private final Chance chance;
  private final Circuits circuits;

  /**
   * @param chance for the shares of {@code loadbalance}
   */
  public PortkeyRouting(Resolver resolver, Chance chance, Circuits circuits) {
    this.resolver = resolver;
    this.chance = chance;
    this.circuits = circuits;
  }

  /** The plan, or why there is none. */
  public Resolution plan(PortkeyRequest request) {
    return plan(request, resolver, chance, Trace.NONE);
  }

  /** What {@link #plan} would answer now, and why; takes no turn. */
  public Explanation explain(PortkeyRequest request) {
    RecordedTrace trace = new RecordedTrace();
    Resolution resolution = plan(request, resolver.tellingTo(trace), chance.peek(), trace);
    return resolver.explanation(request.wish(), request.snapshot(), resolution, trace);
  }

  private Resolution plan(PortkeyRequest request, Resolver resolver, Chance chance, Trace trace) {
    try {
      return planned(request, resolver, chance, trace);
    } catch (BadConfig bad) {
      return new Resolution.Refused(bad.rejection(), List.of());
    }
  }

  private Resolution planned(PortkeyRequest request, Resolver resolver, Chance chance, Trace trace)
      throws BadConfig {
    PortkeyHeaders headers = request.headers();
    if (headers.virtualKey()) {
      throw new BadConfig(
          PortkeyHeaders.VIRTUAL_KEY,
          "names a key kept at Portkey, which this gateway cannot read; use x-portkey-provider");
    }
    Settings above = settings(headers);
    boolean configured = headers.config().isPresent();
    Configuration configuration =
        configured ? ConfigReader.read(headers.config().get()) : Configuration.NONE;
    Optional<BroughtKey> key = request.brought().forProvider(false);
    LeafCircuits watched = new LeafCircuits(circuits, request, configuration.text(), key);
    LeafPlanner leaves =
        new LeafPlanner(
            resolver,
            request.snapshot(),
            request.wish(),
            above,
            headers.provider(),
            key.flatMap(
                some ->
                    KeyOwner.of(
                        configuration.root(), above, headers.provider(), request.wish().model())),
            key,
            new LeafDrafts(watched, configured));
    Facts facts = new Facts(metadata(headers, configuration), once(request.body()), request.path());
    TreePlanner tree = new TreePlanner(leaves, watched, facts, chance.turn(TURNS), trace);
    List<Draft> drafts = tree.expand(configuration.root(), 0);
    if (drafts.isEmpty()) {
      return leaves.refusal();
    }
    // Headers alone change nothing of how the gateway itself would have gone about it.
    Optional<Plan> own = configured ? Optional.empty() : leaves.plan();
    return new Resolution.Planned(
        new Plan(
            own.map(Plan::model).orElse(request.wish().model().orElse("")),
            own.flatMap(Plan::route),
            own.flatMap(Plan::canonicalId),
            own.map(Plan::strategy).orElse(Strategy.FALLBACK),
            drafts.stream().map(Draft::finished).toList(),
            configured
                ? attempts(drafts)
                : own.map(Plan::maxAttempts)
                    .orElse(request.snapshot().config().defaults().maxAttempts())));
  }

  /** What the headers say for every target. */
  private static Settings settings(PortkeyHeaders headers) throws BadConfig {
    return new Settings(
        Optional.empty(),
        Optional.empty(),
        headers.customHost(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        timeout(headers),
        headers.forward());
  }

  /**
   * Room for everything that the configuration asks for at every target, and for what it does not
   * see: each further key of a provider, and the repeat on a fresh connection.
   */
  private static int attempts(List<Draft> drafts) {
    int sum = 0;
    for (Draft draft : drafts) {
      int keys = Math.max(1, draft.target().provider().keys().size());
      sum += 1 + keys + draft.target().retry().attempts().orElse(0);
    }
    return Math.min(MOST_ATTEMPTS, sum);
  }

  static String plainName(String provider) {
    String name = provider.strip().toLowerCase(Locale.ROOT);
    return name.startsWith("@") ? name.substring(1) : name;
  }

  private static Optional<Duration> timeout(PortkeyHeaders headers) throws BadConfig {
    if (headers.requestTimeout().isEmpty()) {
      return Optional.empty();
    }
    String text = headers.requestTimeout().get();
    boolean number = text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    long millis = number ? Long.parseLong(text) : 0;
    if (millis < 1 || millis > LONGEST_TIMEOUT_MILLIS) {
      throw new BadConfig(
          PortkeyHeaders.REQUEST_TIMEOUT, "must be a whole number of milliseconds, at most a day");
    }
    return Optional.of(Duration.ofMillis(millis));
  }

  /** The header's, over those of the configuration. */
  private static JsonNode metadata(PortkeyHeaders headers, Configuration configuration)
      throws BadConfig {
    if (headers.metadata().isEmpty()) {
      return configuration.metadata();
    }
    JsonNode metadata = JsonText.header(PortkeyHeaders.METADATA, headers.metadata().get());
    if (!metadata.isObject()) {
      throw new BadConfig(PortkeyHeaders.METADATA, "must be a JSON object");
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    configuration.metadata().properties().forEach(one -> all.set(one.getKey(), one.getValue()));
    metadata.properties().forEach(one -> all.set(one.getKey(), one.getValue()));
    return all;
  }

  private static Supplier<JsonNode> once(ByteBuffer body) {
    List<JsonNode> read = new ArrayList<>(1);
    return () -> {
      if (read.isEmpty()) {
        read.add(JsonText.body(body));
      }
      return read.getFirst();
    };
  }

  static Rejection at(String path, Rejection rejection) {
    return path.equals(ConfigReader.ROOT)
        ? rejection
        : new Rejection(rejection.code(), path + ": " + rejection.message(), rejection.param());
  }
}
