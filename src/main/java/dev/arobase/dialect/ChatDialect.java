package dev.arobase.dialect;

import dev.arobase.wire.StreamReader;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** OpenAI's chat and text completions. */
public final class ChatDialect implements Dialect {

  @Override
  public StreamReader newStreamReader() {
    return new ChatStreamReader();
  }

  @Override
  public Optional<Buffer> closingEvent() {
    return Optional.of(Buffer.buffer("data: [DONE]\n\n"));
  }
}
