package dev.arobase.ingress;

import dev.arobase.dialect.ChatDialect;
import dev.arobase.dialect.Dialect;
import dev.arobase.dialect.MessagesDialect;
import dev.arobase.dialect.PlainDialect;
import dev.arobase.dialect.ResponsesDialect;
import dev.arobase.exchange.Endpoint;
import io.vertx.core.http.HttpServerRequest;

/** Which dialect an endpoint speaks. */
final class Dialects {
  private static final Dialect CHAT = new ChatDialect();
  private static final Dialect RESPONSES = new ResponsesDialect();
  private static final Dialect MESSAGES = new MessagesDialect();
  private static final Dialect PLAIN = new PlainDialect();

  private Dialects() {}

  /** By a request's target, for errors before it becomes a request; empty for one unknown. */
  static Dialect ofTarget(String target) {
    return ApiPath.of(target)
        .flatMap(path -> Endpoint.ofPath(path.rest()))
        .map(Dialects::of)
        .orElse(PLAIN);
  }

  /** As {@link #ofTarget}; Anthropic's clients read the list of models in their own dialect. */
  static Dialect of(HttpServerRequest request) {
    boolean models =
        ApiPath.of(request.uri()).filter(path -> path.rest().startsWith("/models")).isPresent();
    return models && speaksAnthropic(request) ? MESSAGES : ofTarget(request.uri());
  }

  static boolean speaksAnthropic(HttpServerRequest request) {
    return request.headers().contains("anthropic-version");
  }

  static Dialect of(Endpoint endpoint) {
    return switch (endpoint) {
      case CHAT_COMPLETIONS, COMPLETIONS -> CHAT;
      case RESPONSES -> RESPONSES;
      case MESSAGES, MESSAGES_COUNT_TOKENS -> MESSAGES;
      default -> PLAIN;
    };
  }
}
