package dev.arobase.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** How an event becomes one line, its line feed included. */
interface LineFormat {
  byte[] line(ILoggingEvent event);
}
