package dev.arobase.relay;

import dev.arobase.config.Timeouts;
import dev.arobase.exchange.End;
import dev.arobase.exchange.Failure;
import dev.arobase.exchange.Failure.Garbage;
import dev.arobase.exchange.Failure.TimedOut;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An answer's body from the upstream's head to its end, in two steps: it is held until it shows
 * content, so that a failure until then can still be mended elsewhere, and then it flows to the
 * client.
 *
 * <pre>
 *   OPENING ──content──▶ OPEN ──flowTo──▶ FLOWING ──▶ DONE
 *      └──failure, cancel──┴────────────────┴───────────▲
 * </pre>
 *
 * Back-pressure: a client that is full pauses the upstream and suspends the watchdog. An upstream
 * that breaks is told to the flow's listener; a client that leaves resets the upstream. Lives on
 * one event loop.
 */
public final class UpstreamBody {

  private enum State {
    OPENING,
    OPEN,
    FLOWING,
    DONE
  }

  /** Who waits for the first content. Exactly one of the two is told, once. */
  public interface Opening {
    void opened();

    void failed(Failure failure);
  }

  /**
   * Who waits for the end of the flow; told once, before the client gets its last byte. A broken
   * answer is still open on the client's side.
   */
  public interface Flow {
    void ended(End end);
  }

  /**
   * How long an upstream may take to finish a body whose answer is over, for its connection to be
   * used again.
   */
  private static final long LINGER_MILLIS = 1_000;

  /** Bytes that are held without any content among them. */
  private static final int MAX_HELD = 8 * 1024 * 1024;

  private final Vertx vertx;
  private final HttpClientResponse upstream;
  private final ContentCoding coding;
  private final UpstreamBytes packed;
  private final ReadStream<Buffer> bytes;
  private final BodyWatch watch;
  private final Watchdog watchdog;
  private final Timeouts timeouts;
  private final boolean stream;
  private final Opening opening;

  private State state = State.OPENING;
  private Buffer held = Buffer.buffer();
  private boolean bodyEnded;
  private Optional<BodyWatch.Ending> ending = Optional.empty();
  private Optional<Failure> brokenWhileOpen = Optional.empty();
  private boolean paused;

  /**
   * Begins to read at once; call it within the handler of the upstream's head.
   *
   * @param coding how the body is packed; it flows unpacked
   * @param stream the wait for content is bounded by first_token; else the gaps by idle
   */
  public UpstreamBody(
      Vertx vertx,
      HttpClientResponse upstream,
      BodyWatch watch,
      Watchdog watchdog,
      Timeouts timeouts,
      boolean stream,
      ContentCoding coding,
      Opening opening) {
    this.vertx = vertx;
    this.upstream = upstream;
    this.coding = coding;
    this.packed = new UpstreamBytes(upstream);
    this.bytes = coding.unpack(vertx, packed);
    this.watch = watch;
    this.watchdog = watchdog;
    this.timeouts = timeouts;
    this.stream = stream;
    this.opening = opening;
    watchdog.onExpired(phase -> failOpening(timedOut(phase)));
    if (stream) {
      watchdog.enter(Watchdog.Phase.FIRST_TOKEN, timeouts.firstToken());
    } else {
      watchdog.enter(Watchdog.Phase.IDLE, timeouts.idle());
    }
    bytes.exceptionHandler(
        error -> {
          failed(error);
          failOpening(truncated());
        });
    bytes.endHandler(nothing -> endedWhileOpening());
    bytes.handler(this::receivedWhileOpening);
  }

  /**
   * Bytes of the body if all of it is here already, so that it can go out with a content-length.
   */
  public OptionalInt wholeLength() {
    return ending.isPresent() && ending.get() instanceof BodyWatch.Ending.Whole whole
        ? OptionalInt.of(held.length() + whole.tail().length())
        : OptionalInt.empty();
  }

  /** The client gets other bytes than the upstream sent: they are unpacked. */
  public boolean isUnpacked() {
    return coding.isUnpacked();
  }

  public BodyWatch watch() {
    return watch;
  }

  /** Ends it in any state; the upstream's connection is closed unless its body has ended. */
  public void cancel() {
    if (state != State.DONE) {
      done();
      resetUpstream();
    }
  }

  private void receivedWhileOpening(Buffer chunk) {
    if (state != State.OPENING) {
      return;
    }
    if (!stream) {
      // Comments and empty deltas are no progress: first_token counts on through them.
      watchdog.progress();
    }
    Buffer good = watch.feed(chunk);
    held = held.length() == 0 ? good : held.appendBuffer(good);
    if (watch.failure().isPresent() && !watch.isOpen()) {
      failOpening(watch.failure().get());
    } else if (watch.isOpen()) {
      open();
    } else if (held.length() > MAX_HELD) {
      failOpening(Garbage.of(Garbage.What.NO_CONTENT, upstream.statusCode()));
    }
  }

  private void endedWhileOpening() {
    bodyEnded = true;
    if (state == State.DONE || ending.isPresent()) {
      return;
    }
    BodyWatch.Ending how = watch.end();
    ending = Optional.of(how);
    if (state != State.OPENING) {
      return;
    }
    switch (how) {
      case BodyWatch.Ending.Whole whole -> open();
      case BodyWatch.Ending.Broken broken -> failOpening(broken.failure());
    }
  }

  private void open() {
    state = State.OPEN;
    watchdog.suspend();
    if (!bodyEnded) {
      pause();
    }
    opening.opened();
  }

  private void failOpening(Failure failure) {
    switch (state) {
      case OPENING -> {
        done();
        resetUpstream();
        opening.failed(failure);
      }
      case OPEN -> brokenWhileOpen = Optional.of(failure);
      default -> {}
    }
  }

