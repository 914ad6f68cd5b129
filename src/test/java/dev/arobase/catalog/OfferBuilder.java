package dev.arobase.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One provider's offer of one model, put together by hand: a chat model of which little is known.
 */
public final class OfferBuilder {
  private final String provider;
  private final String upstreamId;
  private final String canonical;
  private Optional<String> huggingFaceId = Optional.empty();
  private ModelType type = ModelType.CHAT;
  private long created;
  private OptionalLong context = OptionalLong.empty();
  private Set<String> parameters = Set.of();
  private Set<String> inputs = Set.of();
  private Set<String> outputs = Set.of();
  private Set<String> aliases = Set.of();
  private Pricing pricing = Pricing.UNKNOWN;

  public OfferBuilder(String provider, String upstreamId, String canonical) {
    this.provider = provider;
    this.upstreamId = upstreamId;
    this.canonical = canonical;
  }

  /** USD per million tokens. */
  public OfferBuilder price(String in, String out) {
    pricing =
        new Pricing(
            Price.perMillion(new BigDecimal(in)),
            Price.perMillion(new BigDecimal(out)),
            Map.of(),
            List.of(),
            PriceSource.PROVIDER,
            false);
    return this;
  }

  public OfferBuilder pricing(Pricing other) {
    pricing = other;
    return this;
  }

  public OfferBuilder quarantined() {
    pricing =
        new Pricing(
            pricing.prompt(),
            pricing.completion(),
            Map.of(),
            List.of(),
            PriceSource.PROVIDER,
            true);
    return this;
  }

  public OfferBuilder alias(String... aliases) {
    this.aliases = Set.of(aliases);
    return this;
  }

  public OfferBuilder huggingFace(String id) {
    huggingFaceId = Optional.of(id);
    return this;
  }

  public OfferBuilder type(ModelType type) {
    this.type = type;
    return this;
  }

  /** Seconds since 1970. */
  public OfferBuilder created(long seconds) {
    created = seconds;
    return this;
  }

  public OfferBuilder context(long tokens) {
    context = OptionalLong.of(tokens);
    return this;
  }

  public OfferBuilder supports(String... parameters) {
    this.parameters = Set.of(parameters);
    return this;
  }

  public OfferBuilder sees(String... modalities) {
    this.inputs = Set.of(modalities);
    return this;
  }

  public OfferBuilder answers(String... modalities) {
    this.outputs = Set.of(modalities);
    return this;
  }

  public Offering build() {
    return new Offering(
        provider,
        upstreamId,
        CaseFold.fold(canonical),
        huggingFaceId,
        upstreamId,
        type,
        created,
        context,
        OptionalLong.empty(),
        parameters,
        inputs,
        outputs,
        pricing,
        aliases,
        Optional.empty(),
        Optional.empty());
  }
}
