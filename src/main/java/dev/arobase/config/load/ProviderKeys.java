package dev.arobase.config.load;

import dev.arobase.config.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of one provider, from routes.yaml or from its variable.
 *
 * @param variable the variable that the key was found in without routes.yaml naming one
 * @param missing why there is no key where one is needed, in a few words
 */
record ProviderKeys(List<Secret> keys, Optional<String> variable, Optional<String> missing) {

  private static final ProviderKeys NONE =
      new ProviderKeys(List.of(), Optional.empty(), Optional.empty());

  private static ProviderKeys missing(String reason) {
    return new ProviderKeys(List.of(), Optional.empty(), Optional.of(reason));
  }

  /**
   * Reads them.
   *
   * @param variables where the key may be when routes.yaml does not say; none for a provider that
   *     is not built in, lest a key go to a host it was not made for
   * @param keyless whether the provider works without a key here
   * @param tolerant whether a variable that is not set only switches the provider off: so it is for
   *     the built-in ones
   */
  static ProviderKeys read(
      Section section, String name, List<String> variables, boolean keyless, boolean tolerant) {
    Optional<Field> key = section.field("api_key");
    Optional<Field> file = section.field("api_key_file");
    Optional<Field> several = section.field("api_keys");
    if (Stream.of(key, file, several).filter(Optional::isPresent).count() > 1) {
      section.error("has more than one of api_key, api_key_file and api_keys; keep one");
    }
    if (key.isPresent()) {
      return required(one(key.get(), tolerant), variables, keyless);
    } else if (file.isPresent()) {
      return new ProviderKeys(
          SecretText.fromFile(file.get()).stream().toList(), Optional.empty(), Optional.empty());
    } else if (several.isPresent()) {
      return required(all(several.get(), tolerant), variables, keyless);
    }
    return ofVariables(section.reading(), name, variables, keyless);
  }

  private static ProviderKeys required(ProviderKeys read, List<String> variables, boolean keyless) {
    boolean lacking = read.keys.isEmpty() && read.missing.isEmpty() && !keyless;
    return lacking ? missing(notFound(variables)) : read;
  }

  private static ProviderKeys one(Field field, boolean tolerant) {
    Optional<String> raw = field.raw();
    if (tolerant
        && raw.isPresent()
        && field.reading().interpolation().apply(raw.get())
            instanceof Interpolation.Missing(String variable)) {
      return missing(variable + " not found");
    }
    Optional<String> text = field.text().map(KeyText::trimmed);
    if (text.isEmpty() || text.get().isEmpty()) {
      return NONE;
    }
    return new ProviderKeys(
        SecretText.checked(field, text.get()).stream().toList(),
        Optional.empty(),
        Optional.empty());
  }

  private static ProviderKeys all(Field field, boolean tolerant) {
    List<Secret> keys = new ArrayList<>();
    Optional<String> missing = Optional.empty();
    List<Field> items = field.list("keys");
    for (Field item : items) {
      ProviderKeys read = one(item, tolerant);
      if (read.keys.isEmpty() && read.missing.isPresent()) {
        item.warning(read.missing.get() + "; the other keys are used");
        missing = read.missing;
      }
      for (Secret key : read.keys) {
        if (keys.contains(key)) {
          item.error("is the same key as one before it");
        } else {
          keys.add(key);
        }
      }
    }
    return new ProviderKeys(keys, Optional.empty(), keys.isEmpty() ? missing : Optional.empty());
  }

  private static ProviderKeys ofVariables(
      Reading reading, String name, List<String> variables, boolean keyless) {
    for (String variable : variables) {
      String key = reading.variable(variable);
      if (!key.isEmpty()) {
        KeyText.fault(key)
            .ifPresent(
                fault ->
                    reading
                        .problems()
                        .error(
                            Problems.ENVIRONMENT, variable + " (provider " + name + "): " + fault));
        return new ProviderKeys(List.of(Secret.of(key)), Optional.of(variable), Optional.empty());
      }
    }
    return keyless ? NONE : missing(notFound(variables));
  }

  private static String notFound(List<String> variables) {
    return variables.isEmpty() ? "no api_key" : variables.getFirst() + " not found";
  }
}
