package dev.arobase.config;

import java.net.URI;

/** A list of prices by somebody else, for providers that list none. */
public record PriceSheet(URI url, PriceSheetFormat format) {}
