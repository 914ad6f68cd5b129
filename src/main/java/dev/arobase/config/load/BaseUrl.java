package dev.arobase.config.load;

import dev.arobase.config.HttpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The address that a provider's paths are appended to. */
final class BaseUrl {
  private BaseUrl() {}

  /** What came of a text. */
  sealed interface Result {}

  record Valid(URI url) implements Result {}

  record Invalid(String reason) implements Result {}

  /**
   * An absolute http or https address, without a slash at its end.
   *
   * @param versionPath whether an empty path gets {@code /v1}
   */
  static Result parse(String text, boolean versionPath) {
    URI url;
    try {
      url = new URI(text.strip());
    } catch (URISyntaxException e) {
      return new Invalid("is no address: " + e.getReason());
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return new Invalid("must begin with http:// or https://");
    } else if (url.getRawUserInfo() != null
        || String.valueOf(url.getRawAuthority()).contains("@")) {
      return new Invalid("must not hold a user or a password; use api_key or headers");
    } else if (HttpAddress.host(url).isEmpty()) {
      return new Invalid("names no host");
    } else if (url.getRawQuery() != null || url.getRawFragment() != null) {
      return new Invalid("must end with its path, without ? and #");
    } else if (HttpAddress.port(url) > 65535 || HttpAddress.port(url) == 0) {
      return new Invalid("has a port that cannot be");
    }
    String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
    String authority = url.getRawAuthority().toLowerCase(Locale.ROOT);
    String whole = path.isEmpty() && versionPath ? "/v1" : path;
    return new Valid(URI.create(scheme + "://" + authority + whole));
  }
}
