package dev.arobase.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.function.UnaryOperator;

/** Logback's view of a {@link LineFormat}, which may change while events are written. */
final class LineEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};

  private volatile LineFormat format = new TextLines(UnaryOperator.identity(), false);

  void use(LineFormat next) {
    format = next;
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return format.line(event);
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
