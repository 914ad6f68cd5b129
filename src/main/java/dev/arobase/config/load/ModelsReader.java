package dev.arobase.config.load;

import dev.arobase.config.ListShape;
import dev.arobase.config.ModelPolicy;
import dev.arobase.config.PriceUnit;
import dev.arobase.config.ProviderModels;
import dev.arobase.config.ProviderTraits;
import dev.arobase.config.StaticModel;
import dev.arobase.config.TimeLimit;
import dev.arobase.config.load.YamlValue.Mapping;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** {@code providers.P.models}. */
final class ModelsReader {
  /** Lists are not read more often than this. */
  static final Duration SHORTEST_SYNC = Duration.ofSeconds(1);

  private static final List<String> TYPES =
      List.of("chat", "embedding", "image", "audio", "rerank", "moderation", "video");

  private ModelsReader() {}

  static ProviderModels read(
      Section section, ProviderTraits traits, Optional<Duration> sync, boolean custom) {
    Optional<String> path = section.field("path").flatMap(ModelsReader::path);
    Optional<ListShape> shape =
        section.field("shape").flatMap(field -> field.choice(ListShape.class));
    List<String> otherwise =
        shape.isPresent() && traits.listPaths().isEmpty() ? List.of("/models") : traits.listPaths();
    ListShape kind = shape.orElse(traits.shape());
    boolean readable = kind != ListShape.NONE || path.isPresent();
    ProviderModels models =
        new ProviderModels(
            section
                .field("sync")
                .flatMap(field -> field.limit(SHORTEST_SYNC))
                .map(TimeLimit::duration)
                .orElse(sync),
            section
                .field("policy")
                .flatMap(field -> field.choice(ModelPolicy.class))
                .orElse(custom || !traits.hosted() ? ModelPolicy.LOCAL : ModelPolicy.EXTEND),
            readable ? path.map(List::of).orElse(otherwise) : List.of(),
            kind == ListShape.NONE && path.isPresent() ? ListShape.OPENAI : kind,
            section
                .field("price_unit")
                .flatMap(field -> field.choice(PriceUnit.class))
                .orElse(traits.unit()),
            section
                .field("list")
                .map(ModelsReader::list)
                .orElseGet(() -> traits.staticIds().stream().map(ModelsReader::named).toList()),
            section.field("canonical").map(ModelsReader::canonical).orElse(Map.of()),
            section.field("pricing").map(ModelsReader::pricing).orElse(Map.of()));
    section.done();
    return models;
  }

  private static Optional<String> path(Field field) {
    return field
        .word()
        .filter(
            path -> {
              boolean good =
                  path.startsWith("/") && path.chars().allMatch(c -> c > ' ' && c < 0x7f);
              if (!good) {
                field.error("must be a path that begins with /, appended to base_url");
              }
              return good;
            });
  }

  private static StaticModel named(String id) {
    return new StaticModel(id, OptionalLong.empty(), Optional.empty(), Map.of(), Optional.empty());
  }

  private static List<StaticModel> list(Field field) {
    List<StaticModel> models = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Field item : field.list("ids")) {
      Optional<StaticModel> model =
          item.value() instanceof Mapping
              ? described(item.section())
              : item.word().map(ModelsReader::named);
      model.ifPresent(
          some -> {
            if (!ids.add(some.id())) {
              item.error("the id " + KeyPath.printable(some.id()) + " stands twice");
            }
            models.add(some);
          });
    }
    return models;
  }

  private static Optional<StaticModel> described(Section section) {
    Optional<String> id = section.field("id").flatMap(Field::word);
    Optional<Long> context =
        section.field("context_length").flatMap(field -> field.whole(1, Integer.MAX_VALUE));
    Optional<String> type = section.field("type").flatMap(ModelsReader::type);
    Map<String, BigDecimal> pricing =
        section.field("pricing").map(field -> PricesReader.read(field.section())).orElse(Map.of());
    Optional<String> canonical =
        section.field("canonical").flatMap(Field::word).map(name -> name.toLowerCase(Locale.ROOT));
    section.done();
    if (!section.has("id")) {
      section.error("needs id");
    }
    OptionalLong length = context.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    return id.map(some -> new StaticModel(some, length, type, pricing, canonical));
  }

  private static Optional<String> type(Field field) {
    return field
        .word()
        .filter(
            word -> {
              boolean known = TYPES.contains(word);
              if (!known) {
                field.error("must be one of " + String.join(", ", TYPES));
              }
              return known;
            });
  }

  private static Map<String, String> canonical(Field field) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Section.Named entry : field.section().names()) {
      entry.field().word().ifPresent(id -> map.put(entry.name(), id.toLowerCase(Locale.ROOT)));
    }
    return map;
  }

  private static Map<String, Map<String, BigDecimal>> pricing(Field field) {
    Map<String, Map<String, BigDecimal>> map = new LinkedHashMap<>();
    for (Section.Named entry : field.section().names()) {
      map.put(entry.name(), PricesReader.read(entry.field().section()));
    }
    return map;
  }
}
