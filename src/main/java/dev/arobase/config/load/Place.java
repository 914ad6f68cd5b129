package dev.arobase.config.load;

/**
 * A place in the file.
 *
 * @param line from 1; 0 for none
 * @param column from 1; 0 for none
 */
record Place(int line, int column) implements Comparable<Place> {
  static final Place NONE = new Place(0, 0);

  @Override
  public int compareTo(Place other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }
}