  /** Gives the client what was held and then everything else; the client's head is already set. */
  public void flowTo(ClientAnswer client, Flow flow) {
    if (state != State.OPEN) {
      throw new IllegalStateException("not open: " + state);
    }
    state = State.FLOWING;
    client.onLeft(
        () -> {
          if (state == State.FLOWING) {
            cancel();
            flow.ended(new End.ClientGone(client.wasTooSlow()));
          }
        });
    if (state != State.FLOWING) {
      return;
    }
    client.write(held);
    held = Buffer.buffer();
    if (watch.failure().isPresent()) {
      broke(watch.failure().get(), flow);
    } else if (ending.isPresent()) {
      finish(ending.get(), client, flow);
    } else if (brokenWhileOpen.isPresent()) {
      brokeOff(brokenWhileOpen.get(), client, flow);
    } else if (watch.isOver()) {
      over(client, flow);
    } else {
      flow(client, flow);
    }
  }

  private void flow(ClientAnswer client, Flow flow) {
    watchdog.onExpired(phase -> brokeOff(timedOut(phase), client, flow));
    watchdog.enter(Watchdog.Phase.IDLE, timeouts.idle());
    client.onWritable(
        () -> {
          if (state == State.FLOWING && paused) {
            resume();
          }
        });
    bytes.exceptionHandler(
        error -> {
          failed(error);
          brokeOff(truncated(), client, flow);
        });
    bytes.endHandler(
        nothing -> {
          bodyEnded = true;
          if (state == State.FLOWING) {
            finish(watch.end(), client, flow);
          }
        });
    bytes.handler(chunk -> received(chunk, client, flow));
    resume();
  }

  private void received(Buffer chunk, ClientAnswer client, Flow flow) {
    if (state != State.FLOWING) {
      return;
    }
    watchdog.progress();
    client.write(watch.feed(chunk));
    if (watch.failure().isPresent()) {
      broke(watch.failure().get(), flow);
    } else if (watch.isOver()) {
      over(client, flow);
    } else if (client.isFull() && !paused) {
      pause();
      watchdog.suspend();
    }
  }

  /** The answer ended before its body did: the client need not wait for the rest. */
  private void over(ClientAnswer client, Flow flow) {
    done();
    flow.ended(new End.Complete());
    client.end();
    if (!bodyEnded) {
      linger();
    }
  }

  private void finish(BodyWatch.Ending how, ClientAnswer client, Flow flow) {
    switch (how) {
      case BodyWatch.Ending.Whole whole -> {
        done();
        client.write(whole.tail());
        flow.ended(new End.Complete());
        client.end();
      }
      case BodyWatch.Ending.Broken broken -> broke(broken.failure(), flow);
    }
  }

  /** The upstream came to no end of its own; an answer that had finished by then is whole. */
  private void brokeOff(Failure failure, ClientAnswer client, Flow flow) {
    Optional<Buffer> missing = watch.missing();
    if (missing.isEmpty()) {
      broke(failure, flow);
    } else if (state == State.FLOWING) {
      done();
      resetUpstream();
      client.write(missing.get());
      flow.ended(new End.Complete());
      client.end();
    }
  }

  private void broke(Failure failure, Flow flow) {
    if (state == State.FLOWING) {
      done();
      resetUpstream();
      flow.ended(new End.UpstreamBroke(failure));
    }
  }

  private void done() {
    state = State.DONE;
    watchdog.onExpired(phase -> {});
    watch.release();
    held = Buffer.buffer();
    if (coding.isUnpacked()) {
      // What is here already may unpack to a thousand times as much, for nobody.
      bytes.handler(null);
    }
  }

  /**
   * An unread response would put its connection back into the pool unread, so it is read or reset,
   * never left.
   */
  private void linger() {
    long timer = vertx.setTimer(LINGER_MILLIS, id -> upstream.request().reset());
    packed.exceptionHandler(error -> vertx.cancelTimer(timer));
    packed.endHandler(nothing -> vertx.cancelTimer(timer));
    packed.handler(rest -> {});
    packed.resume();
  }

  /**
   * A response that has failed has ended, and nothing may be asked of it any more; one that can't
   * be unpacked goes on.
   */
  private void failed(Throwable error) {
    bodyEnded = !(error instanceof Inflated.Unreadable);
  }

  private void resetUpstream() {
    if (!bodyEnded) {
      upstream.request().reset();
    }
  }

  private void pause() {
    paused = true;
    bytes.pause();
  }

  private void resume() {
    paused = false;
    watchdog.resume();
    bytes.resume();
  }

  private Failure truncated() {
    return Garbage.of(Garbage.What.TRUNCATED, upstream.statusCode());
  }

  private Failure timedOut(Watchdog.Phase phase) {
    TimedOut.Phase which =
        switch (phase) {
          case CONNECT -> TimedOut.Phase.CONNECT;
          case FIRST_BYTE -> TimedOut.Phase.FIRST_BYTE;
          case FIRST_TOKEN -> TimedOut.Phase.FIRST_TOKEN;
          case IDLE -> TimedOut.Phase.IDLE;
          case TOTAL -> TimedOut.Phase.TOTAL;
        };
    Optional<Duration> limit =
        switch (phase) {
          case CONNECT -> Optional.of(timeouts.connect());
          case FIRST_BYTE -> timeouts.firstByte();
          case FIRST_TOKEN -> timeouts.firstToken();
          case IDLE -> timeouts.idle();
          case TOTAL -> timeouts.total();
        };
    return new TimedOut(which, limit.orElse(Duration.ZERO), OptionalInt.of(upstream.statusCode()));
  }
}
