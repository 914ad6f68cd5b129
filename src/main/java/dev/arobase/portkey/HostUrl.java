package dev.arobase.portkey;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The base URL that a client names for itself. */
final class HostUrl {
  private HostUrl() {}

  /** Absolute, http or https, without a slash at its end; an empty path gets {@code /v1}. */
  static URI read(String place, String text) throws BadConfig {
    URI url;
    try {
      url = new URI(text.strip());
    } catch (URISyntaxException broken) {
      throw new BadConfig(place, "is no address");
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new BadConfig(place, "must begin with http:// or https://");
    }
    if (url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getPort() == 0
        || url.getPort() > 65535) {
      throw new BadConfig(place, "must name a host, without a user or a password");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new BadConfig(place, "must end with its path, without ? and #");
    }
    String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
    return URI.create(
        scheme
            + "://"
            + url.getRawAuthority().toLowerCase(Locale.ROOT)
            + (path.isEmpty() ? "/v1" : path));
  }
}
