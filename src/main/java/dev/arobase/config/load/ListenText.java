package dev.arobase.config.load;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What hosts and origins look like that have to do with the listener. */
final class ListenText {
  static final String WANTED_HOST =
      "must be an address or a host name, without http:// and without a port";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,252})");
  private static final Pattern IPV6 =
      Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");
  private static final Pattern NAME_AND_PORT = Pattern.compile("([^:]+)(:\\d{1,5})?");
  private static final Pattern ORIGIN =
      Pattern.compile("([a-z][a-z0-9+.-]*)://([^/?#@*\\s:]*|\\[[0-9a-f:.]+])(:\\d{1,5})?/?");

  private ListenText() {}

  /** Whether a listener can be bound to it, as far as its text tells. */
  static boolean isListenHost(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    return NAME.matcher(text).matches()
        || IPV6.matcher(bracketed ? text.substring(1, text.length() - 1) : text).matches();
  }

  /**
   * A name as it may stand in {@code Host}, in lower case and without port and final dot; empty
   * when it is none. There are no patterns.
   */
  static Optional<String> hostName(String text) {
    Matcher matcher = NAME_AND_PORT.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    @Nullable String name = matcher.group(1);
    return Optional.ofNullable(name)
        .filter(host -> NAME.matcher(host).matches())
        .map(host -> host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
  }

  /**
   * An origin as browsers spell it: lower case, no slash at its end, no port that goes without
   * saying.
   */
  static Optional<String> origin(String text) {
    Matcher matcher = ORIGIN.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String scheme = Optional.ofNullable(matcher.group(1)).orElse("");
    String host = Optional.ofNullable(matcher.group(2)).orElse("");
    String port = Optional.ofNullable(matcher.group(3)).orElse("");
    boolean web = scheme.equals("http") || scheme.equals("https");
    if (web && host.isEmpty()) {
      return Optional.empty();
    }
    boolean usual =
        (scheme.equals("http") && port.equals(":80"))
            || (scheme.equals("https") && port.equals(":443"));
    return Optional.of(scheme + "://" + host + (usual ? "" : port));
  }
}
