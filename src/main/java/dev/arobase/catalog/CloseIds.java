package dev.arobase.catalog;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * "Did you mean": ids that share many trigrams with what was asked, then those of them at a small
 * edit distance. Only a miss asks, and a miss costs at most {@link #MAX_POSTINGS} array reads and
 * {@link #MAX_COMPARED} short comparisons, whatever the size of the catalog.
 */
final class CloseIds {

  /** Characters of the question that count; ids longer than this are told apart well before. */
  private static final int MAX_LENGTH = 96;

  /** Entries of trigram lists visited per question, the rarest trigrams first. */
  private static final int MAX_POSTINGS = 4_000;

  /** A text shorter than this is a part of too many ids. */
  private static final int SHORTEST_PART = 4;

  /** Added to the distance of what is no slip. */
  private static final int PART = 1_000;

  private static final int FAR = 1_000_000;

  /** Ids whose edit distance is computed. */
  private static final int MAX_COMPARED = 24;

  private final String[] ids;
  private final String[] folded;
  private final Map<Long, int[]> idsByTrigram;

  CloseIds(List<String> ids) {
    this.ids = ids.toArray(String[]::new);
    this.folded = ids.stream().map(CloseIds::bounded).toArray(String[]::new);
    Map<Long, IntList> lists = new HashMap<>();
    for (int i = 0; i < folded.length; i++) {
      for (long trigram : trigrams(folded[i])) {
        lists.computeIfAbsent(trigram, key -> new IntList()).add(i);
      }
    }
    Map<Long, int[]> built = HashMap.newHashMap(lists.size());
    lists.forEach((trigram, list) -> built.put(trigram, list.toArray()));
    this.idsByTrigram = Map.copyOf(built);
  }

  List<String> find(String text, int most) {
    String asked = bounded(text);
    return mostShared(sharing(asked), asked)
        .mapToObj(id -> new Scored(ids[id], score(asked, folded[id])))
        .filter(scored -> scored.distance() < FAR)
        .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::id))
        .limit(most)
        .map(Scored::id)
        .toList();
  }

  /** Positions of ids, ascending, each as often as it shares a trigram. */
  private int[] sharing(String asked) {
    List<int[]> lists =
        trigrams(asked).stream()
            .map(idsByTrigram::get)
            .filter(list -> list != null)
            .sorted(Comparator.comparingInt(list -> list.length))
            .toList();
    IntList shared = new IntList();
    for (int[] list : lists) {
      shared.addFirst(list, MAX_POSTINGS - shared.size);
    }
    int[] positions = shared.toArray();
    Arrays.sort(positions);
    return positions;
  }

  /** The ids that share the largest part of their trigrams. */
  private IntStream mostShared(int[] positions, String asked) {
    long[] ranked = new long[positions.length];
    int count = 0;
    for (int start = 0; start < positions.length; ) {
      int end = start;
      while (end < positions.length && positions[end] == positions[start]) {
        end++;
      }
      int id = positions[start];
      long overlap = (end - start) * 2_000_000L / (asked.length() + folded[id].length() + 1);
      ranked[count++] = -overlap << 32 | id;
      start = end;
    }
    Arrays.sort(ranked, 0, count);
    return Arrays.stream(ranked, 0, Math.min(count, MAX_COMPARED)).mapToInt(rank -> (int) rank);
  }

  private record Scored(String id, int distance) {}

  /** Typing slips come first, then ids of which the text is a part: people shorten names. */
  private static int score(String asked, String id) {
    int distance = distance(asked, id);
    if (distance <= tolerance(asked)) {
      return distance;
    }
    return asked.length() >= SHORTEST_PART && id.contains(asked) ? PART + distance : FAR;
  }

  private static String bounded(String text) {
    String folded = CaseFold.fold(text);
    return folded.length() <= MAX_LENGTH ? folded : folded.substring(0, MAX_LENGTH);
  }

  /** How many edits still make a typing slip rather than another name. */
  private static int tolerance(String asked) {
    return Math.max(2, asked.length() / 3);
  }

  /**
   * The smaller of the distance to the whole id and to its part after the organisation: people
   * leave that out.
   */
  private static int distance(String asked, String id) {
    int whole = editDistance(asked, id);
    int slash = id.lastIndexOf('/');
    return slash < 0 || asked.indexOf('/') >= 0
        ? whole
        : Math.min(whole, editDistance(asked, id.substring(slash + 1)));
  }

  private static int editDistance(String one, String other) {
    int[] previous = new int[other.length() + 1];
    int[] current = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[other.length()];
  }

  private static Set<Long> trigrams(String text) {
    String padded = "\u0001" + text + "\u0001";
    Set<Long> trigrams = HashSet.newHashSet(padded.length());
    for (int i = 0; i + 3 <= padded.length(); i++) {
      trigrams.add(
          (long) padded.charAt(i) << 32
              | (long) padded.charAt(i + 1) << 16
              | (long) padded.charAt(i + 2));
    }
    return trigrams;
  }

  /** A growing list of ints. */
  private static final class IntList {
    private int[] values = new int[4];
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    void addFirst(int[] others, int most) {
      int count = Math.min(others.length, most);
      if (size + count > values.length) {
        values = Arrays.copyOf(values, Math.max(size + count, size * 2));
      }
      System.arraycopy(others, 0, values, size, count);
      size += count;
    }

    int[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
