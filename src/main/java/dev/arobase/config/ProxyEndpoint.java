package dev.arobase.config;

import java.util.Optional;

/** An outbound HTTP proxy. */
public record ProxyEndpoint(
    boolean tls, String host, int port, Optional<String> user, Optional<Secret> password) {}
