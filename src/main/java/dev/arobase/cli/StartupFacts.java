package dev.arobase.cli;

import dev.arobase.config.Secret;
import java.util.Optional;

/**
 * What only the running gateway knows of itself.
 *
 * @param port the port it got
 * @param models how many models it knows so far
 * @param sampleModel a model id that will answer; empty when none is known
 * @param madeKey the client key that was made at the first start, the only secret it ever prints
 */
public record StartupFacts(
    int port, int models, Optional<String> sampleModel, Optional<Secret> madeKey) {}
