package dev.arobase.catalog.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.catalog.Model;
import dev.arobase.catalog.Offering;
import dev.arobase.catalog.Price;
import dev.arobase.catalog.Pricing;
import dev.arobase.config.PriceWeights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The pages of {@code /v1/models}: pure functions of a snapshot and a query, kept while they are
 * asked for. A page of 500 models takes a few milliseconds to render, and more models take longer:
 * what is kept may be asked for on an event loop, lists are rendered elsewhere. Safe for all
 * threads.
 */
public final class ModelPages {

  /** Bytes of rendered pages that are kept. */
  private static final long MAX_BYTES = 64L << 20;

  private static final JsonFactory JSON = new JsonFactory();

  private static final Comparator<Entry> NEWEST_FIRST =
      Comparator.comparingLong(Entry::created).reversed();

  private record Key(ModelQuery query, boolean anthropic) {}

  /** Pages of one snapshot; with it they go, so that no old catalog is kept alive by them. */
  private record Rendered(CatalogSnapshot snapshot, Cache<Key, Page> pages) {
    static Rendered none(CatalogSnapshot snapshot) {
      return new Rendered(
          snapshot,
          Caffeine.newBuilder()
              .maximumWeight(MAX_BYTES)
              .weigher((Key key, Page page) -> page.body().length + 200)
              .build());
    }

    @SuppressWarnings("ReferenceEquality") // comparing contents would cost more than rendering
    boolean isOf(CatalogSnapshot other) {
      return snapshot == other;
    }
  }

  private final String unknownPrice;
  private final PriceWeights weights;
  private final AtomicReference<Rendered> rendered =
      new AtomicReference<>(Rendered.none(CatalogSnapshot.EMPTY));

  /**
   * Pages for one configuration.
   *
   * @param unknownPrice what stands for a price nobody knows: {@code -1} or {@code 0}
   * @param weights of the blended price that {@code max_price} is compared with
   */
  public ModelPages(String unknownPrice, PriceWeights weights) {
    this.unknownPrice = unknownPrice;
    this.weights = weights;
  }

  /** What {@link #list} would give, if it is kept. */
  public Optional<Page> keptList(CatalogSnapshot snapshot, ModelQuery query) {
    return kept(snapshot, new Key(query, false));
  }

  /** What {@link #anthropicList} would give, if it is kept. */
  public Optional<Page> keptAnthropicList(CatalogSnapshot snapshot, ModelQuery query) {
    return kept(snapshot, new Key(query, true));
  }

  private Optional<Page> kept(CatalogSnapshot snapshot, Key key) {
    Rendered current = rendered.get();
    return current.isOf(snapshot)
        ? Optional.ofNullable(current.pages.getIfPresent(key))
        : Optional.empty();
  }

  /** {@code {"object":"list","data":[…]}}, newest first. */
  public Page list(CatalogSnapshot snapshot, ModelQuery query) {
    return page(snapshot, query, false);
  }

  /** The same list as Anthropic shows it: {@code {"data":[…],"has_more":false,…}}. */
  public Page anthropicList(CatalogSnapshot snapshot, ModelQuery query) {
    return page(snapshot, query, true);
  }

  /**
   * One entry.
   *
   * @param model what the id was resolved to
   * @param offering when the id named a provider's own
   */
  public Page one(CatalogSnapshot snapshot, Model model, Optional<Offering> offering) {
    return rendered(json -> renderer(snapshot).write(json, entry(model, offering)));
  }

  /** The same entry as Anthropic shows it. */
  public Page anthropicOne(Model model, Optional<Offering> offering) {
    return rendered(json -> anthropic(json, entry(model, offering)));
  }

  private static Entry entry(Model model, Optional<Offering> offering) {
    if (offering.isPresent()) {
      return Entry.of(model, offering.get());
    }
    return model.canonical() ? Entry.of(model) : Entry.of(model, model.offerings().getFirst());
  }

