package dev.arobase.config.load;

import dev.arobase.config.load.YamlValue.Entry;
import dev.arobase.config.load.YamlValue.Kind;
import dev.arobase.config.load.YamlValue.Mapping;
import dev.arobase.config.load.YamlValue.Scalar;
import dev.arobase.config.load.YamlValue.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * YAML 1.2 (and so JSON) to values with places, from the parser's events and with a stack of its
 * own: a file that nests too deep or whose aliases multiply is refused before it costs anything.
 */
final class YamlReader {
  private static final int DEEPEST = 64;
  private static final int MOST_VALUES = 200_000;
  private static final int LONGEST = 4 * 1024 * 1024;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(LONGEST).build();

  private final Problems problems;
  private final ScalarResolver resolver = new CoreScalarResolver(false);
  private final Map<String, Anchored> anchors = new HashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable YamlValue root;
  private boolean several;
  private int values;

  private YamlReader(Problems problems) {
    this.problems = problems;
  }

  /** The document; empty when there is none, or when it cannot be read, which is then a problem. */
  static Optional<YamlValue> read(String text, Problems problems) {
    return new YamlReader(problems).read(text);
  }

  private record Anchored(YamlValue value, int size, int depth) {}

  /** A list or mapping whose end has not come yet. */
  private static final class Open {
    private final Place place;
    private final boolean mapping;
    private final Optional<String> anchor;
    private final int valuesBefore;
    private final List<YamlValue> items = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Place> seen = new HashMap<>();
    private @Nullable YamlValue key;
    private int depth;

    Open(Place place, boolean mapping, Optional<String> anchor, int valuesBefore) {
      this.place = place;
      this.mapping = mapping;
      this.anchor = anchor;
      this.valuesBefore = valuesBefore;
    }
  }

