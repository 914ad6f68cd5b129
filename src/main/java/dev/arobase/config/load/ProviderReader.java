package dev.arobase.config.load;

import dev.arobase.config.AuthStyle;
import dev.arobase.config.Defaults;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.ProviderTraits;
import dev.arobase.config.ProxyConfig;
import dev.arobase.config.TlsConfig;
import dev.arobase.config.Word;
import dev.arobase.config.load.BuiltInProvider.KeyNeed;
import dev.arobase.config.load.YamlValue.Mapping;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One provider: its section in routes.yaml, if there is one, over its built-in entry, if there is.
 */
final class ProviderReader {
  private final BuiltInProviders builtIns;
  private final Common common;

  ProviderReader(BuiltInProviders builtIns, Common common) {
    this.builtIns = builtIns;
    this.common = common;
  }

  /**
   * What holds for every provider that does not say otherwise.
   *
   * @param fromEnvironment {@code providers_from_env}
   * @param catalogSync {@code catalog.sync}
   */
  record Common(
      Defaults defaults,
      ProxyConfig proxy,
      boolean fromEnvironment,
      Optional<Duration> catalogSync,
      Optional<URI> mockBaseUrl) {}

  /** A built-in provider that routes.yaml does not name. */
  ProviderConfig unlisted(BuiltInProvider builtIn, Reading reading) {
    Section nothing = Section.absent(reading, KeyPath.ROOT.key("providers").name(builtIn.name()));
    return read(builtIn.name(), Optional.of(builtIn), nothing, false);
  }

  /** A provider that routes.yaml names, built in or not. */
  ProviderConfig listed(String name, Optional<BuiltInProvider> builtIn, Section section) {
    return read(builtIn.map(BuiltInProvider::name).orElse(name), builtIn, section, true);
  }

  private ProviderConfig read(
      String name, Optional<BuiltInProvider> builtIn, Section section, boolean listed) {
    boolean enabled = section.field("enabled").flatMap(Field::bool).orElse(true);
    BuiltInProvider kind =
        section.field("like").flatMap(this::like).or(() -> builtIn).orElse(BuiltInProvider.CUSTOM);
    Optional<AuthStyle> auth =
        section.field("auth").map(this::auth).orElse(Optional.of(kind.auth()));
    boolean keyless =
        builtIn.isEmpty() || builtIn.get().key() != KeyNeed.REQUIRED || auth.isEmpty();
    ProviderKeys keys =
        ProviderKeys.read(
            section,
            name,
            builtIn.map(BuiltInProvider::keyVariables).orElse(List.of()),
            keyless,
            builtIn.isPresent() || !enabled);
    Optional<Field> baseUrlField = section.field("base_url");
    Address address = address(name, builtIn, kind, baseUrlField, section, listed && enabled);
    Optional<TlsConfig> tls = section.field("tls").map(TlsReader::read);
    if (tls.isPresent() && "http".equals(address.url().getScheme()) && baseUrlField.isPresent()) {
      section.warning("tls has no effect on a base_url with http://");
    }
    Optional<String> reason =
        reason(builtIn, listed, enabled).or(keys::missing).or(address::missing);
    if (listed && enabled && reason.isPresent()) {
      section.warning("off: " + reason.get());
    }
    Defaults defaults = common.defaults();
    ProviderTraits traits = kind.traits();
    ProviderConfig provider =
        new ProviderConfig(
            name,
            builtIn.map(some -> Set.copyOf(some.synonyms())).orElse(Set.of()),
            builtIn.isPresent(),
            listed,
            reason,
            builtIn.map(BuiltInProvider::keyVariables).orElse(List.of()),
            listed ? Optional.empty() : keys.variable(),
            address.url(),
            baseUrlField.isPresent(),
            keys.keys(),
            auth,
            headers(kind, section),
            tls,
            section.field("proxy").map(ProxyReader::read).orElse(common.proxy()),
            defaults.timeouts().with(LimitsReader.timeouts(section.section("timeouts"))),
            defaults.retry().with(LimitsReader.retry(section.section("retry"))),
            LimitsReader.breaker(section.section("breaker"), defaults.breaker()),
            section
                .field("max_concurrent")
                .flatMap(field -> field.integer(1, LimitsReader.MOST))
                .orElse(defaults.maxConcurrent()),
            LimitsReader.queue(section.section("queue"), defaults.queue()),
            section.field("http2").flatMap(field -> field.choice(Http2.class)).orElse(Http2.OFF)
                == Http2.AUTO,
            ModelsReader.read(
                section.section("models"), traits, common.catalogSync(), baseUrlField.isPresent()),
            traits);
    section.done();
    return provider;
  }

