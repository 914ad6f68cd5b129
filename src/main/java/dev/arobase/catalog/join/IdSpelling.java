package dev.arobase.catalog.join;

import dev.arobase.config.IdRule;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways in which one model's id is spelled in different lists. */
final class IdSpelling {

  private static final Pattern DATE =
      Pattern.compile("[-@](20\\d{2}[01]\\d[0-3]\\d|20\\d{2}-[01]\\d-[0-3]\\d)$");
  private static final Pattern DATE_OR_DAY =
      Pattern.compile("[-@](20\\d{2}[01]\\d[0-3]\\d|20\\d{2}-[01]\\d-[0-3]\\d|[01]\\d[0-3]\\d)$");
  private static final Pattern DASHED_VERSION =
      Pattern.compile("(?<![\\d.])(\\d{1,2})-(\\d{1,2})(?![\\d.])");
  private static final Pattern DOTTED_VERSION =
      Pattern.compile("(?<![\\d.])(\\d{1,2})\\.(\\d{1,2})(?![\\d.])");
  private static final String MODELS = "models/";
  private static final String REASONING = "-reasoning";
  private static final String NON_REASONING = "-non-reasoning";

  private IdSpelling() {}

  /** The id without a full date at its end; empty when there is none. */
  static Optional<String> undated(String lowerId) {
    Matcher date = DATE.matcher(lowerId);
    return date.find() ? Optional.of(lowerId.substring(0, date.start())) : Optional.empty();
  }

  /** What a provider's rule makes of a flat id: prefix alone, then all its steps. */
  static Set<String> byRule(String id, IdRule rule) {
    String flat = id.toLowerCase(Locale.ROOT);
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(
        rule.prefix() + (flat.startsWith(MODELS) ? flat.substring(MODELS.length()) : flat));
    String changed = flat;
    for (IdRule.Step step : rule.steps()) {
      changed = apply(step, changed);
    }
    spellings.add(rule.prefix() + changed);
    return spellings;
  }

  /** The same ids with dots for the dashes in versions, and the other way round. */
  static Set<String> bridged(Set<String> ids) {
    Set<String> spellings = new LinkedHashSet<>(ids);
    for (String id : ids) {
      spellings.add(DASHED_VERSION.matcher(id).replaceAll("$1.$2"));
      spellings.add(DOTTED_VERSION.matcher(id).replaceAll("$1-$2"));
    }
    return spellings;
  }

  private static String apply(IdRule.Step step, String id) {
    return switch (step) {
      case STRIP_MODELS -> id.startsWith(MODELS) ? id.substring(MODELS.length()) : id;
      case DROP_REASONING ->
          id.endsWith(REASONING) && !id.endsWith(NON_REASONING)
              ? id.substring(0, id.length() - REASONING.length())
              : id;
      case DROP_DATE -> DATE_OR_DAY.matcher(id).replaceFirst("");
      case DOT_VERSION -> DASHED_VERSION.matcher(id).replaceAll("$1.$2");
    };
  }
}
