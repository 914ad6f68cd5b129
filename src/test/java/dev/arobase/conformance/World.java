package dev.arobase.conformance;

import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.FakeUpstream;
import dev.arobase.support.Gateway;
import dev.arobase.support.GatewayLauncher;
import dev.arobase.support.Launchers;
import dev.arobase.support.Site;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Fake providers and a gateway in front of them that knows no others. */
public final class World implements AutoCloseable {
  public static final String CLIENT_KEY = "YOUR_API_KEY";

  /**
   * Times that no test waits for, so that what happens is not a timeout's doing; never again at the
   * same target; no breaker in the way.
   */
  public static final String DEFAULTS =
      """
      defaults:
        timeouts: {connect: 1m, first_byte: 1m, first_token: 1m, idle: 1m, total: 2m}
        retry: {attempts: 0, max_delay: 2s}
        breaker: {failures: 1000, window: 30s, cooldown: 1s}
      """;

  /**
   * For a provider that falls silent on purpose: only such a one has times that a busy machine may
   * overstep.
   */
  static final String HASTY =
      "timeouts: {connect: 20s, first_byte: 800ms, first_token: 900ms, idle: 800ms}, ";

  private final FakeUpstream upstream;
  private final Gateway gateway;

  private World(FakeUpstream upstream, Gateway gateway) {
    this.upstream = upstream;
    this.gateway = gateway;
  }

  /** Describes a world before it starts. */
  public static final class Plan {
    private final FakeUpstream upstream;
    private final Map<String, String> providers = new LinkedHashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private GatewayLauncher launcher = Launchers.cheapest();
    private String defaults = DEFAULTS;
    private String auth = "auth: {keys: [{name: tester, key: %s}]}\n".formatted(CLIENT_KEY);
    private String clientKey = CLIENT_KEY;
    private String more = "";
    private String grace = "1s";
    private String server = "";

    private Plan(FakeUpstream upstream) {
      this.upstream = upstream;
    }

    /** A built-in provider with its key in the environment, at {@code /name} + path. */
    public Plan builtIn(String name, String path, String variable, String... models) {
      environment.put(variable, keyOf(name));
      return provider(name, upstream.site(name, path).baseUrl(), "", models);
    }

    /** A provider of one's own, with its key in the file. */
    public Plan custom(String name, String... models) {
      return customWith(name, "", models);
    }

    /** The same with further keys of its entry, in flow style: {@code "headers: {X-A: b}, "}. */
    public Plan customWith(String name, String entry, String... models) {
      String key = "api_key: " + keyOf(name) + ", ";
      return provider(name, upstream.site(name).baseUrl(), key + entry, models);
    }

    /** The place of a provider whose entry is written by {@link #provider}. */
    public String baseUrl(String name) {
      return upstream.site(name).baseUrl();
    }

    /** A provider at any URL. */
    public Plan provider(String name, String baseUrl, String entry, String... models) {
      String list = quoted(models);
      providers.put(
          name,
          "  %s: {base_url: \"%s\", %smodels: {sync: off, policy: local, list: [%s]}}\n"
              .formatted(name, baseUrl, entry, list));
      return this;
    }

    /** A provider whose list is read from its {@code /models}. */
    public Plan synced(String name, String baseUrl, String entry) {
      providers.put(
          name,
          "  %s: {base_url: \"%s\", %smodels: {policy: local}}\n".formatted(name, baseUrl, entry));
      return this;
    }

    /** A provider of one's own with one model at this price, USD per 1M tokens; empty: unknown. */
    public Plan priced(String name, String model, String prompt, String completion) {
      String pricing =
          prompt.isEmpty()
              ? ""
              : ", pricing: {%s: {prompt: \"%s\", completion: \"%s\"}}"
                  .formatted(model, prompt, completion);
      providers.put(
          name,
          "  %s: {base_url: \"%s\", api_key: %s, models: {sync: off, policy: local, list: [%s]%s}}\n"
              .formatted(name, upstream.site(name).baseUrl(), keyOf(name), model, pricing));
      return this;
    }

    public Plan environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    public Plan defaults(String yaml) {
      defaults = yaml;
      return this;
    }

    /** No client keys. */
    public Plan open() {
      auth = "";
      clientKey = "";
      return this;
    }

    public Plan auth(String yaml) {
      auth = yaml;
      return this;
    }

    /** Further top-level keys. */
    public Plan more(String yaml) {
      more += yaml;
      return this;
    }

    /** How long open requests may take after SIGTERM. */
    public Plan grace(String duration) {
      grace = duration;
      return this;
    }

    /** Further keys of {@code server}, in flow style: {@code "max_requests: 1"}. */
    public Plan server(String keys) {
      server += ", " + keys;
      return this;
    }

    public Plan launcher(GatewayLauncher other) {
      launcher = other;
      return this;
    }

    public World start() {
      String routes =
          "server: {host: 127.0.0.1, shutdown_grace: %s%s}\n".formatted(grace, server)
              + auth
              + defaults
              + "catalog: {canonical: none}\n"
              + more
              + "providers:\n"
              + String.join("", providers.values());
      return new World(upstream, Gateway.start(launcher, routes, environment, clientKey));
    }

    private static String quoted(String... models) {
      return java.util.Arrays.stream(models)
          .map(model -> '"' + model + '"')
          .collect(Collectors.joining(", "));
    }
  }

  public static Plan plan() {
    return new Plan(FakeUpstream.start());
  }

  public static Plan plan(FakeUpstream upstream) {
    return new Plan(upstream);
  }

  /** The key that the gateway is given for this provider. */
  public static String keyOf(String provider) {
    return "sk-up-" + provider.toLowerCase(Locale.ROOT) + "-0123456789";
  }

  public Site site(String name) {
    return upstream.existing(name);
  }

  public FakeUpstream upstream() {
    return upstream;
  }

  public Gateway gateway() {
    return gateway;
  }

  public void reset() {
    upstream.reset();
  }

  public ClientAnswer send(ClientRequest request) {
    return gateway.send(request);
  }

  public ClientConnection begin(ClientRequest request) {
    return gateway.begin(request);
  }

  public ClientAnswer chat(String model) {
    return gateway.send(Gateway.chat(model, false));
  }

  public ClientAnswer stream(String model) {
    return gateway.send(Gateway.chat(model, true));
  }

  public ClientAnswer chat(String model, boolean stream) {
    return gateway.send(Gateway.chat(model, stream));
  }

  @Override
  public void close() {
    gateway.close();
    upstream.close();
  }
}
