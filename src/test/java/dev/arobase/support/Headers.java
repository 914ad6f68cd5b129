package dev.arobase.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Header fields as they stood on the wire, in order, one character per byte. */
public record Headers(List<Field> fields) {

  /** One line: the name as spelled, the value without surrounding white space. */
  public record Field(String name, String value) {}

  public Headers {
    fields = List.copyOf(fields);
  }

  /** Name, value, name, value … */
  public static Headers of(String... namesAndValues) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new Headers(fields);
  }

  /** The first value under this name, without regard to case. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Every value under this name, without regard to case, in order. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** All names in lower case. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    fields.forEach(field -> names.add(field.name().toLowerCase(Locale.ROOT)));
    return names;
  }

  public Headers plus(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Headers(more);
  }

  /** As it goes on the wire, each line with its CRLF. */
  public String wire() {
    StringBuilder text = new StringBuilder();
    for (Field field : fields) {
      text.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    return text.toString();
  }
}
