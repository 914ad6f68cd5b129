package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.wire.EventFacts.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SseScannerTest {

  /** Notes what it is given; an event whose data is "finish" finishes the stream. */
  private static final class Recorder implements StreamReader {
    private final List<String> seen = new ArrayList<>();
    private boolean finished;

    @Override
    public EventFacts read(String name, byte[] data, int from, int to) {
      String text = new String(data, from, to - from, StandardCharsets.UTF_8);
      seen.add(name + "|" + text);
      finished |= text.equals("finish");
      return switch (text) {
        case "bad" -> EventFacts.MALFORMED;
        case "done" -> EventFacts.DONE;
        case "error" -> EventFacts.error(UpstreamError.of("e" + seen.size()));
        default -> EventFacts.CONTENT;
      };
    }

    @Override
    public boolean finished() {
      return finished;
    }

    @Override
    public Optional<Usage> usage() {
      return Optional.empty();
    }
  }

  private final Recorder recorder = new Recorder();
  private final SseScanner scanner = new SseScanner(recorder, 1000);
  private final List<SseEvent> events = new ArrayList<>();

  private void feed(String text) {
    byte[] bytes = ("##" + text + "##").getBytes(StandardCharsets.UTF_8);
    scanner.feed(bytes, 2, bytes.length - 2, events::add);
  }

  @Test
  void linesEndInAnyWay() {
    feed("data: a\n\ndata:b\r\rdata:  c\r\n\r\n");
    assertThat(recorder.seen).containsExactly("|a", "|b", "| c");
  }

  @Test
  void dataLinesAreJoinedAndOtherFieldsPassedOver() {
    feed("event: x\nid: 1\nretry: 5\ndata: a\ndata\ndata: b\nnonsense\n: comment\ndatas: no\n\n");
    assertThat(recorder.seen).containsExactly("x|a\n\nb");
  }

  @Test
  void aNameDoesNotOutliveItsEvent() {
    feed("event: x\n\nevent: y\ndata: a\n\ndata: b\n\n");
    assertThat(recorder.seen).containsExactly("y|a", "|b");
  }

  @Test
  void aByteOrderMarkAtTheStartIsSkippedAndOnlyThere() {
    feed("\ufeffdata: a\n\n\ufeffdata: b\n\ndata: c\n\n");
    assertThat(recorder.seen).containsExactly("|a", "|c");
  }

  @Test
  void aCommentAloneIsAnEventWithoutContent() {
    feed(": OPENROUTER PROCESSING\n\n");
    assertThat(events).containsExactly(new SseEvent(0, 25, EventFacts.OTHER));
    assertThat(scanner.begun()).isFalse();
    assertThat(recorder.seen).isEmpty();
  }

  @Test
  void positionsCountFromTheStartOfTheStream() {
    feed("data: a\n");
    assertThat(scanner.boundary()).isZero();
    feed("\ndata: b\n\nda");
    assertThat(events).extracting(SseEvent::start).containsExactly(0L, 9L);
    assertThat(events).extracting(SseEvent::end).containsExactly(9L, 18L);
    assertThat(scanner.boundary()).isEqualTo(18);
    assertThat(scanner.position()).isEqualTo(20);
  }

  @Test
  void whatAnEventIsStaysKnown() {
    feed("data: bad\n\ndata: error\n\ndata: error\n\ndata: done\n\n");
    assertThat(scanner.malformed()).isTrue();
    assertThat(scanner.done()).isTrue();
    assertThat(scanner.begun()).isFalse();
    assertThat(scanner.error().map(UpstreamError::message)).contains("e2");
    feed("data: finish\n\n");
    assertThat(scanner.begun()).isTrue();
    assertThat(scanner.finished()).isTrue();
  }

  @Test
  void anEventThatNothingClosedIsReadAtTheEndAndTold() {
    feed("data: a\n\ndata: done");
    assertThat(scanner.end(events::add)).isFalse();
    assertThat(recorder.seen).containsExactly("|a", "|done");
    assertThat(scanner.done()).isTrue();
    assertThat(events.getLast().end()).isEqualTo(scanner.position());
  }

  @Test
  void aStreamThatEndsAfterABlankLineEndsWhole() {
    feed("data: a\r\n\r");
    assertThat(scanner.end(events::add)).isTrue();
  }

  @Test
  void anEventBeyondTheBoundIsNotKept() {
    feed("data: " + "a".repeat(900));
    assertThat(scanner.tooLarge()).isFalse();
    feed("a".repeat(101) + "\n\n");
    assertThat(scanner.tooLarge()).isTrue();
    assertThat(events).isEmpty();
  }

  @Test
  void manyShortLinesOfOneEventAreBoundedTogether() {
    for (int i = 0; i < 300; i++) {
      feed("data: aaa\n");
    }
    assertThat(scanner.tooLarge()).isTrue();
  }

  @Test
  void aLargeEventWithinOneChunkIsBoundedToo() {
    feed("data: " + "a".repeat(1001) + "\n\n");
    assertThat(scanner.tooLarge()).isTrue();
    assertThat(recorder.seen).isEmpty();
  }

  @Test
  void manyCommentsWithoutABlankLineAreBoundedToo() {
    for (int i = 0; i < 70; i++) {
      feed(": keep-alive\n");
    }
    assertThat(scanner.tooLarge()).isFalse();
    for (int i = 0; i < 70; i++) {
      feed(": keep-alive\n");
    }
    assertThat(scanner.tooLarge()).isTrue();
  }

  @Test
  void manyCommentsWithBlankLinesNeedNoRoom() {
    for (int i = 0; i < 300; i++) {
      feed(": keep-alive\n\n");
    }
    feed("data: a\n\n");
    assertThat(scanner.tooLarge()).isFalse();
    assertThat(recorder.seen).containsExactly("|a");
  }

  @Property
  void howTheBytesAreSplitChangesNothing(
      @ForAll("streams") String stream, @ForAll("sizes") List<Integer> sizes) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    Recorder wholeRecorder = new Recorder();
    List<SseEvent> wholeEvents = new ArrayList<>();
    SseScanner whole = new SseScanner(wholeRecorder, 1000);
    whole.feed(bytes, 0, bytes.length, wholeEvents::add);
    boolean wholeEnd = whole.end(wholeEvents::add);

    Recorder splitRecorder = new Recorder();
    List<SseEvent> splitEvents = new ArrayList<>();
    SseScanner split = new SseScanner(splitRecorder, 1000);
    Segments out = new Segments();
    int from = 0;
    int turn = 0;
    while (from < bytes.length) {
      int to = Math.min(bytes.length, from + sizes.get(turn % sizes.size()));
      byte[] chunk = Arrays.copyOfRange(bytes, from, to);
      split.feed(chunk, 0, chunk.length, splitEvents::add);
      forward(split, chunk, out);
      assertThat(split.unfinished().length())
          .isEqualTo((int) (split.position() - split.boundary()));
      // The network's buffer is used again at once.
      Arrays.fill(chunk, (byte) 'X');
      from = to;
      turn++;
    }
    append(split.unfinished(), out);
    boolean splitEnd = split.end(splitEvents::add);

    assertThat(splitRecorder.seen).isEqualTo(wholeRecorder.seen);
    assertThat(splitEvents).isEqualTo(wholeEvents);
    assertThat(splitEnd).isEqualTo(wholeEnd);
    assertThat(split.position()).isEqualTo(bytes.length);
    assertThat(Arrays.copyOf(out.array(), out.length()))
        .as("whole events, in order")
        .isEqualTo(bytes);
    long end = 0;
    for (SseEvent event : splitEvents) {
      assertThat(event.start()).isEqualTo(end);
      end = event.end();
    }
  }

  /** What a relay of whole events sends on after a chunk. */
  private static void forward(SseScanner scanner, byte[] chunk, Segments out) {
    int good = (int) (scanner.boundary() - (scanner.position() - chunk.length));
    append(scanner.carried(), out);
    out.append(chunk, scanner.carriedTo(), Math.max(scanner.carriedTo(), good));
  }

  private static void append(Segments bytes, Segments out) {
    out.append(bytes.array(), 0, bytes.length());
  }

  @Provide
  Arbitrary<String> streams() {
    return Arbitraries.of(
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "data",
            "data:",
            "data: ",
            "event: é",
            ":",
            " ",
            "a",
            "😀",
            "done",
            "bad",
            "error",
            "\ufeff",
            "{\"a\":1}",
            "event:")
        .list()
        .ofMaxSize(60)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<List<Integer>> sizes() {
    return Arbitraries.integers().between(1, 12).list().ofMinSize(1).ofMaxSize(8);
  }

  @Test
  void anEventThatIsOnlyMalformedIsNoContent() {
    feed("data: bad\n\n");
    assertThat(events).extracting(event -> event.facts().kind()).containsExactly(Kind.MALFORMED);
    assertThat(scanner.begun()).isFalse();
  }
}
