package dev.arobase.config.load;

import dev.arobase.config.CanonicalSource;
import dev.arobase.config.CatalogConfig;
import dev.arobase.config.PriceSheet;
import dev.arobase.config.PriceSheetFormat;
import dev.arobase.config.TimeLimit;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code catalog}. */
final class CatalogReader {
  private static final String FILE = "catalog.json";

  private CatalogReader() {}

  static CatalogConfig read(Section section, Path dataDirectory) {
    CatalogConfig catalog =
        new CatalogConfig(
            section
                .field("sync")
                .flatMap(field -> field.limit(ModelsReader.SHORTEST_SYNC))
                .orElse(TimeLimit.of(Duration.ofHours(1)))
                .duration(),
            section
                .field("canonical")
                .flatMap(field -> field.choice(CanonicalSource.class))
                .orElse(CanonicalSource.OPENROUTER),
            dataDirectory.resolve(
                section.field("file").flatMap(CatalogReader::file).orElse(Path.of(FILE))),
            section.field("unknown_price").flatMap(CatalogReader::unknownPrice).orElse("-1"),
            section.field("price_sheets").map(CatalogReader::sheets).orElse(List.of()));
    section.done();
    return catalog;
  }

  private static Optional<Path> file(Field field) {
    return field
        .word()
        .flatMap(
            name -> {
              try {
                return Optional.of(Path.of(name));
              } catch (InvalidPathException e) {
                field.error("is no path of a file");
                return Optional.empty();
              }
            });
  }

  private static Optional<String> unknownPrice(Field field) {
    Optional<String> text = field.raw().filter(raw -> raw.equals("-1") || raw.equals("0"));
    if (text.isEmpty()) {
      field.error("must be \"-1\" or \"0\"");
    }
    return text;
  }

  private static List<PriceSheet> sheets(Field field) {
    List<PriceSheet> sheets = new ArrayList<>();
    for (Field item : field.list("{url, format}")) {
      Section section = item.item();
      Optional<Field> url = section.field("url");
      Optional<PriceSheetFormat> format =
          section.field("format").flatMap(some -> some.choice(PriceSheetFormat.class));
      section.done();
      for (String needed : List.of("url", "format")) {
        if (section.present() && !section.has(needed)) {
          section.error("needs " + needed);
        }
      }
      url.flatMap(Field::word)
          .ifPresent(
              text -> {
                switch (BaseUrl.parse(text, false)) {
                  case BaseUrl.Invalid invalid -> url.get().error(invalid.reason());
                  case BaseUrl.Valid valid ->
                      format.ifPresent(some -> sheets.add(new PriceSheet(valid.url(), some)));
                }
              });
    }
    return sheets;
  }
}
