package dev.arobase.cli;

import dev.arobase.config.LogFormat;
import dev.arobase.config.load.Overrides;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What every command is told: the options of the command line, and for those that it leaves out the
 * environment.
 *
 * @param configFile the routes.yaml that holds; empty for the built-in defaults
 * @param overrides what is said over the file
 * @param logFormat said over the file's {@code log.format}
 */
public record Options(
    Optional<Path> configFile, Overrides overrides, Optional<LogFormat> logFormat) {}
