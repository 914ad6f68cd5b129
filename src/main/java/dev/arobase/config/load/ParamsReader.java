package dev.arobase.config.load;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.arobase.config.RawJson;
import dev.arobase.config.load.YamlValue.Mapping;
import dev.arobase.config.load.YamlValue.Scalar;
import dev.arobase.config.load.YamlValue.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Body fields of a target, from YAML to JSON; a number that is JSON keeps its spelling. */
final class ParamsReader {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d{0,400})(\\.\\d{1,400})?([eE][-+]?\\d{1,4})?");

  /** What makes the request the request it is. */
  private static final Set<String> NOT_HERE = Set.of("model", "messages", "stream");

  private ParamsReader() {}

  static Map<String, RawJson> read(Field field) {
    Map<String, RawJson> params = new LinkedHashMap<>();
    for (Section.Named entry : field.section().names()) {
      if (NOT_HERE.contains(entry.name())) {
        entry.field().error("cannot be set by a route" + hint(entry.name()));
      } else {
        json(entry.field(), entry.field().value())
            .ifPresent(text -> params.put(entry.name(), new RawJson(text)));
      }
    }
    return params;
  }

  private static String hint(String name) {
    return name.equals("model") ? "; the target's own model says it" : "";
  }

  private static Optional<String> json(Field field, YamlValue value) {
    return switch (value) {
      case Scalar scalar -> scalar(field, scalar);
      case Sequence sequence -> {
        StringJoiner items = new StringJoiner(",", "[", "]");
        int index = 0;
        for (YamlValue item : sequence.items()) {
          Field below = new Field(field.reading(), field.path().at(index++), item);
          json(below, item).ifPresent(items::add);
        }
        yield Optional.of(items.toString());
      }
      case Mapping mapping -> {
        StringJoiner entries = new StringJoiner(",", "{", "}");
        for (YamlValue.Entry entry : mapping.entries()) {
          Field below = new Field(field.reading(), field.path().name(entry.key()), entry.value());
          json(below, entry.value())
              .ifPresent(text -> entries.add(quoted(entry.key()) + ":" + text));
        }
        yield Optional.of(entries.toString());
      }
    };
  }

  private static Optional<String> scalar(Field field, Scalar scalar) {
    return switch (scalar.kind()) {
      case NULL -> Optional.of("null");
      case BOOLEAN -> field.bool().map(String::valueOf);
      case TEXT -> field.text().map(ParamsReader::quoted);
      case INTEGER, DECIMAL -> {
        boolean json = NUMBER.matcher(scalar.text()).matches();
        if (!json) {
          field.error("is no number that JSON can hold");
        }
        yield json ? Optional.of(scalar.text()) : Optional.empty();
      }
    };
  }

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
