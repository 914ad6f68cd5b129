package dev.arobase.config.load;

import dev.arobase.config.load.YamlValue.Entry;
import dev.arobase.config.load.YamlValue.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A group of keys being read. It learns its closed set of keys from what it is asked for: {@link
 * #done} names every other one.
 */
final class Section {
  private final Reading reading;
  private final KeyPath path;
  private final Place place;
  private final Map<String, Entry> entries = new HashMap<>();
  private final List<Entry> inOrder;
  private final boolean present;
  private final TreeSet<String> known = new TreeSet<>();

  private Section(Reading reading, KeyPath path, Place place, List<Entry> entries, boolean there) {
    this.reading = reading;
    this.path = path;
    this.place = place;
    this.inOrder = entries;
    this.present = there;
    entries.forEach(entry -> this.entries.put(entry.key(), entry));
  }

  static Section absent(Reading reading, KeyPath path) {
    return new Section(reading, path, Place.NONE, List.of(), false);
  }

  static Section of(Field field) {
    if (field.value() instanceof Mapping mapping) {
      return new Section(field.reading(), field.path(), field.place(), mapping.entries(), true);
    }
    if (!field.value().isNull()) {
      field.error("must be a group of keys, not " + field.value().what());
    }
    return new Section(field.reading(), field.path(), field.place(), List.of(), false);
  }

  Reading reading() {
    return reading;
  }

  KeyPath path() {
    return path;
  }

  Place place() {
    return place;
  }

  /** Whether the file has it, with at least one key. */
  boolean present() {
    return present;
  }

  /** The value of a key; empty when the key is not there or has no value. */
  Optional<Field> field(String key) {
    KeyPath below = path.key(key);
    known.add(key);
    reading.asked(below);
    return Optional.ofNullable(entries.get(key))
        .filter(entry -> !entry.value().isNull())
        .map(entry -> new Field(reading, below, entry.value()));
  }

  /** Whether the key stands there, with a value or without. */
  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** The keys below a key. */
  Section section(String key) {
    return field(key).map(Field::section).orElseGet(() -> absent(reading, path.key(key)));
  }

  /** A name of the user's own. */
  record Named(String name, Place place, Field field) {}

  /** All entries, for a group whose keys are the user's own names; also those without a value. */
  List<Named> names() {
    reading.asked(path.name("*"));
    List<Named> names = new ArrayList<>();
    for (Entry entry : inOrder) {
      known.add(entry.key());
      names.add(
          new Named(
              entry.key(),
              entry.place(),
              new Field(reading, path.name(entry.key()), entry.value())));
    }
    return names;
  }

  void error(String message) {
    reading.problems().error(place, path, message);
  }

  void warning(String message) {
    reading.problems().warning(place, path, message);
  }

  /** Names the keys nobody asked for. */
  void done() {
    for (Entry entry : inOrder) {
      if (!known.contains(entry.key())) {
        reading
            .problems()
            .error(
                entry.place(),
                path.key(KeyPath.printable(entry.key())),
                "unknown key" + Suggestion.hint(entry.key(), known));
      }
    }
  }
}
