package dev.arobase.cli;

import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a person sees when the gateway has started: address, configuration, who is on, why others
 * are not, and a line to paste. At most 80 columns, except that line.
 */
public final class StartupSummary {
  private static final String NOT_FOUND = " not found";

  private StartupSummary() {}

  /** With line ends, ready to print. */
  public static String text(Config config, StartupFacts facts) {
    StringBuilder out = new StringBuilder();
    String origin = ClientAddress.origin(config.server(), facts.port());
    out.append("Arobase ").append(Version.number()).append(" at ").append(origin).append("\n\n");
    Columns columns = new Columns(out);
    columns.line(
        "config", config.file().map(Object::toString).orElse("built-in defaults (no file)"));
    columns.line("data", config.dataDirectory().toString());
    columns.line("access", access(config, facts));
    columns.list("providers", "", on(config.providers().enabled()));
    off(config.providers().all())
        .forEach((reason, names) -> columns.list("off", reason + ": ", names));
    columns.line(
        "models", facts.models() == 0 ? "none known yet" : Integer.toString(facts.models()));
    out.append('\n').append("Try it:\n\n").append(curl(origin, config, facts)).append("\n\n");
    return out.toString();
  }

  private static String access(Config config, StartupFacts facts) {
    if (facts.madeKey().isPresent()) {
      return "one client key, made for you: " + facts.madeKey().get().reveal();
    }
    if (config.auth().required()) {
      int keys = config.auth().keys().size();
      return keys == 1 ? "1 client key" : keys + " client keys";
    }
    return config.server().loopback()
        ? "open to programs on this machine (no client keys)"
        : "OPEN to everybody who can reach it (no client keys)";
  }

  private static List<String> on(List<ProviderConfig> enabled) {
    List<String> names = new ArrayList<>();
    for (ProviderConfig provider : enabled) {
      names.add(
          provider.name()
              + provider.switchedOnBy().map(variable -> " (" + variable + ")").orElse(""));
    }
    return names.isEmpty() ? List.of("none") : names;
  }

  /**
   * Why providers are off: the reason, then those it holds for. Dozens of built-in ones lack just
   * their key, in a variable that is called after them: those share one reason.
   */
  private static Map<String, List<String>> off(List<ProviderConfig> all) {
    Map<String, List<String>> byReason = new TreeMap<>();
    for (ProviderConfig provider : all) {
      String reason = provider.disabledReason().orElse("");
      if (reason.endsWith(NOT_FOUND)) {
        String variable = reason.substring(0, reason.length() - NOT_FOUND.length());
        byReason
            .computeIfAbsent("NAME_API_KEY is not set", key -> new ArrayList<>())
            .add(named(provider, variable));
      } else if (!reason.isEmpty()) {
        byReason.computeIfAbsent(reason, key -> new ArrayList<>()).add(provider.name());
      }
    }
    return byReason;
  }

  private static String named(ProviderConfig provider, String variable) {
    String customary = provider.name().toUpperCase(Locale.ROOT).replace('-', '_') + "_API_KEY";
    return variable.equals(customary) ? provider.name() : provider.name() + " (" + variable + ")";
  }

  private static String curl(String origin, Config config, StartupFacts facts) {
    Optional<String> key =
        facts
            .madeKey()
            .map(secret -> "'Authorization: Bearer " + secret.reveal() + "'")
            .or(
                () ->
                    config.auth().required()
                        ? Optional.of("\"Authorization: Bearer $AROBASE_KEY\"")
                        : Optional.empty());
    String model = facts.sampleModel().orElse("@PROVIDER/MODEL");
    return "curl "
        + origin
        + "/v1/chat/completions -H 'Content-Type: application/json'"
        + key.map(header -> " -H " + header).orElse("")
        + " -d '{\"model\":\""
        + model
        + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}'";
  }
}
