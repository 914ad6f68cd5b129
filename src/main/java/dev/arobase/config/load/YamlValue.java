package dev.arobase.config.load;

import java.util.List;

/** A value of the file with its place. */
sealed interface YamlValue {
  Place place();

  /** For messages: "a list", "a number", … */
  String what();

  /** What a scalar is by its spelling. */
  enum Kind {
    TEXT("text"),
    INTEGER("a number"),
    DECIMAL("a number"),
    BOOLEAN("true or false"),
    NULL("nothing");

    private final String what;

    Kind(String what) {
      this.what = what;
    }

    String what() {
      return what;
    }
  }

  record Scalar(Place place, String text, Kind kind) implements YamlValue {
    @Override
    public String what() {
      return kind.what();
    }
  }

  record Sequence(Place place, List<YamlValue> items) implements YamlValue {
    @Override
    public String what() {
      return "a list";
    }
  }

  record Mapping(Place place, List<Entry> entries) implements YamlValue {
    @Override
    public String what() {
      return "a group of keys";
    }
  }

  record Entry(Place place, String key, YamlValue value) {}

  /** Whether nothing stands there: {@code key:} or {@code null}. */
  default boolean isNull() {
    return this instanceof Scalar scalar && scalar.kind() == Kind.NULL;
  }
}