  private Page page(CatalogSnapshot snapshot, ModelQuery query, boolean anthropic) {
    Rendered current = rendered.get();
    if (!current.isOf(snapshot)) {
      // Two threads may do so at once; one of them then renders a page twice.
      current = Rendered.none(snapshot);
      rendered.set(current);
    }
    return Objects.requireNonNull(
        current.pages.get(
            new Key(query, anthropic),
            k -> anthropic ? renderAnthropic(snapshot, query) : render(snapshot, query)));
  }

  private Page render(CatalogSnapshot snapshot, ModelQuery query) {
    ModelRenderer renderer = renderer(snapshot);
    return rendered(
        json -> {
          json.writeStartObject();
          json.writeStringField("object", "list");
          json.writeArrayFieldStart("data");
          for (Entry entry : entries(snapshot, query)) {
            renderer.write(json, entry);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private Page renderAnthropic(CatalogSnapshot snapshot, ModelQuery query) {
    List<Entry> entries = entries(snapshot, query);
    return rendered(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("data");
          for (Entry entry : entries) {
            anthropic(json, entry);
          }
          json.writeEndArray();
          json.writeBooleanField("has_more", false);
          if (entries.isEmpty()) {
            json.writeNullField("first_id");
            json.writeNullField("last_id");
          } else {
            json.writeStringField("first_id", entries.getFirst().id());
            json.writeStringField("last_id", entries.getLast().id());
          }
          json.writeEndObject();
        });
  }

  private static void anthropic(JsonGenerator json, Entry entry) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "model");
    json.writeStringField("id", entry.id());
    json.writeStringField("display_name", entry.description().name());
    json.writeStringField("created_at", Instant.ofEpochSecond(entry.created()).toString());
    json.writeEndObject();
  }

  /** Models under their ids, offerings that nothing joins under theirs; newest first. */
  private List<Entry> entries(CatalogSnapshot snapshot, ModelQuery query) {
    List<Entry> entries = new ArrayList<>();
    for (Model model : snapshot.models()) {
      boolean asked =
          query.provider().isEmpty()
              || model.offerings().stream().anyMatch(offering -> isAsked(offering, query));
      if (model.canonical() && asked) {
        entries.add(Entry.of(model));
      }
      if (!model.canonical() || query.offerings()) {
        for (Offering offering : model.offerings()) {
          if (isAsked(offering, query)) {
            entries.add(Entry.of(model, offering));
          }
        }
      }
    }
    entries.removeIf(entry -> !matches(entry, query));
    entries.sort(NEWEST_FIRST);
    return entries;
  }

  private static boolean isAsked(Offering offering, ModelQuery query) {
    return query.provider().isEmpty() || query.provider().get().equals(offering.provider());
  }

  private boolean matches(Entry entry, ModelQuery query) {
    if (query.text().isPresent()) {
      String text = query.text().get();
      if (!entry.id().toLowerCase(Locale.ROOT).contains(text)
          && !entry.description().name().toLowerCase(Locale.ROOT).contains(text)) {
        return false;
      }
    }
    if (query.type().isPresent() && entry.type() != query.type().get()) {
      return false;
    }
    if (!entry.supportedParameters().containsAll(query.supportedParameters())) {
      return false;
    }
    return query.maxPrice().isEmpty()
        || entry.offerings().stream()
            .anyMatch(offering -> costsAtMost(offering.pricing(), query.maxPrice().get()));
  }

  /** Blended, in USD per 1M tokens; an unknown, dynamic or quarantined price is never below. */
  private boolean costsAtMost(Pricing pricing, BigDecimal most) {
    if (pricing.quarantined()
        || !(pricing.prompt() instanceof Price.Known(BigDecimal prompt))
        || !(pricing.completion() instanceof Price.Known(BigDecimal completion))) {
      return false;
    }
    BigDecimal sum =
        prompt.multiply(weights.prompt()).add(completion.multiply(weights.completion()));
    BigDecimal parts = weights.prompt().add(weights.completion());
    return sum.multiply(Price.MILLION).divide(parts, MathContext.DECIMAL64).compareTo(most) <= 0;
  }

  private ModelRenderer renderer(CatalogSnapshot snapshot) {
    return new ModelRenderer(unknownPrice, snapshot.states());
  }

  /** Writes JSON. */
  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private static Page rendered(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return Page.of(bytes.toByteArray());
  }
}
