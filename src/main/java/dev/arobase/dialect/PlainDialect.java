package dev.arobase.dialect;

import dev.arobase.wire.StreamReader;

/** Endpoints whose answers the gateway does not understand: errors in OpenAI's shape. */
public final class PlainDialect implements Dialect {

  @Override
  public StreamReader newStreamReader() {
    return new PlainStreamReader();
  }
}
