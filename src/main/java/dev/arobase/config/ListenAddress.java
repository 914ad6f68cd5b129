package dev.arobase.config;

/**
 * Where a server listens.
 *
 * @param port 0 takes any free one
 */
public record ListenAddress(String host, int port) {}
