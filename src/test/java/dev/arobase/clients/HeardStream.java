package dev.arobase.clients;

import dev.arobase.support.Gate;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** What LangChain4j tells of one stream. */
final class HeardStream implements StreamingChatResponseHandler {
  private final Consumer<PartialResponseContext> atEachWord;
  private final StringBuffer said = new StringBuffer();
  private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

  HeardStream() {
    this(context -> {});
  }

  private HeardStream(Consumer<PartialResponseContext> atEachWord) {
    this.atEachWord = atEachWord;
  }

  static HeardStream cancellingAtTheFirstWord() {
    return new HeardStream(context -> context.streamingHandle().cancel());
  }

  static HeardStream opening(Gate gate) {
    return new HeardStream(context -> gate.open());
  }

  /** The words so far. */
  String said() {
    return said.toString();
  }

  /** Waits for the whole answer; fails when the stream did. */
  ChatResponse whole() {
    try {
      return end.get(SdkWorld.LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("the stream failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("the stream did not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the stream's failure; fails when it ended well. */
  Throwable failure() {
    try {
      ChatResponse response = end.get(SdkWorld.LONGEST.toSeconds(), TimeUnit.SECONDS);
      throw new AssertionError("the stream ended well: " + response);
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (TimeoutException e) {
      throw new AssertionError("the stream did not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void onPartialResponse(PartialResponse response, PartialResponseContext context) {
    said.append(response.text());
    atEachWord.accept(context);
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    end.complete(response);
  }

  @Override
  public void onError(Throwable error) {
    end.completeExceptionally(error);
  }
}
