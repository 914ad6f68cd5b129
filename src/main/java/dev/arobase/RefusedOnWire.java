package dev.arobase;

import dev.arobase.exchange.ErrorCode;
import dev.arobase.ingress.ConnectionEvents;
import dev.arobase.observe.Metrics;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is refused before it becomes a request is told in the log and counted. */
final class RefusedOnWire implements ConnectionEvents {
  private final Logger logger = LoggerFactory.getLogger("arobase.wire");
  private final AtomicReference<Metrics> metrics;

  RefusedOnWire(AtomicReference<Metrics> metrics) {
    this.metrics = metrics;
  }

  @Override
  public void opened() {}

  @Override
  public void closed() {}

  @Override
  public void refused(String requestId, ErrorCode code, String reason, boolean inBody) {
    metrics.get().wireRefusal(code);
    // A request whose handler was called already has a line of its own.
    if (!inBody) {
      logger.info("refused {} {}: {}", requestId, code.word(), reason);
    }
  }
}
