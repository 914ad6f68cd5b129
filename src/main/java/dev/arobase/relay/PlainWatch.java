package dev.arobase.relay;

import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.Failure;
import dev.arobase.exchange.Failure.Garbage;
import dev.arobase.wire.AnswerScanner;
import dev.arobase.wire.PlainAnswer;
import dev.arobase.wire.PlainAnswerCheck;
import dev.arobase.wire.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Watches an answer that is no stream of events. A JSON answer is held up to 64 KiB and checked
 * whole; beyond that it flows, and only its structure is watched. Anything else flows from its
 * first byte.
 */
final class PlainWatch implements BodyWatch {

  /** Held back at most. */
  static final int HELD_BYTES = 64 * 1024;

  private static final Buffer NOTHING = Buffer.buffer();
  private static final PlainAnswerCheck CHECK = new PlainAnswerCheck();

  private final Complaints complaints;
  private final int status;
  private final Optional<String> contentType;
  private final boolean expectsJson;
  private final boolean json;
  private final AnswerScanner scanner = new AnswerScanner();

  private Buffer held = Buffer.buffer();
  private Buffer keptBack = Buffer.buffer();
  private boolean open;
  private Optional<Failure> failure = Optional.empty();
  private Optional<Usage> checkedUsage = Optional.empty();

  PlainWatch(Complaints complaints, Endpoint endpoint, int status, Optional<String> contentType) {
    this.complaints = complaints;
    this.status = status;
    this.contentType = contentType;
    this.expectsJson = expectsJson(endpoint);
    this.json = expectsJson || contentType.filter(type -> type.contains("json")).isPresent();
  }

  /** Speech is bytes, transcripts may be plain text, and what we don't know may be anything. */
  private static boolean expectsJson(Endpoint endpoint) {
    return switch (endpoint) {
      case AUDIO_SPEECH, AUDIO_TRANSCRIPTIONS, AUDIO_TRANSLATIONS, OTHER -> false;
      default -> true;
    };
  }

  @Override
  public Buffer feed(Buffer chunk) {
    if (open) {
      scan(chunk);
      if (json && scanner.isBroken()) {
        failure = garbage(Garbage.What.BROKEN_JSON);
        return NOTHING;
      }
      return json ? allButLast(chunk) : chunk;
    }
    held.appendBuffer(chunk);
    if ((!json && !isHtml()) || held.length() > HELD_BYTES) {
      return openWithHeld();
    }
    return NOTHING;
  }

  /**
   * The last byte stays here until the document is whole: an answer whose length went out in the
   * head could not be shown to be cut once all of its bytes are out.
   */
  private Buffer allButLast(Buffer chunk) {
    Buffer all = keptBack.length() == 0 ? chunk : keptBack.appendBuffer(chunk);
    if (scanner.isComplete() || all.length() == 0) {
      keptBack = Buffer.buffer();
      return all;
    }
    keptBack = Buffer.buffer().appendByte(all.getByte(all.length() - 1));
    return all.slice(0, all.length() - 1).copy();
  }

  /** What is held to its end is checked whole then; only what flows is scanned as it passes. */
  private void scan(Buffer bytes) {
    if (json) {
      byte[] array = bytes.getBytes();
      scanner.feed(array, 0, array.length);
    }
  }

  private Buffer openWithHeld() {
    scan(held);
    if (isHtml()) {
      failure = garbage(Garbage.What.HTML);
    } else if (json && scanner.isBroken()) {
      failure = garbage(Garbage.What.BROKEN_JSON);
    } else {
      open = true;
      Buffer all = held;
      held = Buffer.buffer();
      return json ? allButLast(all) : all;
    }
    return NOTHING;
  }

  private boolean isHtml() {
    return contentType.filter(type -> type.startsWith("text/html")).isPresent();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public Optional<Failure> failure() {
    return failure;
  }

  @Override
  public boolean isOver() {
    return false;
  }

  @Override
  public Ending end() {
    if (failure.isPresent()) {
      return new Ending.Broken(failure.get());
    }
    if (open) {
      return json && !scanner.isComplete()
          ? broken(Garbage.What.TRUNCATED)
          : new Ending.Whole(NOTHING);
    }
    byte[] whole = held.getBytes();
    return switch (CHECK.check(contentType, expectsJson, whole, whole.length)) {
      case PlainAnswer.Good good -> {
        open = true;
        checkedUsage = good.usage();
        yield new Ending.Whole(held);
      }
      case PlainAnswer.Empty _ -> broken(Garbage.What.EMPTY_BODY);
      case PlainAnswer.HtmlPage _ -> broken(Garbage.What.HTML);
      case PlainAnswer.Broken _ -> broken(Garbage.What.BROKEN_JSON);
      case PlainAnswer.ErrorInside inside -> new Ending.Broken(complaints.inside(inside.error()));
    };
  }

  private Ending broken(Garbage.What what) {
    return new Ending.Broken(Garbage.of(what, status));
  }

  private Optional<Failure> garbage(Garbage.What what) {
    return Optional.of(Garbage.of(what, status));
  }

  @Override
  public Optional<Usage> usage() {
    return checkedUsage.or(scanner::usage);
  }
}
