package dev.arobase.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One known provider, on or off, with everything that holds for it: its own values over {@code
 * defaults} over the built-in ones.
 *
 * @param name as routes.yaml spells it, or the built-in name
 * @param synonyms further names, lower case
 * @param builtIn whether the name is one of the built-in ones
 * @param listed whether routes.yaml has an entry for it
 * @param disabledReason why it is off, in a few words ({@code DEEPINFRA_API_KEY not found}); empty
 *     when it is on
 * @param keyVariables the environment variables that a built-in provider's key may be in, the
 *     customary one first
 * @param switchedOnBy the variable that switched it on without an entry in routes.yaml
 * @param baseUrl without a slash at its end, {@code /v1} already added where it belongs; {@link
 *     #NO_BASE_URL} only when the provider is off
 * @param customBaseUrl whether it comes from routes.yaml
 * @param keys none for a provider that wants none
 * @param auth empty when no key is sent
 * @param headers sent with every request, by lower-case name
 * @param maxConcurrent requests in flight
 * @param http2 whether HTTP/2 is offered
 */
public record ProviderConfig(
    String name,
    Set<String> synonyms,
    boolean builtIn,
    boolean listed,
    Optional<String> disabledReason,
    List<String> keyVariables,
    Optional<String> switchedOnBy,
    URI baseUrl,
    boolean customBaseUrl,
    List<Secret> keys,
    Optional<AuthStyle> auth,
    Map<String, String> headers,
    Optional<TlsConfig> tls,
    ProxyConfig proxy,
    Timeouts timeouts,
    RetryConfig retry,
    BreakerConfig breaker,
    int maxConcurrent,
    QueueConfig queue,
    boolean http2,
    ProviderModels models,
    ProviderTraits traits) {

  /** A host that never resolves. */
  public static final URI NO_BASE_URL = URI.create("http://none.invalid/v1");

  /** Why one is off whose entry says so itself. */
  public static final String SWITCHED_OFF = "enabled is false in routes.yaml";

  public ProviderConfig {
    synonyms = Set.copyOf(synonyms);
    keyVariables = List.copyOf(keyVariables);
    keys = List.copyOf(keys);
    headers = Map.copyOf(headers);
  }

  public boolean enabled() {
    return disabledReason.isEmpty();
  }

  /** The name that the TLS handshake asks for and verifies, where it is not the base URL's host. */
  public Optional<String> serverName() {
    return "https".equalsIgnoreCase(baseUrl.getScheme())
        ? tls.flatMap(TlsConfig::serverName)
        : Optional.empty();
  }

  /** The same provider, on (empty) or off for this reason. */
  public ProviderConfig withDisabledReason(Optional<String> reason) {
    return new ProviderConfig(
        name,
        synonyms,
        builtIn,
        listed,
        reason,
        keyVariables,
        switchedOnBy,
        baseUrl,
        customBaseUrl,
        keys,
        auth,
        headers,
        tls,
        proxy,
        timeouts,
        retry,
        breaker,
        maxConcurrent,
        queue,
        http2,
        models,
        traits);
  }

  /**
   * The same provider with these keys alone.
   *
   * @param style how they are sent; empty when they are not
   */
  public ProviderConfig withKeys(List<Secret> others, Optional<AuthStyle> style) {
    return new ProviderConfig(
        name,
        synonyms,
        builtIn,
        listed,
        disabledReason,
        keyVariables,
        switchedOnBy,
        baseUrl,
        customBaseUrl,
        others,
        style,
        headers,
        tls,
        proxy,
        timeouts,
        retry,
        breaker,
        maxConcurrent,
        queue,
        http2,
        models,
        traits);
  }

  /** Its name and whether it is on: its headers may hold secrets. */
  @Override
  public String toString() {
    return name + disabledReason.map(reason -> " (off: " + reason + ")").orElse(" (on)");
  }
}
