package dev.arobase.catalog.join;

import dev.arobase.catalog.list.ListRow;
import dev.arobase.config.IdRule;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds the canonical id of a provider's row. */
final class Joiner {

  private final CanonicalIndex canonical;
  private final Function<String, Optional<IdRule>> rules;

  /**
   * A joiner for one state of the canonical list.
   *
   * @param rules the id rule of a provider, by its name or synonym
   */
  Joiner(CanonicalIndex canonical, Function<String, Optional<IdRule>> rules) {
    this.canonical = canonical;
    this.rules = rules;
  }

  Optional<Join> join(ListRow row, ProviderPlan provider) {
    String id = row.joinId().orElse(row.id());
    String lower = id.toLowerCase(Locale.ROOT);
    if (canonical.has(lower)) {
      return Optional.of(new Join(lower, Join.How.ID));
    }
    Optional<String> named =
        row.huggingFaceId()
            .flatMap(hf -> canonical.byHuggingFaceId(hf.toLowerCase(Locale.ROOT)))
            .or(() -> canonical.byHuggingFaceId(lower));
    if (named.isPresent()) {
      return Optional.of(new Join(named.get(), Join.How.HUGGING_FACE_ID));
    }
    return row.joinProvider()
        .map(rules)
        .orElse(provider.idRule())
        .flatMap(rule -> byRule(id, rule))
        .or(
            () ->
                provider.canonical(row.id()).map(target -> new Join(target, Join.How.CONFIGURED)));
  }

  private Optional<Join> byRule(String id, IdRule rule) {
    Set<String> spellings = IdSpelling.byRule(id, rule);
    Optional<String> sure = spellings.stream().filter(canonical::has).findFirst();
    if (sure.isPresent()) {
      return sure.map(found -> new Join(found, Join.How.RULE));
    }
    Set<String> loose = IdSpelling.bridged(spellings);
    Set<String> undated = new LinkedHashSet<>();
    loose.forEach(spelling -> IdSpelling.undated(spelling).ifPresent(undated::add));
    return loose.stream()
        .filter(canonical::has)
        .findFirst()
        .or(() -> undated.stream().filter(canonical::has).findFirst())
        .or(() -> loose.stream().flatMap(s -> canonical.dated(s).stream()).findFirst())
        .map(found -> new Join(found, Join.How.SPELLING));
  }
}
