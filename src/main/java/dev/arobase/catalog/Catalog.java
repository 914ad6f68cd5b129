package dev.arobase.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models in force, indexed: every look-up is one or two hash look-ups, however many models
 * there are. Immutable; a sync makes a new one. Ids are looked up {@linkplain CaseFold#fold
 * folded}; where a method takes a {@code folded} id, the caller has folded it, so that one request
 * folds once.
 */
public final class Catalog {

  /** Nothing is known: named providers still work, verbatim. */
  public static final Catalog EMPTY = of(List.of());

  private final List<Model> models;
  private final Map<String, Model> byId;
  private final Map<String, List<Model>> byUpstreamId;
  private final Map<String, List<Model>> byHuggingFaceId;
  private final Map<String, List<Model>> byShortName;
  private final Map<String, ProviderIndex> byProvider;
  private final Map<String, List<LeftOut>> leftOut;
  private final CloseIds closeIds;

  private Catalog(Collection<Model> models, Collection<LeftOut> leftOut) {
    this.models = distinct(models);
    Map<String, Model> ids = HashMap.newHashMap(models.size());
    Map<String, List<Model>> upstreamIds = HashMap.newHashMap(models.size());
    Map<String, List<Model>> huggingFaceIds = HashMap.newHashMap(models.size());
    Map<String, List<Model>> shortNames = HashMap.newHashMap(models.size());
    Map<String, ProviderIndex.Builder> providers = new HashMap<>();
    for (Model model : this.models) {
      String id = CaseFold.fold(model.id());
      if (model.canonical()) {
        ids.put(id, model);
      } else {
        // Nobody vouches for this id: it must not hide a model that is known by it elsewhere.
        add(upstreamIds, id, model);
      }
      add(shortNames, shortName(id), model);
      addHuggingFaceId(huggingFaceIds, shortNames, model.description(), model);
      for (Offering offering : model.offerings()) {
        String upstreamId = CaseFold.fold(offering.upstreamId());
        add(upstreamIds, upstreamId, model);
        add(shortNames, shortName(upstreamId), model);
        addHuggingFaceId(huggingFaceIds, shortNames, offering, model);
        providers
            .computeIfAbsent(offering.provider(), name -> new ProviderIndex.Builder())
            .add(upstreamId, offering);
        for (String alias : offering.aliases()) {
          String folded = CaseFold.fold(alias);
          add(upstreamIds, folded, model);
          add(shortNames, shortName(folded), model);
        }
      }
    }
    this.byId = Map.copyOf(ids);
    this.byUpstreamId = sealed(upstreamIds);
    this.byHuggingFaceId = sealed(huggingFaceIds);
    this.byShortName = sealed(shortNames);
    Map<String, ProviderIndex> built = HashMap.newHashMap(providers.size());
    providers.forEach((name, builder) -> built.put(name, builder.build()));
    this.byProvider = Map.copyOf(built);
    Map<String, List<LeftOut>> out = HashMap.newHashMap(leftOut.size());
    for (LeftOut row : leftOut) {
      out.computeIfAbsent(CaseFold.fold(row.upstreamId()), id -> new ArrayList<>(1)).add(row);
    }
    this.leftOut = sealed(out);
    this.closeIds = new CloseIds(this.models.stream().map(Model::id).toList());
  }

  /** Indexes these models; of two with the same id the first counts. */
  public static Catalog of(Collection<Model> models) {
    return new Catalog(models, List.of());
  }

  /** The index over a snapshot, with the rows it left out, for {@code explain}. */
  public static Catalog of(CatalogSnapshot snapshot) {
    return new Catalog(snapshot.models(), snapshot.leftOut());
  }

  /** All of them, in the order they were given. */
  public List<Model> models() {
    return models;
  }

  /** By canonical id, where somebody vouches for it. */
  public Optional<Model> byId(String folded) {
    return Optional.ofNullable(byId.get(folded));
  }

  /** The models that some provider lists under this id or an alias of its own. */
  public List<Model> byUpstreamId(String folded) {
    return byUpstreamId.getOrDefault(folded, List.of());
  }

  /** The models that carry this Hugging Face id; {@code :free} rows are left out. */
  public List<Model> byHuggingFaceId(String folded) {
    return byHuggingFaceId.getOrDefault(folded, List.of());
  }

  /** The models one of whose ids ends in this name after its last slash; several are ambiguous. */
  public List<Model> byShortName(String folded) {
    return byShortName.getOrDefault(folded, List.of());
  }

  /**
   * What this provider lists under this id: the exact spelling if it is there, else whatever
   * differs only in case, the first by code points.
   *
   * @param provider the name as configured
   * @param spelling as the client wrote it
   * @param folded the same, folded
   */
  public Optional<Offering> offering(String provider, String spelling, String folded) {
    ProviderIndex index = byProvider.get(provider);
    return index == null ? Optional.empty() : index.find(spelling, folded);
  }

  /** How many ids this provider lists. */
  public int size(String provider) {
    ProviderIndex index = byProvider.get(provider);
    return index == null ? 0 : index.size();
  }

  /** Rows of this id that lists had but the catalog has not, with their reasons. */
  public List<LeftOut> leftOut(String folded) {
    return leftOut.getOrDefault(folded, List.of());
  }

  /** Up to {@code most} canonical ids that look like this one, the closest first; bounded work. */
  public List<String> closeIds(String text, int most) {
    return closeIds.find(text, most);
  }

  private static List<Model> distinct(Collection<Model> models) {
    Map<String, Model> byId = LinkedHashMap.newLinkedHashMap(models.size());
    models.forEach(model -> byId.putIfAbsent(CaseFold.fold(model.id()), model));
    return List.copyOf(byId.values());
  }

  private static void addHuggingFaceId(
      Map<String, List<Model>> ids,
      Map<String, List<Model>> shortNames,
      Offering offering,
      Model model) {
    offering
        .huggingFaceId()
        .filter(id -> !id.isEmpty())
        // A free row repeats the id of the paid one; asking by that id never means the free one.
        .filter(id -> !model.id().endsWith(":free"))
        .map(CaseFold::fold)
        .ifPresent(
            id -> {
              add(ids, id, model);
              add(shortNames, shortName(id), model);
            });
  }

  /** The id without its organisation: what stands after the last slash. */
  static String shortName(String folded) {
    return folded.substring(folded.lastIndexOf('/') + 1);
  }

  private static void add(Map<String, List<Model>> index, String key, Model model) {
    List<Model> present = index.computeIfAbsent(key, name -> new ArrayList<>(1));
    // The keys of one model come one after the other, so only the last can be the same.
    if (present.isEmpty() || !present.getLast().id().equals(model.id())) {
      present.add(model);
    }
  }

  private static <T> Map<String, List<T>> sealed(Map<String, List<T>> index) {
    index.replaceAll((key, values) -> List.copyOf(values));
    return Map.copyOf(index);
  }
}