  private Optional<YamlValue> read(String text) {
    try {
      for (Event event : new Parse(SETTINGS).parseString(text)) {
        take(event);
      }
    } catch (Refusal refusal) {
      problems.error(refusal.place, refusal.reason);
      return Optional.empty();
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      problems.error(mark.map(YamlReader::place).orElse(Place.NONE), reason(e) + hint(text, mark));
      return Optional.empty();
    } catch (ReaderException e) {
      problems.error(
          placeOf(text, e.getPosition()),
          String.format("the character U+%04X may not stand in YAML", e.getCodePoint()));
      return Optional.empty();
    } catch (YamlEngineException e) {
      problems.error(Place.NONE, "not YAML: " + oneLine(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
    return several ? Optional.empty() : Optional.ofNullable(root);
  }

  private void take(Event event) {
    switch (event.getEventId()) {
      case DocumentStart -> {
        if (root != null) {
          several = true;
          throw new Refusal(place(event), "a second document; the file holds one");
        }
      }
      case Scalar -> value(scalar((ScalarEvent) event), anchor(event), 0);
      case Alias -> alias((AliasEvent) event);
      case MappingStart, SequenceStart -> {
        if (open.size() >= DEEPEST) {
          throw new Refusal(place(event), "nested deeper than " + DEEPEST + " levels");
        }
        count(place(event), 1);
        boolean mapping = event.getEventId() == Event.ID.MappingStart;
        open.push(new Open(place(event), mapping, anchor(event), values));
      }
      case MappingEnd, SequenceEnd -> {
        Open done = open.pop();
        YamlValue value =
            done.mapping
                ? new Mapping(done.place, List.copyOf(done.entries))
                : new Sequence(done.place, List.copyOf(done.items));
        done.anchor.ifPresent(
            name ->
                anchors.put(
                    name, new Anchored(value, values - done.valuesBefore + 1, done.depth + 1)));
        value(value, Optional.empty(), done.depth + 1);
      }
      default -> {}
    }
  }

  private void alias(AliasEvent event) {
    String name = event.getAlias().getValue();
    @Nullable Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw new Refusal(place(event), "*" + name + " stands for nothing; define it before with &");
    }
    if (open.size() + anchored.depth() > DEEPEST) {
      throw new Refusal(place(event), "nested deeper than " + DEEPEST + " levels");
    }
    count(place(event), anchored.size());
    value(anchored.value(), Optional.empty(), anchored.depth());
  }

  private void value(YamlValue value, Optional<String> anchor, int depth) {
    anchor.ifPresent(name -> anchors.put(name, new Anchored(value, 1, 0)));
    @Nullable Open parent = open.peek();
    if (parent == null) {
      root = value;
      return;
    }
    parent.depth = Math.max(parent.depth, depth);
    if (!parent.mapping) {
      parent.items.add(value);
      return;
    }
    @Nullable YamlValue key = parent.key;
    if (key == null) {
      parent.key = value;
      return;
    }
    parent.key = null;
    if (!(key instanceof Scalar name)) {
      problems.error(key.place(), "a key must be text, not " + key.what());
      return;
    }
    @Nullable Place first = parent.seen.putIfAbsent(name.text(), name.place());
    if (first != null) {
      problems.error(
          name.place(),
          "the key "
              + KeyPath.printable(name.text())
              + " stands here twice, first in line "
              + first.line());
      return;
    }
    parent.entries.add(new Entry(name.place(), name.text(), value));
  }

  private Scalar scalar(ScalarEvent event) {
    count(place(event), 1);
    Optional<String> tag = event.getTag();
    Kind kind;
    if (tag.isPresent() && !tag.get().equals("!")) {
      Optional<Kind> named = kind(tag.get());
      if (named.isEmpty()) {
        String name = KeyPath.printable(tag.get());
        problems.error(place(event), "the tag " + name + " is not known here");
      }
      kind = named.orElse(Kind.TEXT);
    } else if (tag.isPresent() || !event.isPlain()) {
      kind = Kind.TEXT;
    } else {
      kind = kind(resolver.resolve(event.getValue(), true).getValue()).orElse(Kind.TEXT);
    }
    return new Scalar(place(event), event.getValue(), kind);
  }

  private static Optional<Kind> kind(String tag) {
    if (tag.equals(Tag.STR.getValue())) {
      return Optional.of(Kind.TEXT);
    } else if (tag.equals(Tag.INT.getValue())) {
      return Optional.of(Kind.INTEGER);
    } else if (tag.equals(Tag.FLOAT.getValue())) {
      return Optional.of(Kind.DECIMAL);
    } else if (tag.equals(Tag.BOOL.getValue())) {
      return Optional.of(Kind.BOOLEAN);
    }
    return tag.equals(Tag.NULL.getValue()) ? Optional.of(Kind.NULL) : Optional.empty();
  }

  private void count(Place place, int more) {
    values += more;
    if (values > MOST_VALUES) {
      throw new Refusal(
          place, "more than " + MOST_VALUES + " values, aliases counted as what they stand for");
    }
  }

  private static Optional<String> anchor(Event event) {
    return ((NodeEvent) event).getAnchor().map(anchor -> anchor.getValue());
  }

  private static Place place(Event event) {
    return event.getStartMark().map(YamlReader::place).orElse(Place.NONE);
  }

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Place placeOf(String text, int position) {
    int line = 1;
    int column = 1;
    int[] points = text.codePoints().limit(Math.max(0, position)).toArray();
    for (int point : points) {
      if (point == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return new Place(line, column);
  }

  private static String reason(MarkedYamlEngineException e) {
    @Nullable String context = e.getContext();
    @Nullable String problem = e.getProblem();
    String said = problem == null ? "not YAML" : problem;
    return "not YAML: " + oneLine(context == null ? said : context + ", " + said);
  }

  /** The one mistake that is this program's own to explain: ${VAR} where { means something else. */
  private static String hint(String text, Optional<Mark> mark) {
    int at = mark.map(Mark::getIndex).orElse(0);
    boolean variable = at > 0 && at < text.length() && text.startsWith("${", at - 1);
    return variable ? "; between { and } or [ and ], put ${…} in quotes" : "";
  }

  private static String oneLine(String text) {
    return KeyPath.printable(text.lines().findFirst().orElse(""));
  }

  /** The file as a whole cannot be taken. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Place place;
    private final String reason;

    Refusal(Place place, String reason) {
      super(reason, null, false, false);
      this.place = place;
      this.reason = reason;
    }
  }
}
