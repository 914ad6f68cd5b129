package dev.arobase.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration in force: routes.yaml, the environment and the command line as one immutable,
 * validated tree. A request keeps the one it began with.
 *
 * @param file empty when there is no file and the built-in defaults hold
 * @param dataDirectory where the catalog and the like are kept; absolute, may not exist yet
 * @param proxy outbound; each provider's own is already in its entry
 * @param forwardHeaders further client headers for upstreams, lower case
 * @param defaultProvider the name of the provider that takes what nothing else resolves
 * @param defaultModel for a request that names none
 * @param routes by lower-case name, in the order of the file
 * @param customHosts which hosts a request may name for itself
 */
public record Config(
    Optional<Path> file,
    Path dataDirectory,
    ServerConfig server,
    MetricsConfig metrics,
    LogConfig log,
    AuthConfig auth,
    ProxyConfig proxy,
    List<String> forwardHeaders,
    Defaults defaults,
    Providers providers,
    Optional<String> defaultProvider,
    Optional<String> defaultModel,
    CatalogConfig catalog,
    Map<String, RouteConfig> routes,
    CustomHosts customHosts) {

  public Config {
    forwardHeaders = List.copyOf(forwardHeaders);
    routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
  }

  /** The same with these providers. */
  public Config withProviders(Providers others) {
    return new Config(
        file,
        dataDirectory,
        server,
        metrics,
        log,
        auth,
        proxy,
        forwardHeaders,
        defaults,
        others,
        defaultProvider,
        defaultModel,
        catalog,
        routes,
        customHosts);
  }

  /** By name or synonym, in any case; also one that is off. */
  public Optional<ProviderConfig> provider(String nameOrSynonym) {
    return providers.find(nameOrSynonym);
  }

  /** Whether nobody needs a key. */
  public boolean open() {
    return !auth.required();
  }
}
