package dev.arobase.wire;

import java.util.Optional;

/**
 * What in a body tells one conversation from another. Only strings that are not empty count; each
 * is at most {@value #MAX_CHARS} characters, longer ones are left out.
 */
public record ConversationKeys(
    Optional<String> promptCacheKey, Optional<String> metadataUserId, Optional<String> user) {

  static final int MAX_CHARS = 4096;

  public static final ConversationKeys NONE =
      new ConversationKeys(Optional.empty(), Optional.empty(), Optional.empty());
}
