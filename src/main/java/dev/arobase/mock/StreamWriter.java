package dev.arobase.mock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Supplier;

/**
 * Writes one answer as server-sent events, a token each: at the answer's pace, no faster than the
 * reader takes them, and breaking off where the model's manner says so. Everything runs on the
 * response's event loop.
 */
final class StreamWriter {
  /** Tokens written before others on the event loop get their turn. */
  private static final int BURST = 64;

  private static final int TOKENS_BEFORE_BREAK = 3;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final AnswerFormat format;
  private final MockAnswer answer;
  private final Runnable finish;
  private int at;
  private int written;
  private boolean gone;

  /**
   * @param usage computed once the text is said
   * @param usageChunk whether the usage comes as a chunk of its own, else in the last one
   */
  StreamWriter(
      Vertx vertx,
      HttpServerRequest request,
      AnswerFormat format,
      MockAnswer answer,
      Supplier<ObjectNode> usage,
      boolean usageChunk) {
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
    this.format = format;
    this.answer = answer;
    this.finish = () -> finish(usage.get(), usageChunk);
  }

  void write() {
    response.closeHandler(closed -> gone = true);
    response.exceptionHandler(failure -> gone = true);
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream")
        .putHeader("cache-control", "no-cache");
    format.opening(answer).ifPresent(this::event);
    tokens();
  }

  private void tokens() {
    for (int burst = 0; burst < BURST; burst++) {
      if (gone) {
        return;
      }
      if (written == TOKENS_BEFORE_BREAK && answer.manner().breaks() != MockAnswer.Break.NONE) {
        breakOff();
        return;
      }
      if (at >= answer.text().length()) {
        finish.run();
        return;
      }
      int end = Tokens.end(answer.text(), at);
      event(format.token(answer.text().substring(at, end), answer.toolName().isPresent()));
      at = end;
      written++;
      if (response.writeQueueFull()) {
        response.drainHandler(drained -> tokens());
        return;
      }
      if (answer.manner().pace().isPositive()) {
        vertx.setTimer(answer.manner().pace().toMillis(), timer -> tokens());
        return;
      }
    }
    vertx.runOnContext(turn -> tokens());
  }

  private void breakOff() {
    if (answer.manner().breaks() == MockAnswer.Break.CUT) {
      request.connection().close();
    } else {
      Silence.until(vertx, request);
    }
  }

  private void finish(ObjectNode usage, boolean usageChunk) {
    ObjectNode ending = format.ending(answer.finish());
    if (!usageChunk) {
      ending.set("usage", usage);
    }
    event(ending);
    if (usageChunk) {
      event(format.usageChunk(usage));
    }
    response.end("data: [DONE]\n\n");
  }

  private void event(ObjectNode data) {
    response.write("data: " + data + "\n\n");
  }
}
