package dev.arobase.exchange;

/** What the words of an upstream's error say beyond its status. */
public enum ErrorMeaning {
  /** Nothing that changes the treatment of its status. */
  PLAIN,
  /** This provider doesn't have the model, or no longer, or not running. Others may. */
  MODEL_NOT_FOUND,
  /** The request is longer than this offering takes. Others may take more. */
  CONTEXT_LENGTH,
  /** A moderation or content policy refused the request. */
  CONTENT_FILTER,
  /** The account has no credit left. */
  INSUFFICIENT_QUOTA
}
