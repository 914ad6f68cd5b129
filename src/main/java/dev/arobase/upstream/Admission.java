package dev.arobase.upstream;

import dev.arobase.exchange.Failure;

/** Whether a request may go to a provider now. */
public sealed interface Admission {

  /** It may; {@code slot} is to be released when the attempt has ended. */
  record Admitted(ConcurrencySlot slot) implements Admission {}

  /**
   * Too many at once: {@link Failure.Overloaded}; or it was cancelled: {@link Failure.ClientGone}.
   */
  record Refused(Failure failure) implements Admission {}
}
