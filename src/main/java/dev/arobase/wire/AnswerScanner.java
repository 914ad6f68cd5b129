package dev.arobase.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Watches a plain JSON answer of any size as it flows, in memory that does not grow with it: is it
 * complete, and what do a few members of its top-level object say? It checks how the text is built
 * (brackets, quotes, commas), not how numbers and words are spelled.
 */
public final class AnswerScanner {

  private static final int MAX_DEPTH = 1024;
  private static final int MAX_NAME = 16;
  private static final int MAX_OBJECT = 64 * 1024;
  private static final int MAX_WORD = 4 * 1024;

  /** What is kept of an answer, and how many bytes of it at most; a longer value is not kept. */
  private static final Map<String, Integer> KEPT =
      Map.of(
          "usage", MAX_OBJECT,
          "error", MAX_OBJECT,
          "model", MAX_WORD,
          "object", MAX_WORD,
          "detail", MAX_WORD,
          "message", MAX_WORD);

  private enum State {
    VALUE,
    FIRST_VALUE_OR_END,
    NAME,
    FIRST_NAME_OR_END,
    COLON,
    COMMA_OR_END,
    STRING,
    ESCAPE,
    SCALAR,
    COMPLETE,
    BROKEN
  }

  private final UsageReader usageReader = new UsageReader();
  private final Map<String, byte[]> kept = new HashMap<>();

  private State state = State.VALUE;
  private final boolean[] objects = new boolean[MAX_DEPTH + 1];
  private int depth;
  private boolean inName;

  /** The top-level object's member name at hand; one longer than any that is kept is cut off. */
  private final byte[] name = new byte[MAX_NAME];

  private int nameLength;
  private final Capture capture = new Capture();

  /** Reads the next bytes of the answer, {@code chunk} from {@code from} to {@code to}. */
  public void feed(byte[] chunk, int from, int to) {
    int i = from;
    while (i < to) {
      if (state == State.STRING && !inName && !capture.isOn()) {
        // Where an answer is large, it is one long string: skip through it.
        while (i < to && chunk[i] != '"' && chunk[i] != '\\') {
          i++;
        }
        if (i == to) {
          return;
        }
      }
      step(chunk[i]);
      i++;
    }
  }

  /** Whether the whole value has come and nothing but white space after it. */
  public boolean isComplete() {
    return state == State.COMPLETE || (state == State.SCALAR && depth == 0);
  }

  /** Whether what has come can't be the beginning of JSON. */
  public boolean isBroken() {
    return state == State.BROKEN;
  }

  /** The answer's {@code usage}. */
  public Optional<Usage> usage() {
    return Optional.ofNullable(kept.get("usage")).flatMap(usageReader::read);
  }

  /** The answer's {@code model}. */
  public Optional<String> model() {
    return text("model");
  }

  /** The answer's {@code object}. */
  public Optional<String> object() {
    return text("object");
  }

  /** The raw JSON of a kept member: {@code usage, error, model, object, detail, message}. */
  public Optional<byte[]> raw(String member) {
    return Optional.ofNullable(kept.get(member)).map(byte[]::clone);
  }

  private Optional<String> text(String member) {
    return raw(member)
        .flatMap(json -> JsonTree.read(json, 0, json.length))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }

  private void step(byte b) {
    // A number or word ends only with what follows it.
    if (state == State.SCALAR && !isWithinScalar(b)) {
      afterValue();
      endCapture();
    }
    switch (state) {
      case STRING -> inString(b);
      case ESCAPE -> {
        state = State.STRING;
        // No name that is kept has an escape in it.
        keepNameByte((byte) 0);
      }
      case SCALAR, BROKEN -> {}
      default -> {
        if (!isSpace(b)) {
          structure(b);
        }
      }
    }
    capture.add(b);
    endCapture();
  }

  private void endCapture() {
    if (depth == 1 && state == State.COMMA_OR_END) {
      capture.end();
    }
  }

  private void inString(byte b) {
    if (b == '\\') {
      state = State.ESCAPE;
    } else if (b != '"') {
      keepNameByte(b);
    } else if (inName) {
      inName = false;
      state = State.COLON;
    } else {
      afterValue();
    }
  }

  private void structure(byte b) {
    switch (state) {
      case FIRST_VALUE_OR_END -> {
        if (b == ']') {
          close(b);
        } else {
          value(b);
        }
      }
      case VALUE -> value(b);
      case FIRST_NAME_OR_END -> {
        if (b == '}') {
          close(b);
        } else {
          name(b);
        }
      }
      case NAME -> name(b);
      case COLON -> {
        state = b == ':' ? State.VALUE : State.BROKEN;
        if (b == ':' && depth == 1) {
          capture.announce(nameAtHand());
        }
      }
      case COMMA_OR_END -> {
        if (b == ',') {
          state = objects[depth] ? State.NAME : State.VALUE;
        } else {
          close(b);
        }
      }
      case STRING, ESCAPE, SCALAR, COMPLETE, BROKEN -> state = State.BROKEN;
    }
  }

  private void value(byte b) {
    capture.begin();
    if (b == '{' || b == '[') {
      open(b == '{');
    } else if (b == '"') {
      state = State.STRING;
    } else if (b == '-' || (b >= '0' && b <= '9') || b == 't' || b == 'f' || b == 'n') {
      state = State.SCALAR;
    } else {
      state = State.BROKEN;
    }
  }

  private void open(boolean object) {
    if (depth == MAX_DEPTH) {
      state = State.BROKEN;
      return;
    }
    depth++;
    objects[depth] = object;
    state = object ? State.FIRST_NAME_OR_END : State.FIRST_VALUE_OR_END;
  }

  private void close(byte b) {
    boolean matches = depth > 0 && b == (objects[depth] ? '}' : ']');
    if (matches) {
      depth--;
      afterValue();
    } else {
      state = State.BROKEN;
    }
  }

  private void afterValue() {
    state = depth == 0 ? State.COMPLETE : State.COMMA_OR_END;
  }

  private void name(byte b) {
    inName = b == '"';
    nameLength = 0;
    state = inName ? State.STRING : State.BROKEN;
  }

  private void keepNameByte(byte b) {
    if (inName && depth == 1 && nameLength < MAX_NAME) {
      name[nameLength] = b;
      nameLength++;
    }
  }

  private String nameAtHand() {
    return objects[1] ? new String(name, 0, nameLength, StandardCharsets.ISO_8859_1) : "";
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static boolean isWithinScalar(byte b) {
    return (b >= '0' && b <= '9')
        || (b >= 'a' && b <= 'z')
        || b == 'E'
        || b == '-'
        || b == '+'
        || b == '.';
  }

  /** The bytes of one member's value, from its first to its last. */
  private final class Capture {
    private String announced = "";
    private boolean on;
    private byte[] bytes = {};
    private int length;

    boolean isOn() {
      return on;
    }

    void announce(String member) {
      announced = KEPT.containsKey(member) ? member : "";
    }

    void begin() {
      if (depth == 1 && !on && !announced.isEmpty()) {
        on = true;
        length = 0;
      }
    }

    void add(byte b) {
      if (!on) {
        return;
      }
      if (length == KEPT.getOrDefault(announced, 0)) {
        on = false;
        announced = "";
        return;
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(256, 2 * length));
      }
      bytes[length] = b;
      length++;
    }

    void end() {
      if (on) {
        kept.put(announced, Arrays.copyOf(bytes, length));
      }
      on = false;
      announced = "";
    }
  }
}
