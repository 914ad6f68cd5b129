package dev.arobase.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One JSON object per line, for machines. */
final class JsonLines implements LineFormat {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final UnaryOperator<String> mask;
  private final boolean stacks;

  /**
   * Lines that went through a mask.
   *
   * @param stacks whether stack traces are written
   */
  JsonLines(UnaryOperator<String> mask, boolean stacks) {
    this.mask = mask;
    this.stacks = stacks;
  }

  @Override
  public byte[] line(ILoggingEvent event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("time", event.getInstant().toString());
      json.writeStringField("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
      Optional<RequestRecord> request = LoggedRequest.of(event);
      if (request.isPresent()) {
        RequestFields.write(json, request.get());
      } else {
        message(json, event);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    out.write('\n');
    return out.toByteArray();
  }

  private void message(JsonGenerator json, ILoggingEvent event) throws IOException {
    json.writeStringField("logger", event.getLoggerName());
    json.writeStringField("message", mask.apply(event.getFormattedMessage()));
    if (event.getThrowableProxy() != null) {
      json.writeStringField("error", mask.apply(Failures.words(event.getThrowableProxy())));
      if (stacks) {
        json.writeStringField("stack", mask.apply(Failures.stack(event.getThrowableProxy())));
      }
    }
  }
}
