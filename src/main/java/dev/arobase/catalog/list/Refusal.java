package dev.arobase.catalog.list;

/**
 * Why an answer was not taken as a list of models.
 *
 * @param reason what went wrong, one of few: fit for a metric's label
 * @param detail a clause for the log, without anything secret
 */
public record Refusal(Reason reason, String detail) {

  /** The ways in which a list goes wrong. */
  public enum Reason {
    /** No connection, no answer, none in time. */
    NO_ANSWER,
    /** A status other than 200 and 404. */
    STATUS,
    /** 404: there is no such list. */
    NOT_FOUND,
    /** Somewhere else, often a page to sign in at. */
    REDIRECT,
    /** A web page. */
    HTML,
    /** More bytes than are read of a list. */
    TOO_LARGE,
    /** No JSON, or not all of it. */
    INVALID_JSON,
    /** JSON, but no list of models. */
    WRONG_TYPE,
    /** No models in it. */
    EMPTY,
    /** Pages that never end or point elsewhere. */
    PAGING,
    /** More than half of the known models gone at once. */
    SHRUNK
  }
}
