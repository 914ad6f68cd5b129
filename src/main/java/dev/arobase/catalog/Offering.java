package dev.arobase.catalog;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One provider's offer of one model.
 *
 * @param provider the provider's name as configured
 * @param upstreamId the id exactly as the provider's own list spells it; this is what the upstream
 *     gets
 * @param canonicalId the lower-case id of the model it belongs to, or of itself when nothing joins
 *     it
 * @param huggingFaceId as the list says, for joining and look-up
 * @param name for people
 * @param created seconds since 1970, 0 when unknown
 * @param contextLength tokens, empty when unknown; unknown rules nothing out
 * @param maxOutput tokens, empty when unknown
 * @param supportedParameters as OpenRouter names them ({@code tools}, {@code response_format}, …);
 *     empty when unknown
 * @param inputModalities {@code text}, {@code image}, …; empty when unknown
 * @param aliases further ids that the provider accepts for it, as its list spells them
 * @param ownedBy as the list says, for people
 * @param canonicalSlug OpenRouter's dated name of the model; two rows may share one
 */
public record Offering(
    String provider,
    String upstreamId,
    String canonicalId,
    Optional<String> huggingFaceId,
    String name,
    ModelType type,
    long created,
    OptionalLong contextLength,
    OptionalLong maxOutput,
    Set<String> supportedParameters,
    Set<String> inputModalities,
    Set<String> outputModalities,
    Pricing pricing,
    Set<String> aliases,
    Optional<String> ownedBy,
    Optional<String> canonicalSlug) {

  public Offering {
    aliases = Set.copyOf(aliases);
    supportedParameters = Set.copyOf(supportedParameters);
    inputModalities = Set.copyOf(inputModalities);
    outputModalities = Set.copyOf(outputModalities);
  }

  public Offering withPricing(Pricing other) {
    return new Offering(
        provider,
        upstreamId,
        canonicalId,
        huggingFaceId,
        name,
        type,
        created,
        contextLength,
        maxOutput,
        supportedParameters,
        inputModalities,
        outputModalities,
        other,
        aliases,
        ownedBy,
        canonicalSlug);
  }
}
