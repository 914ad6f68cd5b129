package dev.arobase.wire;

/**
 * A string member of a request.
 *
 * @param text decoded
 * @param value where its JSON text stands, quotes included
 */
public record StringField(String text, ByteRange value) {}
