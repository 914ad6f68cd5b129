package dev.arobase.ingress;

import dev.arobase.config.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which {@code Origin}s belong to pages of this machine: served by it, or part of a program. */
final class LoopbackPages {
  private static final Set<String> PROGRAM_SCHEMES =
      Set.of("app", "file", "tauri", "vscode-webview");

  private LoopbackPages() {}

  /**
   * Whether the page is local. {@code null} is what sandboxed frames of any page send, and an
   * extension runs beside every page: neither counts.
   */
  static boolean contains(String origin) {
    Optional<URI> parsed = parse(origin);
    if (parsed.isEmpty() || parsed.get().getScheme() == null) {
      return false;
    }
    String scheme = parsed.get().getScheme().toLowerCase(Locale.ROOT);
    if (PROGRAM_SCHEMES.contains(scheme)) {
      return true;
    }
    return (scheme.equals("http") || scheme.equals("https"))
        && Loopback.is(Optional.ofNullable(parsed.get().getHost()).orElse(""));
  }

  private static Optional<URI> parse(String origin) {
    try {
      return Optional.of(new URI(origin));
    } catch (URISyntaxException e) {
      // "file://" alone is no URI, and is what some programs send.
      return origin.endsWith("://") ? parse(origin + "/") : Optional.empty();
    }
  }
}
