package dev.arobase.upstream;

import dev.arobase.exchange.Failure;
import java.util.Locale;
import java.util.Set;

/**
 * What may be repeated at all. A paid POST may have been worked on although no byte came back, so
 * each kind of request states after which failures another attempt is allowed:
 *
 * <pre>
 * kind        connect error, own limit   timeout   anything else that goes on
 * READ        yes                        yes       yes
 * GENERATION  yes                        yes       yes
 * MEDIA       yes                        no        yes
 * ONCE        yes                        no        no
 * </pre>
 *
 * A connect error is one before a connection came about, connect and handshake timeouts included.
 */
public enum RequestKind {
  /** GET and HEAD: nothing is done twice. */
  READ(true, true),
  /** Text and vectors of the endpoint table: a second go costs little. */
  GENERATION(true, true),
  /** Image, audio and video: dear, and slow enough that a timeout often meets work under way. */
  MEDIA(false, true),
  /** What leaves something behind, or whose body can't be sent again. */
  ONCE(false, false);

  /** POST endpoints whose answer is all that they do, as the path goes on after {@code /v1/}. */
  private static final Set<String> GENERATIONS =
      Set.of(
          "chat/completions",
          "completions",
          "embeddings",
          "moderations",
          "responses",
          "rerank",
          "messages",
          "messages/count_tokens");

  private static final Set<String> MEDIA_PATHS =
      Set.of(
          "images/generations",
          "images/edits",
          "audio/speech",
          "audio/transcriptions",
          "audio/translations");

  /** Everything under these is bound to one provider's memory. */
  private static final Set<String> STATEFUL = Set.of("files", "batches", "uploads", "realtime");

  private final boolean afterTimeout;
  private final boolean afterOthers;

  RequestKind(boolean afterTimeout, boolean afterOthers) {
    this.afterTimeout = afterTimeout;
    this.afterOthers = afterOthers;
  }

  /**
   * The kind of a request.
   *
   * @param path what follows {@code /v1}, with or without its first slash, without the query
   * @param background the body says {@code background: true}
   * @param store the body says {@code store: true}
   * @param streamedBody the body goes through without being kept, so that it can't be sent again
   */
  public static RequestKind of(
      String method, String path, boolean background, boolean store, boolean streamedBody) {
    String rest = path.startsWith("/") ? path.substring(1) : path;
    int slash = rest.indexOf('/');
    String first = slash < 0 ? rest : rest.substring(0, slash);
    if (STATEFUL.contains(first)) {
      return ONCE;
    }
    String verb = method.toUpperCase(Locale.ROOT);
    if (verb.equals("GET") || verb.equals("HEAD")) {
      return READ;
    }
    if (!verb.equals("POST") || streamedBody) {
      return ONCE;
    }
    if (rest.equals("responses") && (background || store)) {
      return ONCE;
    }
    if (GENERATIONS.contains(rest)) {
      return GENERATION;
    }
    return MEDIA_PATHS.contains(rest) ? MEDIA : ONCE;
  }

  /** Whether a request of this kind may be sent again, anywhere, after this failure. */
  public boolean mayRepeatAfter(Failure failure) {
    if (failure.beforeConnection()) {
      return true;
    }
    return failure instanceof Failure.TimedOut ? afterTimeout : afterOthers;
  }
}
