package dev.arobase.config;

import java.nio.file.Path;

/**
 * A PEM file as it was when the configuration was read. Two are equal when path and text are, so a
 * changed certificate makes a changed configuration. The text may be a private key and never
 * prints.
 */
public record PemFile(Path path, Secret text) {}
