package dev.arobase.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Optional;

/** Finds the request that an event is about. */
final class LoggedRequest {
  private LoggedRequest() {}

  static Optional<RequestRecord> of(ILoggingEvent event) {
    Object[] arguments = event.getArgumentArray();
    return arguments != null && arguments.length == 1 && arguments[0] instanceof RequestRecord one
        ? Optional.of(one)
        : Optional.empty();
  }
}
