package dev.arobase.portkey;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A condition over a request's metadata, body and path. */
sealed interface Query {

  /** Longer texts are matched by their beginning. */
  int LONGEST_MATCHED = 16 * 1024;

  boolean holds(Facts facts);

  record All(List<Query> parts) implements Query {
    @Override
    public boolean holds(Facts facts) {
      return parts.stream().allMatch(part -> part.holds(facts));
    }
  }

  record Any(List<Query> parts) implements Query {
    @Override
    public boolean holds(Facts facts) {
      return parts.stream().anyMatch(part -> part.holds(facts));
    }
  }

  /** {@code $eq}, and {@code $ne} when not wanted. */
  record Equal(String field, JsonNode value, boolean wanted) implements Query {
    @Override
    public boolean holds(Facts facts) {
      return facts.get(field).filter(found -> same(found, value)).isPresent() == wanted;
    }
  }

  /** {@code $in}, and {@code $nin} when not wanted. */
  record In(String field, List<JsonNode> values, boolean wanted) implements Query {
    @Override
    public boolean holds(Facts facts) {
      return facts
              .get(field)
              .filter(found -> values.stream().anyMatch(value -> same(found, value)))
              .isPresent()
          == wanted;
    }
  }

  /** {@code $gt $gte $lt $lte}; numbers also where metadata spells them as text. */
  record Order(String field, JsonNode value, boolean greater, boolean orEqual) implements Query {
    @Override
    public boolean holds(Facts facts) {
      return facts
          .get(field)
          .flatMap(found -> compare(found, value))
          .filter(sign -> sign == 0 ? orEqual : (sign > 0) == greater)
          .isPresent();
    }
  }

  record Matches(String field, Pattern pattern) implements Query {
    @Override
    public boolean holds(Facts facts) {
      return facts
          .get(field)
          .filter(JsonNode::isValueNode)
          .map(JsonNode::asText)
          .map(text -> text.length() > LONGEST_MATCHED ? text.substring(0, LONGEST_MATCHED) : text)
          .filter(text -> pattern.matcher(text).find())
          .isPresent();
    }
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return (one.isNumber() && other.isNumber())
        ? one.decimalValue().compareTo(other.decimalValue()) == 0
        : one.equals(other);
  }

  private static Optional<Integer> compare(JsonNode one, JsonNode other) {
    Optional<BigDecimal> left = number(one);
    Optional<BigDecimal> right = number(other);
    if (left.isPresent() && right.isPresent()) {
      return Optional.of(left.get().compareTo(right.get()));
    }
    return one.isTextual() && other.isTextual()
        ? Optional.of(one.textValue().compareTo(other.textValue()))
        : Optional.empty();
  }

  private static Optional<BigDecimal> number(JsonNode node) {
    if (node.isNumber()) {
      return Optional.of(node.decimalValue());
    }
    try {
      return node.isTextual() && node.textValue().length() <= 40
          ? Optional.of(new BigDecimal(node.textValue().strip()))
          : Optional.empty();
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
