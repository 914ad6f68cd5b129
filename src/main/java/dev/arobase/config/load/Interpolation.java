package dev.arobase.config.load;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code ${VAR}}, {@code ${VAR:-default}} and {@code $$} for a dollar. As in a shell, a variable
 * that is set but empty takes the default too. A dollar before anything else stands for itself.
 */
final class Interpolation {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int DEEPEST = 8;

  private final Map<String, String> environment;

  Interpolation(Map<String, String> environment) {
    this.environment = environment;
  }

  /** What came of a text. */
  sealed interface Result {}

  /**
   * @param replaced whether a variable or a default stands in it
   */
  record Text(String text, boolean replaced) implements Result {}

  /** A variable that is not set and has no default. */
  record Missing(String variable) implements Result {}

  /** The text breaks the rules. */
  record Malformed(String reason) implements Result {}

  Result apply(String text) {
    if (text.indexOf('$') < 0) {
      return new Text(text, false);
    }
    Cursor cursor = new Cursor(text);
    Result result = until(cursor, false, 0);
    return result;
  }

  private static final class Cursor {
    private final String text;
    private int at;

    Cursor(String text) {
      this.text = text;
    }

    boolean starts(String prefix) {
      return text.startsWith(prefix, at);
    }
  }

  private Result until(Cursor cursor, boolean inside, int depth) {
    if (depth > DEEPEST) {
      return new Malformed("defaults within defaults go deeper than " + DEEPEST);
    }
    StringBuilder out = new StringBuilder();
    boolean replaced = false;
    Result failure = new Text("", false);
    boolean failed = false;
    while (cursor.at < cursor.text.length()) {
      if (inside && cursor.starts("}")) {
        break;
      }
      if (cursor.starts("$$")) {
        out.append('$');
        cursor.at += 2;
      } else if (cursor.starts("${")) {
        cursor.at += 2;
        switch (variable(cursor, depth)) {
          case Text(String value, boolean _) -> {
            out.append(value);
            replaced = true;
          }
          case Malformed malformed -> {
            return malformed;
          }
          case Missing missing -> {
            // Read on: a broken rest is worth more of a message than a missing variable.
            failure = failed ? failure : missing;
            failed = true;
          }
        }
      } else {
        out.append(cursor.text.charAt(cursor.at++));
      }
    }
    return failed ? failure : new Text(out.toString(), replaced);
  }

  private Result variable(Cursor cursor, int depth) {
    int start = cursor.at;
    while (cursor.at < cursor.text.length() && !cursor.starts("}") && !cursor.starts(":")) {
      cursor.at++;
    }
    String name = cursor.text.substring(start, cursor.at);
    if (cursor.at == cursor.text.length()) {
      return new Malformed("\"${\" without its \"}\"; write $$ for a dollar");
    }
    if (!NAME.matcher(name).matches()) {
      return new Malformed(
          "\"${" + KeyPath.printable(name) + "}\" is no name of a variable; write $$ for a dollar");
    }
    String value = environment.getOrDefault(name, "");
    if (cursor.starts("}")) {
      cursor.at++;
      return environment.containsKey(name) ? new Text(value, true) : new Missing(name);
    }
    if (!cursor.starts(":-")) {
      return new Malformed("after \"${" + name + "\" comes \"}\" or \":-default}\"");
    }
    cursor.at += 2;
    Result otherwise = until(cursor, true, depth + 1);
    if (!cursor.starts("}")) {
      return otherwise instanceof Malformed
          ? otherwise
          : new Malformed("\"${" + name + ":-\" without its \"}\"");
    }
    cursor.at++;
    return value.isEmpty() || otherwise instanceof Malformed ? otherwise : new Text(value, true);
  }
}
