package dev.arobase.config.load;

import dev.arobase.config.AuthConfig;
import dev.arobase.config.CatalogConfig;
import dev.arobase.config.Config;
import dev.arobase.config.Defaults;
import dev.arobase.config.ListenAddress;
import dev.arobase.config.LogConfig;
import dev.arobase.config.LogFormat;
import dev.arobase.config.LogLevel;
import dev.arobase.config.MetricsConfig;
import dev.arobase.config.PriceWeights;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.Providers;
import dev.arobase.config.ProxyConfig;
import dev.arobase.config.ServerConfig;
import dev.arobase.config.load.ProviderReader.Common;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole file: one method per section. */
final class RootReader {
  private static final BigDecimal HEAVIEST = BigDecimal.valueOf(LimitsReader.MOST);

  private RootReader() {}

  static Config read(
      Section root,
      BuiltInProviders builtIns,
      Map<String, String> environment,
      LoadRequest request) {
    Path dataDirectory =
        request
            .overrides()
            .dataDirectory()
            .orElseGet(() -> DataDirectory.usual(environment))
            .toAbsolutePath()
            .normalize();
    ServerConfig server = ServerReader.read(root.section("server"), request.overrides());
    MetricsConfig metrics = metrics(root.section("metrics"), server);
    LogConfig log = log(root.section("log"));
    AuthConfig auth = AuthReader.read(root, request.overrides());
    ListenerGuard.check(root, request.overrides(), server, auth);
    ProxyConfig proxy = root.field("proxy").map(ProxyReader::read).orElse(ProxyConfig.NONE);
    List<String> forward = HeadersReader.forwarded(root.section("headers"));
    Defaults defaults = defaults(root.section("defaults"));
    boolean fromEnvironment = root.field("providers_from_env").flatMap(Field::bool).orElse(true);
    CatalogConfig catalog = CatalogReader.read(root.section("catalog"), dataDirectory);
    Common common =
        new Common(defaults, proxy, fromEnvironment, catalog.sync(), request.mockBaseUrl());
    Providers providers =
        ProvidersReader.read(
            root.section("providers"), builtIns, new ProviderReader(builtIns, common));
    Config config =
        new Config(
            request.file().map(file -> file.toAbsolutePath().normalize()),
            dataDirectory,
            server,
            metrics,
            log,
            auth,
            proxy,
            forward,
            defaults,
            providers,
            root.field("default_provider").flatMap(field -> defaultProvider(field, providers)),
            root.field("default_model").flatMap(field -> defaultModel(field, providers)),
            catalog,
            RoutesReader.read(root.section("routes"), providers),
            PortkeyReader.read(root.section("portkey")));
    root.done();
    return config;
  }

  private static MetricsConfig metrics(Section section, ServerConfig server) {
    Optional<String> host = ServerReader.listenHost(section, Optional.empty());
    Optional<Integer> port = section.field("port").flatMap(field -> field.integer(0, 65535));
    if (section.has("host") && !section.has("port")) {
      section.error("needs port, or leave host out");
    }
    if (port.isPresent()
        && port.get() != 0
        && port.get() == server.port()
        && host.orElse(server.host()).equals(server.host())) {
      section.error("needs another port than server.port; without one, /metrics is on that");
    }
    section.done();
    return new MetricsConfig(port.map(some -> new ListenAddress(host.orElse(server.host()), some)));
  }

  private static LogConfig log(Section section) {
    LogConfig log =
        new LogConfig(
            section
                .field("format")
                .flatMap(field -> field.choice(LogFormat.class))
                .orElse(LogFormat.AUTO),
            section
                .field("level")
                .flatMap(field -> field.choice(LogLevel.class))
                .orElse(LogLevel.INFO));
    section.done();
    return log;
  }

  private static Defaults defaults(Section section) {
    Defaults builtIn = Defaults.BUILT_IN;
    Defaults defaults =
        new Defaults(
            builtIn.timeouts().with(LimitsReader.timeouts(section.section("timeouts"))),
            builtIn.retry().with(LimitsReader.retry(section.section("retry"))),
            section
                .field("max_attempts")
                .flatMap(field -> field.integer(1, 100))
                .orElse(builtIn.maxAttempts()),
            LimitsReader.breaker(section.section("breaker"), builtIn.breaker()),
            section
                .field("max_concurrent")
                .flatMap(field -> field.integer(1, LimitsReader.MOST))
                .orElse(builtIn.maxConcurrent()),
            LimitsReader.queue(section.section("queue"), builtIn.queue()),
            priceWeights(section.section("price_weights"), builtIn.priceWeights()));
    section.done();
    return defaults;
  }

  private static PriceWeights priceWeights(Section section, PriceWeights otherwise) {
    PriceWeights weights =
        new PriceWeights(
            weight(section, "prompt").orElse(otherwise.prompt()),
            weight(section, "completion").orElse(otherwise.completion()));
    if (weights.prompt().signum() == 0 && weights.completion().signum() == 0) {
      section.error("the weights sum to 0");
    }
    section.done();
    return weights;
  }

  private static Optional<BigDecimal> weight(Section section, String key) {
    return section
        .field(key)
        .flatMap(
            field -> field.decimal("a number from 0 to " + HEAVIEST, BigDecimal.ZERO, HEAVIEST));
  }

  private static Optional<String> defaultProvider(Field field, Providers providers) {
    Optional<String> name = field.word();
    Optional<ProviderConfig> provider = name.flatMap(providers::find);
    if (name.isPresent() && provider.isEmpty()) {
      field.error(
          "unknown provider \""
              + KeyPath.printable(name.get())
              + "\""
              + ModelText.hint(name.get(), providers));
    } else if (provider.isPresent() && !provider.get().enabled()) {
      field.warning(
          "the provider "
              + provider.get().name()
              + " is off: "
              + provider.get().disabledReason().orElse(""));
    }
    return provider.map(ProviderConfig::name);
  }

  private static Optional<String> defaultModel(Field field, Providers providers) {
    Optional<String> model = field.word();
    model.ifPresent(text -> ModelText.check(field, text, providers));
    return model;
  }
}
