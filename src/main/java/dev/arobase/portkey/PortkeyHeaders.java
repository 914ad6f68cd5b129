package dev.arobase.portkey;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a request says in Portkey's headers, unchecked; a blank header counts as absent. */
public record PortkeyHeaders(
    Optional<String> provider,
    Optional<String> config,
    Optional<String> customHost,
    Optional<String> traceId,
    Optional<String> metadata,
    Optional<String> requestTimeout,
    boolean virtualKey,
    Set<String> forward) {

  static final String PROVIDER = "x-portkey-provider";
  static final String CONFIG = "x-portkey-config";
  static final String CUSTOM_HOST = "x-portkey-custom-host";
  static final String METADATA = "x-portkey-metadata";
  static final String REQUEST_TIMEOUT = "x-portkey-request-timeout";
  static final String VIRTUAL_KEY = "x-portkey-virtual-key";
  private static final String TRACE_ID = "x-portkey-trace-id";
  private static final String FORWARD = "x-portkey-forward-headers";
  private static final List<String> TELLING =
      List.of(
          PROVIDER, CONFIG, CUSTOM_HOST, TRACE_ID, METADATA, REQUEST_TIMEOUT, FORWARD, VIRTUAL_KEY);

  private static final int LONGEST_TRACE_ID = 256;

  public PortkeyHeaders {
    forward = Set.copyOf(forward);
  }

  /** Empty for a request that was not written for Portkey. */
  public static Optional<PortkeyHeaders> of(MultiMap clientHeaders) {
    boolean any = false;
    for (String name : TELLING) {
      any = any || clientHeaders.contains(name);
    }
    return any ? Optional.of(read(clientHeaders)) : Optional.empty();
  }

  private static PortkeyHeaders read(MultiMap headers) {
    return new PortkeyHeaders(
        value(headers, PROVIDER),
        value(headers, CONFIG),
        value(headers, CUSTOM_HOST),
        value(headers, TRACE_ID).filter(PortkeyHeaders::isSane),
        value(headers, METADATA),
        value(headers, REQUEST_TIMEOUT),
        value(headers, VIRTUAL_KEY).isPresent(),
        value(headers, FORWARD).map(PortkeyHeaders::names).orElse(Set.of()));
  }

  /** Whether {@code Authorization} may hold a provider's key. */
  public boolean mayBringKey() {
    return provider.isPresent() || config.isPresent();
  }

  private static Set<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isSane(String text) {
    return text.length() <= LONGEST_TRACE_ID && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private static Optional<String> value(MultiMap headers, String name) {
    return Optional.ofNullable(headers.get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }
}
