package dev.arobase.config;

import java.util.List;
import java.util.Optional;

/**
 * What a built-in entry declares about a kind of provider; {@code like} takes them over.
 *
 * @param hosted a public service, as opposed to a server of one's own. A property of the entry: it
 *     stays true when routes.yaml gives a built-in provider another base URL
 * @param publicList readable without a key, so it cannot tell whether a key is good
 * @param zeroPriceIsUnknown a price of 0 means "priced otherwise", unless the id ends in {@code
 *     :free}
 * @param versionPath a base URL with an empty path gets {@code /v1}
 * @param staticIds for a provider without a list to rely on
 */
public record ProviderTraits(
    boolean hosted,
    boolean publicList,
    boolean zeroPriceIsUnknown,
    boolean versionPath,
    List<String> listPaths,
    ListShape shape,
    PriceUnit unit,
    List<String> staticIds,
    Optional<IdRule> idRule,
    List<RenamedParameter> renamed) {

  public ProviderTraits {
    listPaths = List.copyOf(listPaths);
    staticIds = List.copyOf(staticIds);
    renamed = List.copyOf(renamed);
  }

  /** An OpenAI-compatible server nobody said more about. */
  public static final ProviderTraits CUSTOM =
      new ProviderTraits(
          false,
          false,
          false,
          true,
          List.of("/models"),
          ListShape.OPENAI,
          PriceUnit.NONE,
          List.of(),
          Optional.empty(),
          List.of());
}
