package dev.arobase.resolve;

import dev.arobase.wire.OpenRouterPreferences;
import dev.arobase.wire.OpenRouterPreferencesResult;
import dev.arobase.wire.ProviderField;
import java.util.List;
import java.util.function.Supplier;

/** What the body's {@code provider} says about providers. */
public sealed interface ProviderChoice {

  /** Absent, or the word {@code portkey} alone: restricts nothing. */
  record None() implements ProviderChoice {}

  /** One name or several, as the client spelled them. */
  record Names(List<String> names) implements ProviderChoice {
    public Names {
      names = List.copyOf(names);
    }
  }

  /**
   * OpenRouter's object. It is read only where it is ours to read: when OpenRouter itself was
   * named, the object goes there untouched, whatever it holds.
   */
  record Preferences(Supplier<OpenRouterPreferencesResult> read) implements ProviderChoice {}

  ProviderChoice NONE = new None();

  /** From a scanned body. */
  static ProviderChoice of(ProviderField field, byte[] body) {
    return switch (field) {
      case ProviderField.None none -> NONE;
      case ProviderField.Portkey portkey -> NONE;
      case ProviderField.Names names -> new Names(names.names());
      case ProviderField.OpenRouterObject object ->
          new Preferences(() -> OpenRouterPreferences.parse(body, object.range()));
    };
  }
}
