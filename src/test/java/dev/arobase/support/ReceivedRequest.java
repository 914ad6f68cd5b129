package dev.arobase.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request as an upstream received it.
 *
 * @param connection the number of its connection, counted from 1 per upstream
 * @param onConnection how many requests came on this connection before it
 * @param arrived when it was read whole, by {@link System#nanoTime}
 * @param body decoded of its transfer coding, otherwise untouched
 * @param peerClosed completes with {@link System#nanoTime} when the sender's side of the connection
 *     was seen closed or reset
 */
public record ReceivedRequest(
    int connection,
    int onConnection,
    long arrived,
    String method,
    String target,
    Headers headers,
    byte[] body,
    CompletableFuture<Long> peerClosed) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public String text() {
    return new String(body, UTF_8);
  }

  /** The body as JSON; a missing node where it is none. */
  public JsonNode json() {
    try {
      return JSON.readTree(text());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  public String model() {
    return json().path("model").asText();
  }

  public boolean stream() {
    return json().path("stream").asBoolean();
  }

  /** The key of {@code Authorization: Bearer}. */
  public Optional<String> bearer() {
    return headers
        .first("authorization")
        .filter(value -> value.startsWith("Bearer "))
        .map(value -> value.substring("Bearer ".length()));
  }

  /**
   * Waits, at most so long, for the sender to close this request's connection.
   *
   * @return when, by {@link System#nanoTime}; empty when it did not
   */
  public Optional<Long> awaitPeerClosed(Duration atMost) {
    try {
      return Optional.of(peerClosed.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public String toString() {
    return method + " " + target + " model=" + model() + " on connection " + connection;
  }
}
