package dev.arobase.config.load;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the known word that is nearest to an unknown one. */
final class Suggestion {
  private static final int LONGEST = 60;

  private Suggestion() {}

  /** The nearest, if any is near enough to be what was meant. */
  static Optional<String> nearest(String word, Collection<String> known) {
    String plain = plain(word);
    if (plain.isEmpty() || plain.length() > LONGEST) {
      return Optional.empty();
    }
    int tolerated = plain.length() <= 4 ? 1 : plain.length() <= 7 ? 2 : 3;
    return known.stream()
        .filter(candidate -> distance(plain, plain(candidate)) <= tolerated)
        .min(
            Comparator.comparingInt((String candidate) -> distance(plain, plain(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code ; did you mean "host"?}, or the known words when none is near and they are few. */
  static String hint(String word, Collection<String> known) {
    return nearest(word, known)
        .map(near -> "; did you mean \"" + near + "\"?")
        .orElseGet(
            () ->
                known.isEmpty() || known.size() > 16
                    ? ""
                    : "; known here: " + String.join(", ", known.stream().sorted().toList()));
  }

  /** apiKey, api-key and api_key are the same slip of the pen. */
  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /** Edits from one to the other: insert, delete, replace, swap neighbours. */
  static int distance(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      edits[i][0] = i;
    }
    for (int j = 0; j <= to.length(); j++) {
      edits[0][j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      for (int j = 1; j <= to.length(); j++) {
        int replace = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int best =
            Math.min(
                Math.min(edits[i - 1][j] + 1, edits[i][j - 1] + 1), edits[i - 1][j - 1] + replace);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          best = Math.min(best, edits[i - 2][j - 2] + 1);
        }
        edits[i][j] = best;
      }
    }
    return edits[from.length()][to.length()];
  }
}
