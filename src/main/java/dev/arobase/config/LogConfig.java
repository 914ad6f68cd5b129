package dev.arobase.config;

/** What is logged, and how it looks. */
public record LogConfig(LogFormat format, LogLevel level) {}
