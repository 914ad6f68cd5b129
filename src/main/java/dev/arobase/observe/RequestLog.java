package dev.arobase.observe;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line per request. It is formatted and written by the log's own thread. */
public final class RequestLog {
  /** The logger's name, for those who filter. */
  public static final String LOGGER = "arobase.request";

  private final Logger logger = LoggerFactory.getLogger(LOGGER);

  public void log(RequestRecord request) {
    logger.info("request", request);
  }
}
