package dev.arobase.ingress;

import dev.arobase.exchange.ErrorCode;

/** What happens to client connections below the level of requests; called on their event loops. */
public interface ConnectionEvents {

  void opened();

  /** Once per opened connection. */
  void closed();

  /**
   * A request was refused before it became one, or its body broke off the rules.
   *
   * @param requestId as the answer carries it
   * @param code what the client was told
   * @param reason a sentence without anything that the client sent
   * @param inBody whether the request's handler had been called already
   */
  void refused(String requestId, ErrorCode code, String reason, boolean inBody);
}
