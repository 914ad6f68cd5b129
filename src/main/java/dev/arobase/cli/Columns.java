package dev.arobase.cli;

import java.util.List;

/** A label and beside it a value, lists broken at 80 columns. */
final class Columns {
  private static final int WIDTH = 80;
  private static final int LABEL = 12;

  private final StringBuilder out;

  Columns(StringBuilder out) {
    this.out = out;
  }

  void line(String label, String value) {
    label(label);
    out.append(value).append('\n');
  }

  void list(String label, String before, List<String> values) {
    label(label);
    out.append(before.strip());
    int column = LABEL + before.strip().length();
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i) + (i + 1 < values.size() ? "," : "");
      if (column > LABEL && column + 1 + value.length() > WIDTH) {
        out.append('\n');
        out.repeat(' ', LABEL);
        column = LABEL;
      } else if (column > LABEL) {
        out.append(' ');
        column++;
      }
      out.append(value);
      column += value.length();
    }
    out.append('\n');
  }

  private void label(String label) {
    out.append("  ").append(label);
    out.repeat(' ', LABEL - 2 - label.length());
  }
}
