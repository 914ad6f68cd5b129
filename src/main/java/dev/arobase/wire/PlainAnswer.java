package dev.arobase.wire;

import java.util.Optional;

/** What a whole plain answer with a good status turns out to be. */
public sealed interface PlainAnswer {

  /** What was asked for. */
  record Good(Optional<Usage> usage, Optional<String> model) implements PlainAnswer {}

  /** No byte, or only white space. */
  record Empty() implements PlainAnswer {}

  /** A page of some proxy or sign-in service. */
  record HtmlPage() implements PlainAnswer {}

  /** Not JSON, or not all of it. */
  record Broken() implements PlainAnswer {}

  /** An error in spite of the status. */
  record ErrorInside(UpstreamError error) implements PlainAnswer {}
}
