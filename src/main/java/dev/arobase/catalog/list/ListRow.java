package dev.arobase.catalog.list;

import dev.arobase.catalog.ModelType;
import dev.arobase.catalog.Pricing;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One model as one provider's list describes it, before it is joined to anything.
 *
 * @param id as the list spells it, which is what the upstream gets
 * @param joinId what to join by where the id itself is not meant for it, such as an id with a
 *     provider's prefix
 * @param joinProvider whose id rules hold for {@code joinId}, where a list speaks for other
 *     providers
 * @param aliases further ids that the provider accepts
 * @param created seconds since 1970, 0 when unknown
 * @param contextLength tokens; empty when unknown
 * @param maxOutput tokens; empty when unknown
 * @param supportedParameters by OpenRouter's names; empty when unknown
 * @param expiry empty: served without an end in sight
 */
public record ListRow(
    String id,
    Optional<String> joinId,
    Optional<String> joinProvider,
    Optional<String> huggingFaceId,
    Set<String> aliases,
    Optional<String> name,
    Optional<String> ownedBy,
    Optional<String> canonicalSlug,
    ModelType type,
    long created,
    OptionalLong contextLength,
    OptionalLong maxOutput,
    Set<String> supportedParameters,
    Set<String> inputModalities,
    Set<String> outputModalities,
    Pricing pricing,
    Optional<Expiry> expiry) {

  public ListRow {
    aliases = Set.copyOf(aliases);
    supportedParameters = Set.copyOf(supportedParameters);
    inputModalities = Set.copyOf(inputModalities);
    outputModalities = Set.copyOf(outputModalities);
  }

  /** A row of which nothing but the id is known. */
  public static ListRow of(String id) {
    return new RowDraft(id).row();
  }

  public ListRow withPricing(Pricing other) {
    return RowDraft.from(this).pricing(other).row();
  }
}
