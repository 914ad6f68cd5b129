package dev.arobase.config;

/**
 * A key that clients of the gateway present. Only its digest is kept.
 *
 * @param name for logs and metrics
 */
public record ClientKey(String name, SecretDigest digest) {}
