package dev.arobase.cli;

/**
 * What the commands do, besides reading what is typed and printing. Wired by the program's main.
 */
public record Actions(
    Serve serve,
    ConfigSource config,
    CatalogSource catalog,
    Syncing syncing,
    Explaining explaining,
    Probing probing) {}
