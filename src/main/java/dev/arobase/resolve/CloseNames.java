package dev.arobase.resolve;

import dev.arobase.catalog.CaseFold;
import java.util.List;
import java.util.stream.Stream;

/** What a client may have meant: names of routes, then ids of the catalog. */
final class CloseNames {

  /** As many as an error lists. */
  private static final int MOST = 3;

  /** Routes looked at; there are rarely more than a few dozen. */
  private static final int MAX_ROUTES = 200;

  private CloseNames() {}

  static List<String> find(String model, Snapshot snapshot) {
    String asked = CaseFold.fold(model);
    Stream<String> routes =
        snapshot.routes().names().stream()
            .limit(MAX_ROUTES)
            .filter(name -> alike(asked, CaseFold.fold(name)));
    return Stream.concat(routes, snapshot.catalog().closeIds(model, MOST).stream())
        .distinct()
        .limit(MOST)
        .toList();
  }

  /** One slip of the finger: a letter too many, missing, other or exchanged with its neighbour. */
  private static boolean alike(String one, String other) {
    if (Math.abs(one.length() - other.length()) > 1 || one.length() < 3) {
      return false;
    }
    int start = 0;
    int most = Math.min(one.length(), other.length());
    while (start < most && one.charAt(start) == other.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < most - start
        && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
      end++;
    }
    int differingInOne = one.length() - start - end;
    int differingInOther = other.length() - start - end;
    boolean oneLetter = differingInOne <= 1 && differingInOther <= 1;
    boolean exchanged =
        differingInOne == 2
            && differingInOther == 2
            && one.charAt(start) == other.charAt(start + 1)
            && one.charAt(start + 1) == other.charAt(start);
    return oneLetter || exchanged;
  }
}
