package dev.arobase.config.load;

/**
 * A mistake or a warning, and where it is.
 *
 * @param source the file as the user named it, or {@code environment}, or {@code command line}
 * @param line from 1; 0 when it is about no line
 * @param column from 1, in characters; 0 when it is about no line
 * @param message one line that says what is wrong and what to do; never holds a secret
 */
public record Diagnostic(String source, int line, int column, String message) {

  /** {@code file:line:column: message}. */
  public String text() {
    return line > 0 ? source + ":" + line + ":" + column + ": " + message : source + ": " + message;
  }

  @Override
  public String toString() {
    return text();
  }
}