  private Optional<String> reason(
      Optional<BuiltInProvider> builtIn, boolean listed, boolean enabled) {
    if (listed) {
      return enabled ? Optional.empty() : Optional.of(ProviderConfig.SWITCHED_OFF);
    } else if (builtIn.isPresent() && builtIn.get().onlyWhenListed()) {
      return Optional.of("only on when routes.yaml lists it");
    }
    return common.fromEnvironment()
        ? Optional.empty()
        : Optional.of("not in routes.yaml, and providers_from_env is false");
  }

  private Optional<BuiltInProvider> like(Field field) {
    Optional<String> name = field.word();
    Optional<BuiltInProvider> found = name.flatMap(builtIns::find);
    if (name.isPresent() && found.isEmpty()) {
      field.error(
          "\""
              + KeyPath.printable(name.get())
              + "\" is no built-in provider"
              + Suggestion.hint(name.get(), builtIns.names()));
    }
    return found;
  }

  private Optional<AuthStyle> auth(Field field) {
    if (!(field.value() instanceof Mapping)) {
      if (field.word().filter(word -> !word.equals("none")).isPresent()) {
        field.error("must be none, or {header, scheme}");
      }
      return Optional.empty();
    }
    Section section = field.section();
    String header =
        section
            .field("header")
            .flatMap(Field::word)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .orElse(AuthStyle.BEARER.header());
    HeaderText.nameFault(header).ifPresent(section::error);
    String scheme =
        section.field("scheme").flatMap(Field::text).orElse(AuthStyle.BEARER.scheme()).strip();
    KeyText.fault(scheme)
        .ifPresent(fault -> section.error("scheme must be one word, such as Bearer, or empty"));
    section.done();
    return Optional.of(new AuthStyle(header, scheme));
  }

  private static Map<String, String> headers(BuiltInProvider kind, Section section) {
    Map<String, String> headers = new LinkedHashMap<>(kind.headers());
    section.field("headers").map(HeadersReader::values).ifPresent(headers::putAll);
    return headers;
  }

  /**
   * Where it is.
   *
   * @param missing why that is not known, in a few words
   */
  private record Address(URI url, Optional<String> missing) {
    static Address of(URI url) {
      return new Address(url, Optional.empty());
    }

    static Address missing(String reason) {
      return new Address(ProviderConfig.NO_BASE_URL, Optional.of(reason));
    }
  }

  private Address address(
      String name,
      Optional<BuiltInProvider> builtIn,
      BuiltInProvider kind,
      Optional<Field> field,
      Section section,
      boolean needed) {
    if (field.isPresent()) {
      Optional<String> text = field.get().word();
      return text.map(some -> BaseUrl.parse(some, kind.traits().versionPath()))
          .map(
              parsed ->
                  switch (parsed) {
                    case BaseUrl.Valid valid -> Address.of(valid.url());
                    case BaseUrl.Invalid invalid -> {
                      field.get().error(invalid.reason());
                      yield Address.missing("its base_url is wrong");
                    }
                  })
          .orElse(Address.missing("its base_url is wrong"));
    } else if (name.equals(MockProvider.NAME)) {
      return common.mockBaseUrl().map(Address::of).orElse(Address.of(ProviderConfig.NO_BASE_URL));
    }
    Optional<String> template = builtIn.flatMap(BuiltInProvider::baseUrl);
    if (template.isEmpty()) {
      if (needed) {
        section.error(builtIn.isPresent() ? "needs base_url" : unknown(name));
      }
      return Address.missing("no base_url");
    }
    return filledIn(template.get(), section.reading());
  }

  private String unknown(String name) {
    return "needs base_url, since it is no built-in provider"
        + Suggestion.nearest(name, builtIns.names())
            .map(near -> "; did you mean \"" + near + "\"?")
            .orElse("");
  }

  private static Address filledIn(String template, Reading reading) {
    String url = template;
    for (int start = url.indexOf("${"); start >= 0; start = url.indexOf("${")) {
      String variable = url.substring(start + 2, url.indexOf('}', start));
      String value = reading.variable(variable).replaceAll("/+$", "");
      if (value.isEmpty()) {
        return Address.missing(variable + " not found");
      }
      if (value.contains("${")
          || !(BaseUrl.parse(url.substring(0, start) + value, true) instanceof BaseUrl.Valid)) {
        return Address.missing(variable + " is no part of an address");
      }
      url = url.substring(0, start) + value + url.substring(url.indexOf('}', start) + 1);
    }
    return BaseUrl.parse(url, false) instanceof BaseUrl.Valid(URI valid)
        ? Address.of(valid)
        : Address.missing("its address is wrong");
  }

  /** {@code providers.P.http2}. */
  enum Http2 implements Word {
    AUTO("auto"),
    OFF("off");

    private final String word;

    Http2(String word) {
      this.word = word;
    }

    @Override
    public String word() {
      return word;
    }
  }
}
