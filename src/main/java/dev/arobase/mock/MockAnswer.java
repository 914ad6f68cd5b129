package dev.arobase.mock;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a model says, and how well it behaves while saying it.
 *
 * @param text what it says; the arguments, if it calls a tool
 * @param toolName the tool that it calls
 * @param finish the finish_reason
 * @param manner how it behaves
 */
record MockAnswer(String text, Optional<String> toolName, String finish, Manner manner) {
  /** How many words lorem says when nobody set a limit. */
  private static final int DEFAULT_WORDS = 64;

  private static final int MOST_WORDS = 1_000_000;
  private static final String[] LOREM =
      ("lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut"
              + " labore et dolore magna aliqua")
          .split(" ", -1);
  private static final Manner PROMPT = new Manner(Duration.ZERO, Duration.ZERO, Break.NONE);
  private static final Manner HALTING =
      new Manner(Duration.ofSeconds(2), Duration.ofMillis(250), Break.NONE);

  /** What happens after three tokens. */
  enum Break {
    NONE,
    CUT,
    STALL
  }

  /**
   * @param delay before the head
   * @param pace between tokens
   */
  record Manner(Duration delay, Duration pace, Break breaks) {}

  /** The answer of a model that answers; the two error models do not. */
  static MockAnswer of(MockModel model, MockRequest request) {
    return switch (model) {
      case TOOLS -> calling(request);
      case LOREM -> lorem(request);
      case SLOW -> said(request, request.text(), HALTING);
      case CUT -> broken(request, Break.CUT);
      case STALL -> broken(request, Break.STALL);
      default -> said(request, request.text(), PROMPT);
    };
  }

  int tokens() {
    return Tokens.count(text);
  }

  /** Breaks off whatever the limit, with something left to say. */
  private static MockAnswer broken(MockRequest request, Break breaks) {
    String text = request.text() + " and then some more words";
    Manner manner = new Manner(Duration.ZERO, Duration.ZERO, breaks);
    return new MockAnswer(text, Optional.empty(), "stop", manner);
  }

  private static MockAnswer said(MockRequest request, String whole, Manner manner) {
    String text = Tokens.first(whole, request.maxTokens().orElse(Integer.MAX_VALUE));
    String finish = text.length() < whole.length() ? "length" : "stop";
    return new MockAnswer(text, Optional.empty(), finish, manner);
  }

  private static MockAnswer lorem(MockRequest request) {
    int words = Math.min(request.maxTokens().orElse(DEFAULT_WORDS), MOST_WORDS);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(LOREM[i % LOREM.length]).append(i + 1 < words ? " " : "");
    }
    String finish = request.maxTokens().isPresent() ? "length" : "stop";
    return new MockAnswer(text.toString(), Optional.empty(), finish, PROMPT);
  }

  private static MockAnswer calling(MockRequest request) {
    if (request.toolResult().isPresent()) {
      return said(request, "The tool answered: " + request.toolResult().get(), PROMPT);
    }
    if (request.tool().isEmpty()) {
      return said(request, "There is no tool to call: the request has none.", PROMPT);
    }
    JsonNode tool = request.tool().get();
    String arguments = ToolArguments.fitting(tool.path("parameters"));
    return new MockAnswer(arguments, Optional.of(tool.path("name").asText()), "tool_calls", PROMPT);
  }
}
