package dev.arobase.config;

import java.util.Optional;

/**
 * TLS towards a provider.
 *
 * @param ca trusted instead of the JDK's authorities
 * @param verify false trusts any certificate of this provider, and of no other
 * @param clientCertificate with {@code clientKey}, for mutual TLS
 * @param serverName asked for and verified instead of the base URL's host
 */
public record TlsConfig(
    Optional<PemFile> ca,
    boolean verify,
    Optional<PemFile> clientCertificate,
    Optional<PemFile> clientKey,
    Optional<String> serverName) {}
