package dev.arobase.config.load;

import dev.arobase.config.Providers;
import dev.arobase.config.RawJson;
import dev.arobase.config.RetryOverrides;
import dev.arobase.config.RouteConfig;
import dev.arobase.config.RouteNode;
import dev.arobase.config.Strategy;
import dev.arobase.config.TimeoutOverrides;
import dev.arobase.config.load.Section.Named;
import dev.arobase.config.load.YamlValue.Mapping;
import dev.arobase.config.load.YamlValue.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** {@code routes}. */
final class RoutesReader {
  private static final int LONGEST_NAME = 256;
  private static final int MOST_TARGETS = 1000;
  private static final BigDecimal HEAVIEST = BigDecimal.valueOf(LimitsReader.MOST);

  private final Providers providers;

  private RoutesReader(Providers providers) {
    this.providers = providers;
  }

  /** By lower-case name, in the order of the file. */
  static Map<String, RouteConfig> read(Section section, Providers providers) {
    RoutesReader reader = new RoutesReader(providers);
    Map<String, RouteConfig> routes = new LinkedHashMap<>();
    Map<String, Named> seen = new HashMap<>();
    for (Named entry : section.names()) {
      Optional<String> fault = nameFault(entry.name());
      String name = entry.name().toLowerCase(Locale.ROOT);
      @Nullable Named first = seen.putIfAbsent(name, entry);
      if (fault.isPresent()) {
        error(entry, fault.get());
      } else if (first != null) {
        error(
            entry,
            "differs from "
                + first.name()
                + " in line "
                + first.place().line()
                + " only in upper and lower case");
      }
      Optional<RouteConfig> route = reader.route(entry);
      if (first == null) {
        route.ifPresent(some -> routes.put(name, some));
      }
    }
    RouteCycles.find(routes)
        .forEach(
            (name, cycle) -> {
              @Nullable Named entry = seen.get(name);
              if (entry != null) {
                error(entry, "leads back to itself: " + cycle);
              }
            });
    return routes;
  }

  private static void error(Named entry, String message) {
    entry.field().reading().problems().error(entry.place(), entry.field().path(), message);
  }

  private static Optional<String> nameFault(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME || !name.equals(name.strip())) {
      return Optional.of(
          "a name has 1 to " + LONGEST_NAME + " characters and no white space around it");
    } else if (name.startsWith("@")) {
      return Optional.of("a name must not begin with @, which names a provider");
    }
    int star = name.indexOf('*');
    return star >= 0 && star < name.length() - 1
        ? Optional.of("* may only stand at the end of a name")
        : Optional.empty();
  }

  private Optional<RouteConfig> route(Named entry) {
    Field field = entry.field();
    if (field.value() instanceof Mapping) {
      Section section = field.section();
      Optional<RouteNode.Group> root = root(section);
      TimeoutOverrides timeouts = LimitsReader.timeouts(section.section("timeouts"));
      RetryOverrides retry = LimitsReader.retry(section.section("retry"));
      OptionalInt maxAttempts =
          LimitsReader.optionalInt(
              section.field("max_attempts").flatMap(some -> some.integer(1, 100)));
      section.done();
      return root.map(some -> new RouteConfig(entry.name(), some, timeouts, retry, maxAttempts));
    } else if (!(field.value() instanceof Scalar) || field.value().isNull()) {
      field.error(
          "must be a target such as \"@provider/model\", {model, params}, or {strategy, targets}");
      return Optional.empty();
    }
    return target(field)
        .map(
            target ->
                new RouteConfig(
                    entry.name(),
                    alone(target),
                    TimeoutOverrides.NONE,
                    RetryOverrides.NONE,
                    OptionalInt.empty()));
  }

  /** A route's own keys: those of a group, or of the one target that it stands for. */
  private Optional<RouteNode.Group> root(Section section) {
    Optional<Field> model = section.field("model");
    Map<String, RawJson> params = params(section);
    if (model.isPresent() && !isGroup(section)) {
      section.field("strategy");
      section.field("targets");
      return reference(model.get())
          .map(reference -> alone(new RouteNode.Target(reference, 1, params)));
    }
    refuseModelOfGroup(section);
    return group(section, 1);
  }

  private static RouteNode.Group alone(RouteNode.Target target) {
    return new RouteNode.Group(Strategy.FALLBACK, 1, List.of(target));
  }

  private static Map<String, RawJson> params(Section section) {
    return section.field("params").map(ParamsReader::read).orElse(Map.of());
  }

  private static boolean isGroup(Section section) {
    return section.has("targets") || section.has("strategy");
  }

  private static void refuseModelOfGroup(Section section) {
    if (isGroup(section) && (section.has("model") || section.has("params"))) {
      section.error("has targets and model or params; a group has no model of its own");
    }
  }

  private Optional<RouteNode.Group> group(Section section, double weight) {
    Strategy strategy =
        section
            .field("strategy")
            .flatMap(field -> field.choice(Strategy.class))
            .orElse(Strategy.FALLBACK);
    Optional<Field> list = section.field("targets");
    if (list.isEmpty()) {
      section.error("needs targets, a list of at least one");
      return Optional.empty();
    }
    List<Field> items = list.get().list("targets");
    List<RouteNode> targets = new ArrayList<>();
    for (Field item : items) {
      node(item, section.path().pattern() + ".targets[]").ifPresent(targets::add);
    }
    if (items.isEmpty() && list.get().value() instanceof YamlValue.Sequence) {
      list.get().error("needs at least one target");
    } else if (items.size() > MOST_TARGETS) {
      list.get().error("has more than " + MOST_TARGETS + " targets");
    } else if (targets.size() == items.size()
        && !targets.isEmpty()
        && targets.stream().allMatch(target -> target.weight() == 0)) {
      list.get().error("the weights sum to 0; give one of the targets a weight");
    }
    return targets.isEmpty()
        ? Optional.empty()
        : Optional.of(new RouteNode.Group(strategy, weight, targets));
  }

  private Optional<RouteNode> node(Field item, String pattern) {
    if (!(item.value() instanceof Mapping)) {
      return target(item).map(target -> target);
    }
    // Groups nest in themselves, so their keys are the same at every depth.
    Field named =
        new Field(item.reading(), item.path().likePattern(outermost(pattern)), item.value());
    Section section = named.section();
    double weight =
        section
            .field("weight")
            .flatMap(
                field -> field.decimal("a number from 0 to " + HEAVIEST, BigDecimal.ZERO, HEAVIEST))
            .map(BigDecimal::doubleValue)
            .orElse(1.0);
    Optional<Field> model = section.field("model");
    Map<String, RawJson> params = params(section);
    Optional<RouteNode> node;
    if (isGroup(section)) {
      refuseModelOfGroup(section);
      node = group(section, weight).map(group -> group);
    } else {
      if (model.isEmpty()) {
        section.error("needs model, or targets for a group");
      }
      node =
          model
              .flatMap(field -> reference(field))
              .map(reference -> new RouteNode.Target(reference, weight, params));
      section.field("strategy");
      section.field("targets");
    }
    section.done();
    return node;
  }

  private static String outermost(String pattern) {
    String below = ".targets[]";
    String cut = pattern;
    while (cut.endsWith(below + below)) {
      cut = cut.substring(0, cut.length() - below.length());
    }
    return cut;
  }

  private Optional<RouteNode.Target> target(Field field) {
    return reference(field).map(reference -> new RouteNode.Target(reference, 1, Map.of()));
  }

  private Optional<String> reference(Field field) {
    Optional<String> reference = field.word();
    reference.ifPresent(text -> ModelText.check(field, text, providers));
    return reference;
  }
}
