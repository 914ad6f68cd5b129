package dev.arobase.relay;

import dev.arobase.exchange.Failure;
import dev.arobase.wire.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Watches an answer's bytes on their way and says which of them may go to the client. It never
 * changes one.
 *
 * <p>Fed in any split; once {@link #failure} is present or {@link #isOver} is true it is fed no
 * more.
 */
public interface BodyWatch {

  /** Takes the next bytes; returns those, of these and earlier ones, that may go out. */
  Buffer feed(Buffer chunk);

  /**
   * Content has been seen: from here on the answer belongs to the client, and no other upstream can
   * take over.
   */
  boolean isOpen();

  /** What was found wrong in the bytes so far; those already released were good. */
  Optional<Failure> failure();

  /** The answer is over although the body may go on: nothing behind it is of interest. */
  boolean isOver();

  /** The body has ended properly, as far as HTTP can tell: is the answer whole? */
  Ending end();

  /**
   * What a client still has to get of an answer that has finished although its body has not; empty
   * for one that has not finished.
   */
  default Optional<Buffer> missing() {
    return Optional.empty();
  }

  /** What the answer says was used; empty when it does not say. */
  Optional<Usage> usage();

  /** Tokens that were seen to come, one to an event; empty where they do not come one by one. */
  default OptionalLong tokensSeen() {
    return OptionalLong.empty();
  }

  /**
   * Nothing more will be fed: the bytes that are held go at once, since a closed connection may be
   * remembered for seconds. What was found out stays.
   */
  default void release() {}

  /** Whether a whole answer was seen. */
  sealed interface Ending {

    /** It was; {@code tail} has yet to go to the client. */
    record Whole(Buffer tail) implements Ending {}

    /** It was not. */
    record Broken(Failure failure) implements Ending {}
  }
}
