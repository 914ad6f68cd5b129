package dev.arobase.portkey;

import dev.arobase.config.RawJson;
import dev.arobase.config.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one level of a configuration says besides its strategy and targets.
 *
 * @param model {@code override_params.model}
 * @param params the rest of {@code override_params}
 */
record Settings(
    Optional<String> provider,
    Optional<Secret> apiKey,
    Optional<String> customHost,
    Optional<String> model,
    Map<String, RawJson> params,
    Optional<Retry> retry,
    Optional<Duration> requestTimeout,
    Set<String> forward) {

  static final Settings NONE =
      new Settings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Set.of());

  Settings {
    params = Map.copyOf(params);
    forward = Set.copyOf(forward);
  }

  /**
   * Repeats of the same target.
   *
   * @param on statuses
   */
  record Retry(int attempts, Set<Integer> on, boolean useRetryAfter) {
    static final Set<Integer> USUAL = Set.of(429, 500, 502, 503, 504);
    static final Retry NONE = new Retry(0, USUAL, true);
  }

  /**
   * These over what the level above says. A key belongs to the provider beside it and is not handed
   * down alone.
   */
  Settings over(Settings above) {
    Map<String, RawJson> merged = new HashMap<>(above.params);
    merged.putAll(params);
    Set<String> names = new HashSet<>(above.forward);
    names.addAll(forward);
    return new Settings(
        provider.or(above::provider),
        apiKey.or(
            () -> provider.isPresent() || customHost.isPresent() ? Optional.empty() : above.apiKey),
        // A host goes with its key and provider: another provider below is at home again.
        customHost.or(() -> provider.isPresent() ? Optional.empty() : above.customHost),
        model.or(above::model),
        merged,
        retry.or(above::retry),
        requestTimeout.or(above::requestTimeout),
        names);
  }
}
