package dev.arobase.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which host names mean this machine and nobody else. */
public final class Loopback {
  private Loopback() {}

  /**
   * Whether a host (a name or an address, IPv6 with or without brackets) is this machine's
   * loopback. Decided by its text; nothing is looked up.
   */
  public static boolean is(String host) {
    String plain = host.toLowerCase(Locale.ROOT);
    if (plain.startsWith("[") && plain.endsWith("]")) {
      plain = plain.substring(1, plain.length() - 1);
    }
    return plain.equals("localhost")
        || plain.endsWith(".localhost")
        || plain.equals("::1")
        || plain.equals("0:0:0:0:0:0:0:1")
        || IPV4.matcher(plain).matches();
  }

  private static final Pattern IPV4 = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
}
