package dev.arobase.exchange;

/** How the relay of one answer ended. */
public sealed interface End {

  /** One word from a bounded set, for the log and metric labels. */
  String reason();

  /** The client has the whole answer. */
  record Complete() implements End {
    @Override
    public String reason() {
      return "complete";
    }
  }

  /** The client left, or was cut off for not reading; the upstream was cancelled. */
  record ClientGone(boolean tooSlow) implements End {
    @Override
    public String reason() {
      return tooSlow ? "client_too_slow" : "client_gone";
    }
  }

  /**
   * The upstream failed after content had gone out; the client was shown that its answer is cut.
   */
  record UpstreamBroke(Failure failure) implements End {
    @Override
    public String reason() {
      return failure.reason();
    }
  }
}
