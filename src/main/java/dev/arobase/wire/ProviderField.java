package dev.arobase.wire;

import java.util.List;

/** The body's {@code provider}, which four kinds of clients mean four things by. */
public sealed interface ProviderField {

  /** Absent, null, an empty string or an empty list: restricts nothing. */
  record None() implements ProviderField {}

  /** The word {@code portkey} alone: restricts nothing. */
  record Portkey() implements ProviderField {}

  /** One name or a list of names, as the client spelled them. */
  record Names(List<String> names) implements ProviderField {
    public Names {
      names = List.copyOf(names);
    }
  }

  /** OpenRouter's object, read when it is asked for by {@link OpenRouterPreferences#parse}. */
  record OpenRouterObject(ByteRange range) implements ProviderField {}

  ProviderField NONE = new None();
  ProviderField PORTKEY = new Portkey();
}
