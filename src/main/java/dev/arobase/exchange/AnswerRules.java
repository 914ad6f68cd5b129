package dev.arobase.exchange;

/**
 * What of the request changes the row of an answer.
 *
 * @param clientKey the client brought the provider key itself: 401, 402, 403 and 429 are its own
 *     and are relayed as they are
 * @param keepsStatus529 the Messages dialect knows 529 and its clients act on it
 */
public record AnswerRules(boolean clientKey, boolean keepsStatus529) {
  public static final AnswerRules USUAL = new AnswerRules(false, false);
}
