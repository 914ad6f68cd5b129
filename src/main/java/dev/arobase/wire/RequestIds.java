package dev.arobase.wire;

import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Names for requests: the client's own if it is sane, else a new one. */
public final class RequestIds {

  private static final int MAX_LENGTH = 128;
  private static final int NEW_ID_BYTES = 12;
  private static final String MARKS = "-_.:/+=@";

  private final RandomGenerator random;

  /**
   * @param random need not be secret, only unlikely to repeat itself
   */
  public RequestIds(RandomGenerator random) {
    this.random = random;
  }

  /** The id of a request that came with this {@code x-request-id}. */
  public String of(Optional<String> clients) {
    return clients.filter(RequestIds::isSane).orElseGet(this::next);
  }

  /** 16 characters that may stand in a URL. */
  private String next() {
    byte[] bytes = new byte[NEW_ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  // It is repeated in headers, logs and error bodies: nothing there may need escaping.
  private static boolean isSane(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
