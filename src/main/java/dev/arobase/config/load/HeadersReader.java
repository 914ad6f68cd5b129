package dev.arobase.config.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Headers that the operator sends or passes on. */
final class HeadersReader {
  private HeadersReader() {}

  /** A map from names to values; the names come out in lower case. */
  static Map<String, String> values(Field field) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Section.Named entry : field.section().names()) {
      String name = entry.name().toLowerCase(Locale.ROOT);
      Optional<String> nameFault = HeaderText.nameFault(name);
      nameFault.ifPresent(entry.field()::error);
      entry
          .field()
          .text()
          .map(String::strip)
          .ifPresent(
              value -> {
                HeaderText.valueFault(value).ifPresent(entry.field()::error);
                if (nameFault.isEmpty() && headers.put(name, value) != null) {
                  entry.field().error("the header stands twice, in different case");
                }
              });
    }
    return headers;
  }

  /** {@code headers.forward}. */
  static List<String> forwarded(Section section) {
    List<String> names = new ArrayList<>();
    for (Field item :
        section.field("forward").map(field -> field.list("names")).orElse(List.of())) {
      item.word()
          .map(name -> name.toLowerCase(Locale.ROOT))
          .ifPresent(
              name -> {
                HeaderText.forwardFault(name).ifPresent(item::error);
                names.add(name);
              });
    }
    section.done();
    return names.stream().distinct().toList();
  }
}
