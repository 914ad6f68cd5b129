package dev.arobase.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A label that takes its values from requests, kept to a bounded number of them: first come, first
 * served, the rest is {@code other}.
 */
final class BoundedLabel {
  static final String OTHER = "other";
  static final String NONE = "none";

  /** A model's id is rarely longer than 80 characters. */
  private static final int MAX_LENGTH = 128;

  private final int limit;
  private final Set<String> values = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();

  BoundedLabel(int limit) {
    this.limit = limit;
  }

  /** The value as a label: itself, or {@code other}. */
  String of(String value) {
    if (values.contains(value)) {
      return value;
    }
    if (value.length() > MAX_LENGTH || count.get() >= limit) {
      return OTHER;
    }
    if (count.incrementAndGet() > limit) {
      count.decrementAndGet();
      return OTHER;
    }
    if (!values.add(value)) {
      count.decrementAndGet();
    }
    return value;
  }

  /** As {@link #of}, but a value that is not known yet does not become so. */
  String known(String value) {
    return values.contains(value) ? value : OTHER;
  }
}
