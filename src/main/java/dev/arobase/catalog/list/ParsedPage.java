package dev.arobase.catalog.list;

/** What reading an answer came to. */
public sealed interface ParsedPage {

  record Read(ListPage page) implements ParsedPage {}

  record Refused(Refusal refusal) implements ParsedPage {}

  static ParsedPage refused(Refusal.Reason reason, String detail) {
    return new Refused(new Refusal(reason, detail));
  }
}
