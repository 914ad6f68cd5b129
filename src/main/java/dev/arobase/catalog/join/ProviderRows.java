package dev.arobase.catalog.join;

import dev.arobase.catalog.LeftOut;
import dev.arobase.catalog.ModelType;
import dev.arobase.catalog.Pricing;
import dev.arobase.catalog.list.Expiry;
import dev.arobase.catalog.list.ListRow;
import dev.arobase.catalog.list.RowDraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One provider's rows from all its lists and from routes.yaml, one per lower-cased id. */
final class ProviderRows {

  private ProviderRows() {}

  /**
   * Puts a provider's rows together.
   *
   * @param leftOut gets the rows that are expired or differ from another only in case
   */
  static Collection<HeldRow> of(
      ProviderPlan plan, List<HeldList> lists, Instant now, List<LeftOut> leftOut) {
    Map<String, HeldRow> byId = new LinkedHashMap<>();
    for (HeldList list : lists) {
      for (HeldRow held : list.rows()) {
        byId.merge(held.row().id(), held, ProviderRows::enrich);
      }
    }
    TreeMap<String, List<HeldRow>> byLowerId = new TreeMap<>();
    for (HeldRow held : byId.values()) {
      Optional<Expiry> over = held.row().expiry().filter(expiry -> expiry.holdsAt(now));
      if (over.isPresent()) {
        leftOut.add(new LeftOut(plan.name(), held.row().id(), over.get().reason()));
      } else {
        String lower = held.row().id().toLowerCase(Locale.ROOT);
        byLowerId.computeIfAbsent(lower, id -> new ArrayList<>(1)).add(held);
      }
    }
    Map<String, HeldRow> rows = new LinkedHashMap<>();
    byLowerId.forEach((lower, same) -> rows.put(lower, oneOf(plan, same, leftOut)));
    for (ListRow configured : plan.rows()) {
      rows.merge(
          configured.id().toLowerCase(Locale.ROOT),
          HeldRow.first(configured),
          (listed, own) -> override(listed, own.row()));
    }
    rows.replaceAll((lower, held) -> priced(plan, held));
    return rows.values();
  }

  /** Of ids that differ only in case the same one every time: the first by its characters. */
  private static HeldRow oneOf(ProviderPlan plan, List<HeldRow> same, List<LeftOut> leftOut) {
    if (same.size() == 1) {
      return same.getFirst();
    }
    List<HeldRow> sorted =
        same.stream().sorted(Comparator.comparing((HeldRow held) -> held.row().id())).toList();
    HeldRow kept = sorted.getFirst();
    for (HeldRow other : sorted.subList(1, sorted.size())) {
      leftOut.add(
          LeftOut.collision(
              plan.name(),
              other.row().id(),
              kept.row().id() + ", from which it differs only in case"));
    }
    return kept;
  }

  /** What a further list knows besides. */
  private static HeldRow enrich(HeldRow first, HeldRow second) {
    ListRow one = first.row();
    ListRow more = second.row();
    boolean priceFromSecond = one.pricing().isUnknown();
    RowDraft draft =
        RowDraft.from(one)
            .name(one.name().or(more::name))
            .contextLength(
                one.contextLength().isPresent() ? one.contextLength() : more.contextLength())
            .maxOutput(one.maxOutput().isPresent() ? one.maxOutput() : more.maxOutput())
            .type(one.type() == ModelType.UNKNOWN ? more.type() : one.type())
            .created(one.created() > 0 ? one.created() : more.created())
            .modalities(
                one.inputModalities().isEmpty() ? more.inputModalities() : one.inputModalities(),
                one.outputModalities().isEmpty() ? more.outputModalities() : one.outputModalities())
            .pricing(priceFromSecond ? more.pricing() : one.pricing())
            .expiry(one.expiry().or(more::expiry));
    more.aliases().forEach(draft::alias);
    more.supportedParameters().forEach(draft::supports);
    return new HeldRow(draft.row(), priceFromSecond ? second.memory() : first.memory());
  }

  private static HeldRow override(HeldRow listed, ListRow own) {
    RowDraft draft = RowDraft.from(listed.row());
    if (own.contextLength().isPresent()) {
      draft.contextLength(own.contextLength());
    }
    if (own.type() != ModelType.UNKNOWN) {
      draft.type(own.type());
    }
    return new HeldRow(draft.row(), listed.memory());
  }

  private static HeldRow priced(ProviderPlan plan, HeldRow held) {
    Optional<Pricing> configured = plan.prices(held.row().id());
    return configured.isEmpty()
        ? held
        : new HeldRow(
            held.row().withPricing(configured.get()), PriceMemory.first(configured.get()));
  }
}
