package dev.arobase.catalog.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One entry of a list, read defensively: whatever has the wrong type or size counts as absent.
 * Paths are separated by dots.
 */
public final class Entry {

  /** Longer texts are no ids, names or parameters. */
  private static final int MAX_TEXT = 2048;

  private static final int MAX_ITEMS = 200;

  /** A context beyond this is a slip of the list: a thousand million tokens. */
  private static final long MAX_TOKENS = 1_000_000_000L;

  /** Seconds since 1970 up to the year 3000; larger ones may be milliseconds. */
  private static final long MAX_SECONDS = 32_503_680_000L;

  private final JsonNode node;

  public Entry(JsonNode node) {
    this.node = node;
  }

  JsonNode node() {
    return node;
  }

  public JsonNode at(String path) {
    JsonNode found = node;
    int from = 0;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
      found = found.path(path.substring(from, dot));
      from = dot + 1;
    }
    return found.path(path.substring(from));
  }

  public Entry in(String path) {
    return new Entry(at(path));
  }

  public boolean has(String path) {
    JsonNode found = at(path);
    return !(found instanceof MissingNode) && !found.isNull();
  }

  public Optional<String> text(String path) {
    JsonNode found = at(path);
    return found.isTextual()
            && !found.textValue().isEmpty()
            && found.textValue().length() <= MAX_TEXT
        ? Optional.of(found.textValue())
        : Optional.empty();
  }

  public boolean isTrue(String path) {
    return at(path).isBoolean() && at(path).booleanValue();
  }

  public boolean isFalse(String path) {
    return at(path).isBoolean() && !at(path).booleanValue();
  }

  /** The first path that holds a positive number of tokens; 0 and null mean unknown in lists. */
  public OptionalLong tokens(String... paths) {
    for (String path : paths) {
      JsonNode found = at(path);
      if (found.isNumber() && found.canConvertToLong()) {
        long value = found.longValue();
        if (value > 0 && value <= MAX_TOKENS) {
          return OptionalLong.of(value);
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Seconds since 1970 from a number of seconds or milliseconds or an ISO text; 0 when unknown. */
  public long seconds(String path) {
    return instant(path).map(Instant::getEpochSecond).filter(s -> s > 0).orElse(0L);
  }

  public Optional<Instant> instant(String path) {
    JsonNode found = at(path);
    if (found.isNumber() && found.canConvertToLong()) {
      long value = found.longValue();
      if (value <= 0) {
        return Optional.empty();
      }
      return value <= MAX_SECONDS
          ? Optional.of(Instant.ofEpochSecond(value))
          : Optional.of(Instant.ofEpochMilli(value)).filter(i -> i.getEpochSecond() <= MAX_SECONDS);
    }
    return text(path).flatMap(Entry::date);
  }

  public Set<String> texts(String path) {
    JsonNode found = at(path);
    Set<String> texts = new LinkedHashSet<>();
    if (found.isArray()) {
      for (JsonNode item : found) {
        if (texts.size() < MAX_ITEMS && item.isTextual() && item.textValue().length() <= MAX_TEXT) {
          texts.add(item.textValue());
        }
      }
    }
    return texts;
  }

  public List<Entry> entries(String path) {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode item : at(path)) {
      if (entries.size() < MAX_ITEMS && item.isObject()) {
        entries.add(new Entry(item));
      }
    }
    return entries;
  }

  public Optional<BigDecimal> decimal(String path) {
    return PriceReader.decimal(at(path));
  }

  private static Optional<Instant> date(String text) {
    try {
      if (text.length() == 10) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      if (text.length() == 19) {
        return Optional.of(Instant.parse(text + "Z"));
      }
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
