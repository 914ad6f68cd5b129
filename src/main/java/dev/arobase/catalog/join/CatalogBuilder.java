package dev.arobase.catalog.join;

import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.catalog.LeftOut;
import dev.arobase.catalog.Model;
import dev.arobase.catalog.Offering;
import dev.arobase.catalog.Pricing;
import dev.arobase.catalog.SyncState;
import dev.arobase.catalog.list.ListRow;
import dev.arobase.config.ModelPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes one snapshot of all lists: a pure function of its inputs. Joining, policies and quarantine
 * are decided anew each time, so that the order in which lists arrive does not matter.
 */
public final class CatalogBuilder {

  private static final Comparator<Model> NEWEST_FIRST =
      Comparator.comparingLong(Model::created).reversed().thenComparing(Model::id);

  private final CatalogInputs inputs;
  private final CanonicalIndex canonical;
  private final Map<String, HeldRow> canonicalRows = new HashMap<>();
  private final Joiner joiner;
  private final SheetPrices sheets;
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final Map<String, Group> groups = new TreeMap<>();

  private CatalogBuilder(CatalogInputs inputs) {
    this.inputs = inputs;
    List<ListRow> rows = new ArrayList<>();
    inputs
        .canonicalProvider()
        .flatMap(this::plan)
        .ifPresent(
            plan -> {
              for (HeldRow held : rows(plan, new ArrayList<>())) {
                rows.add(held.row());
                canonicalRows.put(lower(held.row().id()), held);
              }
            });
    canonical = new CanonicalIndex(rows);
    joiner = new Joiner(canonical, inputs.rules());
    sheets = new SheetPrices(inputs.sheets());
  }

  public static CatalogSnapshot build(CatalogInputs inputs) {
    return new CatalogBuilder(inputs).snapshot();
  }

  /** A model while its offerings come together. */
  private static final class Group {
    private final List<Offering> offerings = new ArrayList<>();
    private boolean canonical;
  }

  private CatalogSnapshot snapshot() {
    Map<String, Integer> models = new HashMap<>();
    Map<String, Integer> quarantined = new HashMap<>();
    inputs.providers().stream()
        .filter(ProviderPlan::offers)
        .sorted(Comparator.comparing(ProviderPlan::name))
        .forEach(
            plan -> {
              List<Offering> offerings = offerings(plan);
              models.put(plan.name(), offerings.size());
              quarantined.put(
                  plan.name(),
                  (int) offerings.stream().filter(o -> o.pricing().quarantined()).count());
            });
    List<Model> all = new ArrayList<>(groups.size());
    groups.forEach((id, group) -> all.add(model(id, group)));
    all.sort(NEWEST_FIRST);
    Map<String, SyncState> states = new HashMap<>();
    for (ProviderPlan plan : inputs.providers()) {
      SyncTimes times = inputs.times().getOrDefault(plan.name(), SyncTimes.NEVER);
      states.put(
          plan.name(),
          new SyncState(
              plan.name(),
              times.lastSuccess(),
              times.staleSince(),
              models.getOrDefault(plan.name(), 0),
              quarantined.getOrDefault(plan.name(), 0),
              times.lastFailure()));
    }
    return new CatalogSnapshot(all, states, leftOut, inputs.now());
  }

  private Model model(String id, Group group) {
    Offering description =
        canonical
            .row(id)
            .map(row -> offering(inputs.canonicalProvider().orElse(""), row, id))
            .orElseGet(group.offerings::getFirst);
    return new Model(id, description, group.offerings, group.canonical);
  }

  /** Joins one provider's rows, judges their prices and puts them into their groups. */
  private List<Offering> offerings(ProviderPlan plan) {
    List<Joined> joined = ProviderJoins.decide(rows(plan, leftOut), joiner(plan));
    Quarantine quarantine = new Quarantine(joined, id -> settledPrice(plan, id));
    List<Offering> offerings = new ArrayList<>();
    for (Joined row : joined) {
      String own = lower(row.row().joinId().orElse(row.row().id()));
      String id = row.canonicalId().orElse(own);
      boolean vouched = row.canonicalId().isPresent() || isCanonicalByItself(plan, row.row());
      if (!vouched && plan.policy() == ModelPolicy.OPENROUTER_FIRST && !canonical.isEmpty()) {
        leftOut.add(
            new LeftOut(
                plan.name(), row.row().id(), "not listed by OpenRouter, policy openrouter-first"));
        continue;
      }
      if (isTaken(id, plan)) {
        // A list that speaks for several providers has the same model twice.
        id = lower(row.row().id());
        vouched = false;
      }
      if (isTaken(id, plan)) {
        leftOut.add(
            LeftOut.collision(plan.name(), row.row().id(), "another of its models as " + id));
        continue;
      }
      Group group = groups.computeIfAbsent(id, key -> new Group());
      Offering offering =
          offering(plan.name(), row.row(), id)
              .withPricing(priced(plan, row, quarantine.holds(row)));
      group.offerings.add(offering);
      group.canonical |= vouched;
      offerings.add(offering);
    }
    return offerings;
  }

  private boolean isTaken(String id, ProviderPlan plan) {
    Group group = groups.get(id);
    return group != null
        && group.offerings.stream().anyMatch(o -> o.provider().equals(plan.name()));
  }

  private Pricing priced(ProviderPlan plan, Joined row, boolean quarantined) {
    Pricing own = row.row().pricing();
    if (own.isUnknown()) {
      return sheets
          .find(plan, row.row(), row.canonicalId().flatMap(id -> settledPrice(plan, id)))
          .orElse(own);
    }
    return own.withQuarantined(quarantined);
  }

  /** The canonical price of a model, which is nobody's yardstick for OpenRouter itself. */
  private Optional<Pricing> settledPrice(ProviderPlan plan, String canonicalId) {
    if (inputs.canonicalProvider().equals(Optional.of(plan.name()))) {
      return Optional.empty();
    }
    return Optional.ofNullable(canonicalRows.get(canonicalId)).map(held -> held.memory().settled());
  }

  private ProviderJoins.RowJoiner joiner(ProviderPlan plan) {
    if (inputs.canonicalProvider().isEmpty()) {
      return row ->
          Optional.of(
              plan.canonical(row.id())
                  .map(id -> new Join(id, Join.How.CONFIGURED))
                  .orElseGet(() -> new Join(lower(row.joinId().orElse(row.id())), Join.How.ID)));
    }
    return row -> joiner.join(row, plan);
  }

  /** A local server's own ids stand for themselves, unless they read like another's prefix. */
  private static boolean isCanonicalByItself(ProviderPlan plan, ListRow row) {
    return plan.policy() == ModelPolicy.LOCAL && !row.id().startsWith("@");
  }

  private Collection<HeldRow> rows(ProviderPlan plan, List<LeftOut> out) {
    List<HeldList> lists = inputs.lists().getOrDefault(plan.name(), List.of());
    return ProviderRows.of(plan, lists, inputs.now(), out);
  }

  private Optional<ProviderPlan> plan(String name) {
    return inputs.providers().stream().filter(plan -> plan.name().equals(name)).findFirst();
  }

  private static Offering offering(String provider, ListRow row, String canonicalId) {
    return new Offering(
        provider,
        row.id(),
        canonicalId,
        row.huggingFaceId(),
        row.name().orElse(row.id()),
        row.type(),
        row.created(),
        row.contextLength(),
        row.maxOutput(),
        row.supportedParameters(),
        row.inputModalities(),
        row.outputModalities(),
        row.pricing(),
        row.aliases(),
        row.ownedBy(),
        row.canonicalSlug());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
