package dev.arobase.catalog.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The ways in which lists say that a model ends: a date, a flag, a successor. */
final class Expiries {

  private static final List<String> FIELDS =
      List.of("expiration_date", "deprecation", "deprecation_date", "shutdown_date", "deprecated");

  private Expiries() {}

  static Optional<Expiry> of(Entry entry) {
    if (entry.isFalse("active")) {
      return Optional.of(new Expiry(Optional.empty(), "marked inactive by its provider"));
    }
    for (String field : FIELDS) {
      if (entry.isTrue(field)) {
        return Optional.of(new Expiry(Optional.empty(), "deprecated" + successor(entry)));
      }
      Optional<Instant> at = entry.instant(field);
      if (at.isPresent()) {
        String day = at.get().toString().substring(0, 10);
        return Optional.of(new Expiry(at, "expired on " + day + successor(entry)));
      }
    }
    return Optional.empty();
  }

  private static String successor(Entry entry) {
    JsonNode by = entry.at("replaced_by");
    return by.isTextual() && by.textValue().length() < 200 && !by.textValue().isEmpty()
        ? ", replaced by " + by.textValue()
        : "";
  }
}
