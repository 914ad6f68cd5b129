package dev.arobase.portkey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.arobase.access.BroughtKey;
import dev.arobase.access.ProviderKeyChoice;
import dev.arobase.config.Strategy;
import dev.arobase.exchange.Rejection;
import dev.arobase.resolve.Plan;
import dev.arobase.resolve.Resolution;
import dev.arobase.resolve.ResolveRequest;
import dev.arobase.resolve.Resolver;
import dev.arobase.resolve.Snapshot;
import dev.arobase.resolve.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Where a request with Portkey's headers goes. */
public final class PortkeyRouting {

  /** Attempts of one request, however many targets its configuration has. */
  private static final int MOST_ATTEMPTS = 64;

  private static final long LONGEST_TIMEOUT_MILLIS = 86_400_000;

  private final Resolver resolver;
  private final LongSupplier turns;

  /**
   * @param turns a number that differs from request to request, for the shares of {@code
   *     loadbalance}
   */
  public PortkeyRouting(Resolver resolver, LongSupplier turns) {
    this.resolver = resolver;
    this.turns = turns;
  }

  /**
   * The plan, or why there is none.
   *
   * @param wish what else the request says of where it goes
   * @param brought the provider key in it, if any
   * @param path of the request, for conditions
   * @param body its body, likewise; the first {@code length} bytes count
   */
  public Resolution plan(
      PortkeyHeaders headers,
      ResolveRequest wish,
      Snapshot snapshot,
      ProviderKeyChoice brought,
      String path,
      byte[] body,
      int length) {
    try {
      return planned(headers, wish, snapshot, brought, path, body, length);
    } catch (BadConfig bad) {
      return new Resolution.Refused(bad.rejection(), List.of());
    }
  }

  private Resolution planned(
      PortkeyHeaders headers,
      ResolveRequest wish,
      Snapshot snapshot,
      ProviderKeyChoice brought,
      String path,
      byte[] body,
      int length)
      throws BadConfig {
    if (headers.virtualKey() && !headers.mayBringKey()) {
      throw new BadConfig(
          PortkeyHeaders.VIRTUAL_KEY,
          "names a key kept at Portkey, which this gateway cannot read; use x-portkey-provider");
    }
    Optional<Duration> timeout = timeout(headers);
    JsonNode metadata = metadata(headers);
    boolean configured = headers.config().isPresent();
    Settings above =
        new Settings(
            Optional.empty(),
            Optional.empty(),
            headers.customHost(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            timeout,
            headers.forward());
    Node root =
        configured
            ? ConfigReader.read(headers.config().get())
            : new Node.Leaf(ConfigReader.ROOT, Optional.empty(), 1, Settings.NONE);
    Optional<String> owner = headers.provider().map(PortkeyRouting::plainName).or(() -> only(root));
    LeafPlanner leaves =
        new LeafPlanner(
            resolver, snapshot, wish, above, headers.provider(), owner, key(brought), configured);
    Facts facts = new Facts(metadata, once(body, length), path);
    TreePlanner tree = new TreePlanner(leaves, facts, turns.getAsLong());
    List<Draft> drafts = tree.expand(root, 0);
    if (drafts.isEmpty()) {
      return leaves.refusal();
    }
    List<Target> targets = drafts.stream().map(Draft::finished).toList();
    int attempts = configured ? attempts(drafts) : leaves.maxAttempts();
    return new Resolution.Planned(
        new Plan(
            wish.model().orElse(""),
            Optional.empty(),
            Optional.empty(),
            Strategy.FALLBACK,
            targets,
            attempts));
  }

  private static int attempts(List<Draft> drafts) {
    int sum = 0;
    for (Draft draft : drafts) {
      sum += 1 + draft.target().retry().attempts().orElse(0);
    }
    return Math.min(MOST_ATTEMPTS, sum);
  }

  private static Optional<BroughtKey> key(ProviderKeyChoice choice) {
    return choice.forProvider(false);
  }

  /** The one provider that all targets name: a key in a header can be meant for no other. */
  private static Optional<String> only(Node root) {
    Set<String> names = new HashSet<>();
    collect(root, names);
    return names.size() == 1 ? Optional.of(names.iterator().next()) : Optional.empty();
  }

  private static void collect(Node node, Set<String> names) {
    switch (node) {
      case Node.Leaf leaf ->
          names.add(
              leaf.settings()
                  .provider()
                  .or(() -> leaf.settings().model().flatMap(LeafPlanner::prefix))
                  .map(PortkeyRouting::plainName)
                  .orElse(""));
      case Node.Group group -> group.targets().forEach(target -> collect(target, names));
    }
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

  private static JsonNode metadata(PortkeyHeaders headers) throws BadConfig {
    if (headers.metadata().isEmpty()) {
      return JsonNodeFactory.instance.objectNode();
    }
    JsonNode metadata = JsonText.header(PortkeyHeaders.METADATA, headers.metadata().get());
    if (!metadata.isObject()) {
      throw new BadConfig(PortkeyHeaders.METADATA, "must be a JSON object");
    }
    return metadata;
  }

  private static Supplier<JsonNode> once(byte[] body, int length) {
    List<JsonNode> read = new ArrayList<>(1);
    return () -> {
      if (read.isEmpty()) {
        read.add(JsonText.body(body, length));
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
