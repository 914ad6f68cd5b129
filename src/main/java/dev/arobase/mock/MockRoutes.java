package dev.arobase.mock;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The mock's endpoints. Errors have OpenAI's envelope. */
final class MockRoutes {
  /** Twice what the gateway takes by default, so that its limit is the one that is met. */
  static final int MOST_BODY_BYTES = 64 * 1024 * 1024;

  /** Bodies up to this size are read on the event loop, larger ones on a worker. */
  private static final int SMALL_BODY_BYTES = 64 * 1024;

  private static final long CREATED = 1_767_225_600; // 2026-01-01, when these models came out
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectReader READER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(MOST_BODY_BYTES).build())
                  .build())
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Vertx vertx;
  private final AtomicLong answers = new AtomicLong();

  MockRoutes(Vertx vertx) {
    this.vertx = vertx;
  }

  void handle(HttpServerRequest request) {
    String path = Objects.requireNonNullElse(request.path(), "");
    if (request.method().equals(HttpMethod.GET) && path.startsWith("/v1/models")) {
      models(request, path.substring("/v1/models".length()));
      return;
    }
    if (!request.method().equals(HttpMethod.POST)) {
      refuse(request.response(), 404, "not_found", "no such endpoint: " + path);
      return;
    }
    switch (path) {
      case "/v1/chat/completions" -> withBody(request, body -> answer(request, body, true));
      case "/v1/completions" -> withBody(request, body -> answer(request, body, false));
      case "/v1/embeddings" ->
          withBody(request, body -> send(request.response(), 200, Embedding.answer(body)));
      default -> refuse(request.response(), 404, "not_found", "no such endpoint: " + path);
    }
  }

  private void models(HttpServerRequest request, String rest) {
    if (rest.isEmpty()) {
      ObjectNode list = JSON.objectNode().put("object", "list");
      ArrayNode data = list.putArray("data");
      for (MockModel model : MockModel.values()) {
        data.add(entry(model));
      }
      send(request.response(), 200, list);
      return;
    }
    Optional<MockModel> model =
        rest.startsWith("/") ? MockModel.named(rest.substring(1)) : Optional.empty();
    model.ifPresentOrElse(
        known -> send(request.response(), 200, entry(known)),
        () -> refuse(request.response(), 404, "model_not_found", "no such model: " + rest));
  }

  private static ObjectNode entry(MockModel model) {
    return JSON.objectNode()
        .put("id", model.id())
        .put("object", "model")
        .put("created", CREATED)
        .put("owned_by", "mock")
        .put("context_length", 1_048_576);
  }

  private void answer(HttpServerRequest request, JsonNode body, boolean chat) {
    MockRequest asked = MockRequest.of(body);
    Optional<MockModel> model = MockModel.named(asked.model());
    if (model.isEmpty()) {
      refuse(request.response(), 404, "model_not_found", "the mock has no model " + asked.model());
      return;
    }
    switch (model.get()) {
      case ERROR_429 -> {
        request.response().putHeader("retry-after", "1");
        refuse(request.response(), 429, "rate_limit_exceeded", "the mock is out of patience");
      }
      case ERROR_500 -> refuse(request.response(), 500, "server_error", "the mock fell over");
      default -> say(request, asked, MockAnswer.of(model.get(), asked), chat);
    }
  }

  private void say(HttpServerRequest request, MockRequest asked, MockAnswer answer, boolean chat) {
    AnswerFormat format =
        new AnswerFormat(
            chat,
            (chat ? "chatcmpl-mock-" : "cmpl-mock-") + answers.incrementAndGet(),
            CREATED,
            asked.model());
    Runnable speak =
        asked.stream()
            ? () ->
                new StreamWriter(
                        vertx,
                        request,
                        format,
                        answer,
                        () -> usage(asked, answer),
                        asked.includeUsage())
                    .write()
            : () -> whole(request, format, asked, answer);
    if (answer.manner().delay().isPositive()) {
      vertx.setTimer(answer.manner().delay().toMillis(), timer -> speak.run());
    } else {
      speak.run();
    }
  }

  /** A plain answer; one that breaks off stops in the middle of its JSON. */
  private void whole(
      HttpServerRequest request, AnswerFormat format, MockRequest asked, MockAnswer answer) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    ObjectNode whole = format.whole(answer, usage(asked, answer));
    if (answer.manner().breaks() == MockAnswer.Break.NONE) {
      send(response, 200, whole);
      return;
    }
    Buffer bytes = Buffer.buffer(whole.toString());
    response
        .putHeader("content-type", "application/json")
        .putHeader("content-length", Integer.toString(bytes.length()));
    Future<Void> written = response.write(bytes.slice(0, bytes.length() / 2));
    if (answer.manner().breaks() == MockAnswer.Break.CUT) {
      written.onComplete(ended -> request.connection().close());
    } else {
      Silence.until(vertx, request);
    }
  }

  private static ObjectNode usage(MockRequest asked, MockAnswer answer) {
    int completion = answer.tokens();
    return JSON.objectNode()
        .put("prompt_tokens", asked.promptTokens())
        .put("completion_tokens", completion)
        .put("total_tokens", asked.promptTokens() + completion);
  }

  /** Reads the body, at most {@link #MOST_BODY_BYTES} of it, as a JSON object. */
  private void withBody(HttpServerRequest request, Consumer<JsonNode> use) {
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() > MOST_BODY_BYTES) {
            refuse(request.response(), 413, "body_too_large", "the body is too large");
            request.connection().close();
          } else {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(
        end -> {
          if (body.length() <= SMALL_BODY_BYTES) {
            useObject(request, read(body), use);
          } else {
            vertx
                .executeBlocking(() -> read(body), false)
                .onSuccess(json -> useObject(request, json, use));
          }
        });
  }

  private static void useObject(
      HttpServerRequest request, @Nullable JsonNode json, Consumer<JsonNode> use) {
    if (json != null && json.isObject()) {
      use.accept(json);
    } else {
      refuse(request.response(), 400, "invalid_json", "the body is no JSON object");
    }
  }

  /** Missing when it is no JSON. */
  private static JsonNode read(Buffer body) {
    try {
      return READER.readTree(body.getBytes());
    } catch (JsonProcessingException malformed) {
      return JSON.missingNode();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void refuse(HttpServerResponse response, int status, String code, String message) {
    ObjectNode envelope = JSON.objectNode();
    envelope
        .putObject("error")
        .put("message", message)
        .put("type", status >= 500 ? "server_error" : "invalid_request_error")
        .putNull("param")
        .put("code", code);
    send(response, status, envelope);
  }

  private static void send(HttpServerResponse response, int status, ObjectNode body) {
    if (!response.ended() && !response.closed()) {
      response
          .setStatusCode(status)
          .putHeader("content-type", "application/json")
          .end(body.toString());
    }
  }
}
