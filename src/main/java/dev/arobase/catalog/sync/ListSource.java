package dev.arobase.catalog.sync;

import dev.arobase.catalog.list.ListParser;
import dev.arobase.catalog.list.ListParsers;
import dev.arobase.catalog.list.ListReader;
import dev.arobase.catalog.list.PageReader;
import dev.arobase.catalog.list.PriceSheetReader;
import dev.arobase.config.PriceSheet;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.ProviderModels;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One address that a list is read from.
 *
 * @param fingerprint of address, shape and unit: a list held under another one is not this list's
 * @param headers what the provider wants, its key included
 * @param connection how to connect: TLS, proxy
 * @param serverName asked for and verified in the TLS handshake instead of the address's host
 */
record ListSource(
    String provider,
    URI address,
    String fingerprint,
    Headers headers,
    PageReader reader,
    HttpClientOptions connection,
    Optional<String> serverName) {

  /** Headers that never show in a log. */
  record Headers(Map<String, String> values) {
    static final Headers NONE = new Headers(Map.of());

    Headers {
      values = Map.copyOf(values);
    }

    @Override
    public String toString() {
      return values.keySet().toString();
    }
  }

  static List<ListSource> of(
      ProviderConfig provider, Function<ProviderConfig, HttpClientOptions> connections) {
    ProviderModels models = provider.models();
    Optional<ListParser> shape = ListParsers.of(models.shape());
    if (shape.isEmpty() || models.sync().isEmpty()) {
      return List.of();
    }
    ListReader reader =
        new ListReader(
            shape.get(), ListParsers.prices(models.unit(), provider.traits().zeroPriceIsUnknown()));
    List<ListSource> sources = new ArrayList<>();
    for (String path : models.paths()) {
      URI address = URI.create(provider.baseUrl() + path);
      sources.add(
          new ListSource(
              provider.name(),
              address,
              fingerprint(address + " " + models.shape() + " " + models.unit()),
              headers(provider),
              reader,
              connections.apply(provider),
              provider.serverName()));
    }
    return sources;
  }

  /** A price sheet, which is public and belongs to no provider. */
  static ListSource of(PriceSheet sheet, String name) {
    boolean ssl = "https".equalsIgnoreCase(sheet.url().getScheme());
    return new ListSource(
        name,
        sheet.url(),
        fingerprint(sheet.url() + " " + sheet.format()),
        Headers.NONE,
        new PriceSheetReader(sheet.format()),
        new HttpClientOptions().setSsl(ssl),
        Optional.empty());
  }

  private static Headers headers(ProviderConfig provider) {
    Map<String, String> headers = new TreeMap<>(provider.headers());
    if (provider.auth().isPresent() && !provider.keys().isEmpty()) {
      headers.put(
          provider.auth().get().header(), provider.auth().get().value(provider.keys().getFirst()));
    }
    return new Headers(headers);
  }

  static String fingerprint(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
