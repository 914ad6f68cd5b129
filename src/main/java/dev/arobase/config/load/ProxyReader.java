package dev.arobase.config.load;

import dev.arobase.config.ProxyConfig;
import dev.arobase.config.ProxyEndpoint;
import dev.arobase.config.Secret;
import dev.arobase.config.load.YamlValue.Mapping;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code proxy}, at the top and per provider: none, env, or an address. */
final class ProxyReader {
  private static final String WANTED =
      "must be an address such as http://proxy.example:3128, without a path";

  private ProxyReader() {}

  static ProxyConfig read(Field field) {
    if (field.value() instanceof Mapping) {
      return explicit(field.section());
    }
    Optional<String> word = field.word();
    if (word.isPresent() && word.get().equals("env")) {
      return ofEnvironment(field);
    } else if (word.isPresent() && !word.get().equals("none")) {
      field.error("must be none, env, or {url, no_proxy}");
    }
    return ProxyConfig.NONE;
  }

  private static ProxyConfig explicit(Section section) {
    Optional<Field> url = section.field("url");
    Optional<ProxyEndpoint> endpoint = url.flatMap(Field::word).flatMap(ProxyReader::endpoint);
    if (url.isPresent() && endpoint.isEmpty()) {
      url.get().error(WANTED);
    } else if (url.isEmpty()) {
      section.error("needs url");
    }
    List<String> direct = new ArrayList<>();
    section
        .field("no_proxy")
        .ifPresent(
            field -> field.list("hosts").forEach(item -> item.word().ifPresent(direct::add)));
    section.done();
    return new ProxyConfig(endpoint, endpoint, direct);
  }

  private static ProxyConfig ofEnvironment(Field field) {
    return new ProxyConfig(
        ofVariable(field, "HTTP_PROXY"),
        ofVariable(field, "HTTPS_PROXY"),
        Stream.of(variable(field, "NO_PROXY").split("[,\\s]+"))
            .filter(host -> !host.isEmpty())
            .toList());
  }

  private static Optional<ProxyEndpoint> ofVariable(Field field, String name) {
    String value = variable(field, name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Optional<ProxyEndpoint> endpoint = endpoint(value.contains("://") ? value : "http://" + value);
    if (endpoint.isEmpty()) {
      field.error("the variable " + name + " " + WANTED);
    }
    return endpoint;
  }

  /** Lower case first, as other programs do it. */
  private static String variable(Field field, String name) {
    String lower = field.reading().variable(name.toLowerCase(Locale.ROOT));
    return lower.isEmpty() ? field.reading().variable(name) : lower;
  }

  private static Optional<ProxyEndpoint> endpoint(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean tls = scheme.equals("https");
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    @Nullable String host = url.getHost();
    if ((!tls && !scheme.equals("http"))
        || host == null
        || path.length() > 1
        || url.getPort() == 0
        || url.getPort() > 65_535) {
      return Optional.empty();
    }
    @Nullable String rawUser = url.getRawUserInfo();
    String user = rawUser == null ? "" : rawUser;
    int colon = user.indexOf(':');
    Optional<String> name =
        user.isEmpty()
            ? Optional.empty()
            : Optional.of(decoded(colon < 0 ? user : user.substring(0, colon)));
    Optional<Secret> password =
        colon < 0 ? Optional.empty() : Optional.of(Secret.of(decoded(user.substring(colon + 1))));
    int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
    return Optional.of(new ProxyEndpoint(tls, host, port, name, password));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
