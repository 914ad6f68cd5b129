package dev.arobase.wire;

/**
 * A member of the top-level object.
 *
 * @param name decoded
 * @param nameStart offset of the name's opening quote
 * @param value where the value's JSON text stands
 */
public record Member(String name, int nameStart, ByteRange value) {}
