package dev.arobase.resolve;

import dev.arobase.catalog.Offering;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.RawJson;
import dev.arobase.config.RetryOverrides;
import dev.arobase.config.TimeoutOverrides;
import java.util.Map;
import java.util.Optional;

/**
 * One place where a request may go.
 *
 * @param upstreamId what the upstream gets as {@code model}; empty when the request names no model
 *     and none is to be put in
 * @param offering absent when the provider's list does not have the model: then breakers and prices
 *     know nothing of it
 * @param params body fields that replace the client's, by name, as JSON
 * @param option where it stands in the configuration ({@code routes.fast.targets[1]}); empty when
 *     no route led here
 * @param timeouts the route's, over the provider's
 * @param retry the route's, over the provider's
 * @param keepsOpenRouterFields whether OpenRouter's own body fields ({@code provider} as an object,
 *     {@code models}, {@code route}, {@code transforms}, {@code plugins}, {@code session_id},
 *     {@code usage.include}) reach it; everywhere else they are cut
 * @param terms of the request's own configuration, if it brought one
 */
public record Target(
    ProviderConfig provider,
    String upstreamId,
    Optional<Offering> offering,
    Map<String, RawJson> params,
    String option,
    TimeoutOverrides timeouts,
    RetryOverrides retry,
    boolean keepsOpenRouterFields,
    Optional<ClientTerms> terms) {

  public Target {
    params = Map.copyOf(params);
  }

  static Target listed(ProviderConfig provider, Offering offering) {
    return of(provider, offering.upstreamId(), Optional.of(offering));
  }

  public static Target verbatim(ProviderConfig provider, String model) {
    return of(provider, model, Optional.empty());
  }

  static Target of(ProviderConfig provider, String upstreamId, Optional<Offering> offering) {
    return new Target(
        provider,
        upstreamId,
        offering,
        Map.of(),
        "",
        TimeoutOverrides.NONE,
        RetryOverrides.NONE,
        false,
        Optional.empty());
  }

  Target withOpenRouterFields() {
    return new Target(provider, upstreamId, offering, params, option, timeouts, retry, true, terms);
  }

  public Target withRoute(
      Map<String, RawJson> params, String option, TimeoutOverrides timeouts, RetryOverrides retry) {
    return new Target(
        provider,
        upstreamId,
        offering,
        params,
        option,
        timeouts,
        retry,
        keepsOpenRouterFields,
        terms);
  }

  public Target withTerms(ClientTerms own) {
    return new Target(
        provider,
        upstreamId,
        offering,
        params,
        option,
        timeouts,
        retry,
        keepsOpenRouterFields,
        Optional.of(own));
  }

  /** Whether it has a key or a host of the client's own. */
  public boolean own() {
    return terms.isPresent() && terms.get().own();
  }

  /** {@code @provider/model}, as a client would name it. */
  public String reference() {
    return "@" + provider.name() + "/" + upstreamId;
  }
}
