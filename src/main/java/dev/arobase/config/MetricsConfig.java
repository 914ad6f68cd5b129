package dev.arobase.config;

import java.util.Optional;

/**
 * Where metrics are served.
 *
 * @param listener a listener of its own for {@code /metrics}
 */
public record MetricsConfig(Optional<ListenAddress> listener) {}
