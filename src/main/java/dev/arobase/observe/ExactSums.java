package dev.arobase.observe;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * Sums of money by labels, exact. Prometheus counters are doubles, and a million additions of tiny
 * amounts to one drift; here only the sum is rounded, when it is shown.
 */
final class ExactSums {
  private final Map<List<String>, AtomicReference<BigDecimal>> sums = new ConcurrentHashMap<>();

  void add(BigDecimal amount, String... labels) {
    sums.computeIfAbsent(List.of(labels), _ -> new AtomicReference<>(BigDecimal.ZERO))
        .accumulateAndGet(amount, BigDecimal::add);
  }

  void forEach(BiConsumer<List<String>, BigDecimal> action) {
    sums.forEach((labels, sum) -> action.accept(labels, sum.get()));
  }
}
