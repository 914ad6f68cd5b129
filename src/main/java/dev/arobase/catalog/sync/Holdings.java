package dev.arobase.catalog.sync;

import dev.arobase.catalog.join.CatalogInputs;
import dev.arobase.catalog.join.HeldList;
import dev.arobase.catalog.join.SyncTimes;
import dev.arobase.catalog.list.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The lists as they were last accepted. Belongs to one context. */
final class Holdings {

  private final InstantSource clock;
  private final Map<String, HeldList> lists = new HashMap<>();
  private final Map<String, SyncTimes> times = new HashMap<>();

  /** By fingerprint: ids of the last list that was not accepted but may be right. */
  private final Map<String, Set<String>> doubtful = new HashMap<>();

  Holdings(InstantSource clock) {
    this.clock = clock;
  }

  void restore(StoredCatalog stored) {
    lists.putAll(stored.lists());
    times.putAll(stored.times());
  }

  StoredCatalog stored() {
    return new StoredCatalog(lists, times);
  }

  Optional<String> etag(ListSource source) {
    return Optional.ofNullable(lists.get(source.fingerprint())).flatMap(HeldList::etag);
  }

  boolean has(ListSource source) {
    return lists.containsKey(source.fingerprint());
  }

  /** Takes what was fetched, or says why not. */
  Optional<Refusal> take(ListSource source, Fetched fetched) {
    String key = source.fingerprint();
    Optional<HeldList> held = Optional.ofNullable(lists.get(key));
    return switch (fetched) {
      case Fetched.Refused(Refusal refusal) -> Optional.of(refusal);
      case Fetched.Unchanged() -> {
        held.ifPresent(list -> lists.put(key, list.unchanged()));
        doubtful.remove(key);
        yield Optional.empty();
      }
      case Fetched.NewList list ->
          switch (ListGuard.judge(
              held, doubtful.getOrDefault(key, Set.of()), list.rows(), clock.instant())) {
            case ListGuard.Verdict.Accept() -> {
              lists.put(
                  key,
                  held.map(before -> before.then(list.etag(), list.rows()))
                      .orElseGet(() -> HeldList.first(key, list.etag(), list.rows())));
              doubtful.remove(key);
              yield Optional.empty();
            }
            case ListGuard.Verdict.Keep keep -> {
              doubtful.put(key, keep.seen());
              yield Optional.of(keep.refusal());
            }
          };
    };
  }

  void succeeded(String name) {
    times.put(name, times.getOrDefault(name, SyncTimes.NEVER).succeeded(clock.instant()));
  }

  void failed(String name, String why) {
    Instant now = clock.instant();
    times.put(name, times.getOrDefault(name, SyncTimes.NEVER).failed(now, why));
  }

  /** Rows held of a provider's lists. */
  int size(SyncPlan.Task task) {
    return held(task.lists()).stream().mapToInt(list -> list.rows().size()).sum();
  }

  /** Forgets what the plan has no use for, and gives what a snapshot is made of. */
  CatalogInputs inputs(SyncPlan plan) {
    Set<String> wanted = new HashSet<>();
    plan.tasks().values().forEach(task -> task.lists().forEach(l -> wanted.add(l.fingerprint())));
    lists.keySet().retainAll(wanted);
    doubtful.keySet().retainAll(wanted);
    times.keySet().retainAll(plan.tasks().keySet());
    Map<String, List<HeldList>> byProvider = new HashMap<>();
    plan.providers()
        .forEach(
            provider -> {
              SyncPlan.Task task = plan.tasks().get(provider.name());
              if (task != null) {
                byProvider.put(provider.name(), held(task.lists()));
              }
            });
    return new CatalogInputs(
        plan.providers(),
        plan.canonicalProvider(),
        byProvider,
        held(plan.sheets()),
        times,
        plan.rules(),
        clock.instant());
  }

  private List<HeldList> held(List<ListSource> sources) {
    List<HeldList> found = new ArrayList<>();
    for (ListSource source : sources) {
      Optional.ofNullable(lists.get(source.fingerprint())).ifPresent(found::add);
    }
    return found;
  }
}
