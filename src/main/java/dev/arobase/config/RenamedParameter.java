package dev.arobase.config;

import java.util.List;
import java.util.Locale;

/**
 * A body field that a provider is known to refuse under one name and take under another.
 *
 * @param modelPrefixes the upstream ids it holds for begin with one of these; empty for all
 */
public record RenamedParameter(String from, String to, List<String> modelPrefixes) {
  public RenamedParameter {
    modelPrefixes = List.copyOf(modelPrefixes);
  }

  /** Whether it holds for this upstream id. */
  public boolean holdsFor(String upstreamId) {
    String id = upstreamId.toLowerCase(Locale.ROOT);
    return modelPrefixes.isEmpty() || modelPrefixes.stream().anyMatch(id::startsWith);
  }
}
