package dev.arobase.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every known provider, also those that are off, in the order of their names. Any spelling of a
 * name or a synonym finds its provider in one hash look-up.
 */
public final class Providers implements Iterable<ProviderConfig> {
  private final List<ProviderConfig> all;
  private final List<ProviderConfig> enabled;
  private final Map<String, ProviderConfig> byAnyName;

  /**
   * @throws IllegalArgumentException when two providers share a name or a synonym
   */
  public Providers(Collection<ProviderConfig> providers) {
    all =
        providers.stream()
            .sorted(Comparator.comparing(provider -> provider.name().toLowerCase(Locale.ROOT)))
            .toList();
    enabled = all.stream().filter(ProviderConfig::enabled).toList();
    Map<String, ProviderConfig> index = new HashMap<>();
    for (ProviderConfig provider : all) {
      add(index, provider.name().toLowerCase(Locale.ROOT), provider);
      provider.synonyms().forEach(synonym -> add(index, synonym, provider));
    }
    byAnyName = Map.copyOf(index);
  }

  private static void add(Map<String, ProviderConfig> index, String name, ProviderConfig provider) {
    if (index.put(name, provider) != null) {
      throw new IllegalArgumentException("two providers are called " + name);
    }
  }

  /** By name or synonym, in any case. */
  public Optional<ProviderConfig> find(String name) {
    return Optional.ofNullable(byAnyName.get(name.toLowerCase(Locale.ROOT)));
  }

  public List<ProviderConfig> all() {
    return all;
  }

  public List<ProviderConfig> enabled() {
    return enabled;
  }

  @Override
  public Iterator<ProviderConfig> iterator() {
    return all.iterator();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Providers providers && all.equals(providers.all);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  @Override
  public String toString() {
    return all.toString();
  }
}
