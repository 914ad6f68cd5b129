package dev.arobase.exchange;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why an attempt gave no answer. Every failure states four facts: what happened (its type and
 * {@link #reason}), whose {@link #fault} it is, where a {@link #repeat} may help, and the {@link
 * #cause} if there is one.
 */
public sealed interface Failure {

  /** The facts that every failure has. */
  Facts facts();

  /**
   * What holds of a failure whatever else is known about it.
   *
   * @param reason one word from a bounded set, for metadata, logs and metric labels
   */
  record Facts(String reason, Fault fault, Repeat repeat) {}

  /** As {@link Facts#reason}. */
  default String reason() {
    return facts().reason();
  }

  default Fault fault() {
    return facts().fault();
  }

  default Repeat repeat() {
    return facts().repeat();
  }

  /** For the log only: its text may name hosts and is never shown to a client. */
  default Optional<Throwable> cause() {
    return Optional.empty();
  }

  /** The HTTP status the upstream gave; empty when no head came. */
  default OptionalInt status() {
    return OptionalInt.empty();
  }

  /**
   * True when the upstream can't have begun to work, so that nothing can be paid or done twice: no
   * connection came about.
   */
  default boolean beforeConnection() {
    return false;
  }

  /** True when it speaks against the health of this provider and model: breakers count it. */
  default boolean countsForBreaker() {
    return fault() == Fault.UPSTREAM;
  }

  /** No connection, or a connection that died before an answer's head. */
  record Unreachable(Way way, Optional<Throwable> cause) implements Failure {

    /** How it could not be reached. */
    public enum Way {
      CONNECT_REFUSED("connect_refused", true),
      DNS("dns", true),
      /** Also: a proxy in between refused the tunnel. */
      CONNECT_FAILED("connect_failed", true),
      /** Reset or closed before the head, when work may have begun. */
      RESET("reset", false),
      /** A pooled connection that proved stale while or just after the request was written. */
      RESET_ON_REUSED("reset_on_reused", false);

      private final String reason;
      private final boolean beforeConnection;

      Way(String reason, boolean beforeConnection) {
        this.reason = reason;
        this.beforeConnection = beforeConnection;
      }
    }

    /** Later than this after the last byte of the request, work on it may well have begun. */
    static final Duration STALE_WITHIN = Duration.ofSeconds(1);

    /**
     * A connection that was reset or closed before the answer's head.
     *
     * @param reused it had served a request before
     * @param sinceWritten how long ago the request was fully written; empty when it wasn't yet
     */
    public static Unreachable reset(
        boolean reused, Optional<Duration> sinceWritten, Throwable cause) {
      boolean stale =
          reused && sinceWritten.filter(time -> time.compareTo(STALE_WITHIN) > 0).isEmpty();
      return new Unreachable(stale ? Way.RESET_ON_REUSED : Way.RESET, Optional.of(cause));
    }

    @Override
    public Facts facts() {
      return new Facts(
          way.reason,
          Fault.UPSTREAM,
          way == Way.RESET_ON_REUSED ? Repeat.ON_REUSED_CONNECTION : Repeat.ANYWHERE);
    }

    @Override
    public boolean beforeConnection() {
      return way.beforeConnection;
    }

    /** A stale pooled connection says nothing about the health of the provider. */
    @Override
    public boolean countsForBreaker() {
      return way != Way.RESET_ON_REUSED;
    }
  }

  /** The certificate or the handshake was refused, by either side. */
  record TlsRefused(Optional<Throwable> cause) implements Failure {
    @Override
    public Facts facts() {
      return new Facts("tls_refused", Fault.UPSTREAM, Repeat.ANYWHERE);
    }

    @Override
    public boolean beforeConnection() {
      return true;
    }
  }

  /**
   * Something took too long.
   *
   * @param limit the limit that was passed
   */
  record TimedOut(Phase phase, Duration limit, OptionalInt status) implements Failure {

    /** Which of the limits. */
    public enum Phase {
      CONNECT("connect_timeout"),
      TLS_HANDSHAKE("tls_timeout"),
      FIRST_BYTE("first_byte_timeout"),
      FIRST_TOKEN("first_token_timeout"),
      IDLE("idle_timeout"),
      TOTAL("total_timeout");

      private final String reason;

      Phase(String reason) {
        this.reason = reason;
      }
    }

    public TimedOut(Phase phase, Duration limit) {
      this(phase, limit, OptionalInt.empty());
    }

    /** After the total limit nobody has time left for another attempt. */
    @Override
    public Facts facts() {
      return new Facts(
          phase.reason, Fault.UPSTREAM, phase == Phase.TOTAL ? Repeat.NEVER : Repeat.ANYWHERE);
    }

    @Override
    public boolean beforeConnection() {
      return phase == Phase.CONNECT || phase == Phase.TLS_HANDSHAKE;
    }
  }

  /** The upstream answered with an error: as its status, or inside a 200 that names one. */
  record BadStatus(UpstreamComplaint complaint, boolean inside200) implements Failure {

    public static BadStatus head(UpstreamComplaint complaint) {
      return new BadStatus(complaint, false);
    }

    /** An error as the body of a 200, or as an event before the first content token. */
    public static BadStatus inside(UpstreamComplaint complaint) {
      return new BadStatus(complaint, true);
    }

    /** The row of the table that it belongs to. */
    public StatusRow row() {
      return StatusRow.of(complaint.status(), complaint.meaning());
    }

    @Override
    public OptionalInt status() {
      return OptionalInt.of(inside200 ? 200 : complaint.status());
    }

    @Override
    public Facts facts() {
      return row().facts();
    }

    @Override
    public boolean countsForBreaker() {
      return row().countsForBreaker();
    }
  }

  /** What came is no answer, whatever its status says. */
  record Garbage(What what, OptionalInt status, Optional<Throwable> cause) implements Failure {

    /** What is wrong with it. */
    public enum What {
      HTML("html"),
      BROKEN_JSON("broken_json"),
      EMPTY_BODY("empty_body"),
      EMPTY_STREAM("empty_stream"),
      MALFORMED_EVENT("malformed_event"),
      EVENT_TOO_LARGE("event_too_large"),
      /** Comments or empty events without an end, and no content among them. */
      NO_CONTENT("no_content"),
      /** The connection ended, or the bytes did, before the answer was whole. */
      TRUNCATED("truncated"),
      /** Packed in a way that was not asked for and is not known. */
      UNKNOWN_CODING("unknown_coding"),
      /** Bytes that are no HTTP, or a head beyond the limits. */
      NOT_HTTP("not_http");

      private final String reason;

      What(String reason) {
        this.reason = reason;
      }
    }

    public static Garbage of(What what, int status) {
      return new Garbage(what, OptionalInt.of(status), Optional.empty());
    }

    @Override
    public Facts facts() {
      return new Facts(what.reason, Fault.UPSTREAM, Repeat.ANYWHERE);
    }
  }

  /**
   * Our own limit for this provider is reached; nothing was sent.
   *
   * @param limit names the setting, for the message: {@code max_concurrent}
   */
  record Overloaded(String limit, Duration retryAfter) implements Failure {
    @Override
    public Facts facts() {
      return new Facts("overloaded", Fault.GATEWAY, Repeat.ANYWHERE);
    }

    @Override
    public boolean beforeConnection() {
      return true;
    }
  }

  /**
   * The host that the client named must not be reached; nothing was sent.
   *
   * @param why as the client is told it
   */
  record HostRefused(String why) implements Failure {
    @Override
    public Facts facts() {
      return new Facts("host_refused", Fault.CLIENT, Repeat.NEVER);
    }

    @Override
    public boolean beforeConnection() {
      return true;
    }
  }

  /** The client left; there is nobody to answer. */
  record ClientGone() implements Failure {
    @Override
    public Facts facts() {
      return new Facts("client_gone", Fault.CLIENT, Repeat.NEVER);
    }
  }

  /** Our own bug. */
  record Internal(Throwable problem) implements Failure {
    @Override
    public Facts facts() {
      return new Facts("internal", Fault.GATEWAY, Repeat.NEVER);
    }

    @Override
    public Optional<Throwable> cause() {
      return Optional.of(problem);
    }
  }
}
