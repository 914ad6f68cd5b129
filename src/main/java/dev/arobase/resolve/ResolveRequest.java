package dev.arobase.resolve;

import dev.arobase.exchange.Endpoint;
import dev.arobase.wire.Feature;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What resolving reads of a request.
 *
 * @param model as the client wrote it; absent or blank when it names none
 * @param models further models to fall back to, in order (OpenRouter's {@code models})
 * @param sources who restricts the providers
 * @param wanted features that the model should have
 * @param estimatedTokens of the prompt: UTF-8 bytes of its text ÷ 4; 0 when unknown
 * @param conversation what is the same for all requests of one conversation, for the providers'
 *     prompt caches
 */
public record ResolveRequest(
    Endpoint endpoint,
    Optional<String> model,
    List<String> models,
    RestrictionSources sources,
    Set<Feature> wanted,
    long estimatedTokens,
    Optional<String> conversation) {

  public ResolveRequest {
    model = model.filter(text -> !text.isBlank());
    models = List.copyOf(models);
    wanted = Set.copyOf(wanted);
  }

  /** A chat request for this model that says nothing else. */
  public static ResolveRequest chat(String model) {
    return of(Endpoint.CHAT_COMPLETIONS, model, RestrictionSources.NONE);
  }

  public static ResolveRequest of(Endpoint endpoint, String model, RestrictionSources sources) {
    return new ResolveRequest(
        endpoint, Optional.of(model), List.of(), sources, Set.of(), 0, Optional.empty());
  }
}
