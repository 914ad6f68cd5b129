package dev.arobase.config;

/** HTTPS on the listener. */
public record ServerTls(PemFile certificate, PemFile key) {}
