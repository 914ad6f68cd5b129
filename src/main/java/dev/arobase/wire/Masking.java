package dev.arobase.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of an upstream's words what a client must not learn: keys, addresses of upstreams,
 * internal addresses. The patterns repeat only what is bounded or can't be matched in two ways, so
 * that no text makes them slow.
 */
public final class Masking {

  private static final String MASK = "***";

  /** A secret shorter than this could be a word of any sentence. */
  private static final int MIN_SECRET = 6;

  private static final List<Pattern> KEYS =
      List.of(
          // Keys by their well-known beginnings; upstreams repeat them half masked already.
          Pattern.compile(
              "\\b(?:sk|pk|rk|gsk|xai|hf|nvapi|r8|pplx|fw|csk|tgp|jina|pa|ghp|gho|ghs|github_pat)"
                  + "[-_][A-Za-z0-9_*.-]{6,}"),
          Pattern.compile("\\bAIza[A-Za-z0-9_*-]{8,}"),
          Pattern.compile("\\beyJ[A-Za-z0-9_-]{8,4000}+\\.[A-Za-z0-9_-]*+(?:\\.[A-Za-z0-9_-]*+)?"),
          Pattern.compile("(?i)(?<=\\bbearer )[^\\s\"',;]{4,}"));

  /** What stands where a key is usually shown. */
  private static final List<Pattern> NAMED_SECRETS =
      List.of(
          Pattern.compile(
              "(?i)(?<=\\b(?:api[-_ ]?key|token|secret|password)[\"']{0,1}[:=] {0,1}[\"']{0,1})"
                  + "[^\\s\"',;]{6,}"));

  private static final List<Pattern> ADDRESSES =
      List.of(
          Pattern.compile("(?i)\\b(?:https?|wss?|grpcs?|tcp|unix)://[^\\s\"'<>)\\]}]*"),
          Pattern.compile(
              "\\b(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}"
                  + "(?![\\d.])(?::\\d{1,5})?"),
          // IPv6: with a double colon somewhere, or all eight groups.
          Pattern.compile(
              "(?<![\\w:])\\[?(?:(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}"
                  + "|(?:[0-9a-fA-F]{1,4}:){1,6}(?::[0-9a-fA-F]{1,4}){1,6}"
                  + "|::(?:[0-9a-fA-F]{1,4}:){0,6}[0-9a-fA-F]{1,4})\\]?(?::\\d{1,5})?(?![\\w:])"),
          Pattern.compile(
              "(?i)(?<![a-z0-9.-])[a-z0-9][a-z0-9.-]{0,252}"
                  + "\\.(?:internal|local|localdomain|svc|lan|corp|intranet)\\b(?::\\d{1,5})?"),
          Pattern.compile("(?i)\\blocalhost(?::\\d{1,5})?\\b"));

  private final List<String> secrets;

  /**
   * @param secrets to be taken out wherever they stand, such as the keys in use and the hosts of
   *     base URLs; ones too short to tell from words are left alone
   */
  public Masking(List<String> secrets) {
    List<String> longestFirst = new ArrayList<>(secrets);
    longestFirst.removeIf(secret -> secret.length() < MIN_SECRET);
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    this.secrets = List.copyOf(longestFirst);
  }

  /** The text with {@code ***} in place of what must not be seen. */
  public String mask(String text) {
    String masked = maskKeys(text);
    for (Pattern pattern : NAMED_SECRETS) {
      masked = pattern.matcher(masked).replaceAll(MASK);
    }
    for (Pattern pattern : ADDRESSES) {
      masked = pattern.matcher(masked).replaceAll(MASK);
    }
    return masked;
  }

  /**
   * The text without keys, for a log: the operator may see addresses there, and words about a key
   * are no key.
   */
  public String maskKeys(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    for (Pattern pattern : KEYS) {
      masked = pattern.matcher(masked).replaceAll(MASK);
    }
    return masked;
  }

  /** The error with every text in it masked. */
  public UpstreamError mask(UpstreamError error) {
    return new UpstreamError(
        mask(error.message()),
        error.code().map(this::mask),
        error.type().map(this::mask),
        error.param().map(this::mask),
        error.status(),
        error.moderated());
  }

  /** Says how many secrets it knows and never which. */
  @Override
  public String toString() {
    return "Masking[" + secrets.size() + " secrets]";
  }
}
