package dev.arobase.catalog.view;

import dev.arobase.catalog.ModelType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a client asks of the list. Whatever it sends that is not understood is ignored, so that no
 * chat program fails to start over a parameter of its own.
 *
 * @param offerings whether each offering is listed besides its model
 * @param provider name as configured
 * @param text occurs in the id or the name; lower case
 * @param supportedParameters all of them
 * @param maxPrice USD per 1M tokens, blended
 * @param type only models known to be of it
 */
public record ModelQuery(
    boolean offerings,
    Optional<String> provider,
    Optional<String> text,
    Set<String> supportedParameters,
    Optional<BigDecimal> maxPrice,
    Optional<ModelType> type) {

  private static final int MAX_TEXT = 200;

  public static final ModelQuery ALL =
      new ModelQuery(
          false, Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty());

  public ModelQuery {
    supportedParameters = Set.copyOf(supportedParameters);
  }

  /**
   * Reads a query string's parameters.
   *
   * @param parameters the values of a parameter, decoded, none if it is absent
   * @param providerName the configured name for a name or synonym in any case
   */
  public static ModelQuery of(
      Function<String, List<String>> parameters, Function<String, Optional<String>> providerName) {
    Set<String> supported = new TreeSet<>();
    for (String value : parameters.apply("supported_parameters")) {
      for (String name : value.split(",", -1)) {
        if (!name.isBlank()) {
          supported.add(name.strip());
        }
      }
    }
    return new ModelQuery(
        first(parameters, "view").filter(view -> view.equals("offerings")).isPresent(),
        first(parameters, "provider").map(name -> providerName.apply(name).orElse(name)),
        first(parameters, "q").map(text -> text.toLowerCase(Locale.ROOT)),
        supported,
        first(parameters, "max_price").flatMap(ModelQuery::price),
        first(parameters, "type").flatMap(ModelQuery::type));
  }

  private static Optional<String> first(Function<String, List<String>> parameters, String name) {
    return parameters.apply(name).stream()
        .map(String::strip)
        .filter(value -> !value.isEmpty() && value.length() <= MAX_TEXT)
        .findFirst();
  }

  private static Optional<BigDecimal> price(String text) {
    if (text.length() > 40 || !text.matches("\\d+(\\.\\d*)?([eE]-?\\d{1,2})?")) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(text));
  }

  private static Optional<ModelType> type(String word) {
    for (ModelType type : ModelType.values()) {
      if (type != ModelType.UNKNOWN && type.name().equalsIgnoreCase(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
