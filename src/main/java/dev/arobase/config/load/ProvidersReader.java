package dev.arobase.config.load;

import dev.arobase.config.ProviderConfig;
import dev.arobase.config.Providers;
import dev.arobase.config.load.Section.Named;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code providers}: those of routes.yaml and the built-in ones, on or off. */
final class ProvidersReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private ProvidersReader() {}

  static Providers read(Section section, BuiltInProviders builtIns, ProviderReader reader) {
    Map<String, Named> seen = new HashMap<>();
    List<ProviderConfig> providers = new ArrayList<>();
    for (Named entry : section.names()) {
      Optional<BuiltInProvider> builtIn = builtIns.find(entry.name());
      String identity =
          builtIn.map(BuiltInProvider::name).orElse(entry.name()).toLowerCase(Locale.ROOT);
      @Nullable Named first = seen.putIfAbsent(identity, entry);
      if (!NAME.matcher(entry.name()).matches()) {
        error(section, entry, "a name is letters, digits, dots, dashes and underscores");
      } else if (first != null) {
        error(
            section,
            entry,
            "is the same provider as "
                + first.name()
                + " in line "
                + first.place().line()
                + (builtIn.isPresent() ? " (another name of it)" : ""));
      }
      ProviderConfig provider = reader.listed(entry.name(), builtIn, entry.field().section());
      if (first == null) {
        providers.add(provider);
      }
    }
    for (BuiltInProvider builtIn : builtIns.all()) {
      if (!seen.containsKey(builtIn.name())) {
        providers.add(reader.unlisted(builtIn, section.reading()));
      }
    }
    return new Providers(MockProvider.switched(providers));
  }

  private static void error(Section section, Named entry, String message) {
    section.reading().problems().error(entry.place(), entry.field().path(), message);
  }
}
