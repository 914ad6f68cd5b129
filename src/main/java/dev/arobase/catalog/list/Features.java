package dev.arobase.catalog.list;

/** Words for what a model can do, as OpenRouter's names of parameters. */
final class Features {

  private Features() {}

  static void add(String word, RowDraft draft) {
    switch (word) {
      case "tools", "tool-use", "tool_use", "function-calling", "function_calling" ->
          draft.supports("tools").supports("tool_choice");
      case "json_mode", "json-mode" -> draft.supports("response_format");
      case "structured_outputs", "structured-outputs", "structured_output" ->
          draft.supports("response_format").supports("structured_outputs");
      case "reasoning", "thinking" -> draft.supports("reasoning");
      default -> {}
    }
  }
}
