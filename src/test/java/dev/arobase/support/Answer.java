package dev.arobase.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;

/**
 * What a fake upstream sends for one request, and how it fails to.
 *
 * @param before what happens between the request and the first byte of the head
 * @param parts the body in the order of its going out; in chunked framing each bytes part is one
 *     chunk
 * @param bytesPerWrite how many bytes go into one write, 0 for as many as there are
 * @param ending what happens to the connection, and where
 */
public record Answer(
    int status,
    Headers headers,
    List<Part> before,
    List<Part> parts,
    Framing framing,
    int bytesPerWrite,
    Ending ending) {

  /** A piece of an answer. */
  public sealed interface Part {
    /** These bytes. */
    record Bytes(byte[] bytes) implements Part {}

    /** These bytes so many times over, each time as a chunk of its own. */
    record Repeat(byte[] bytes, long times) implements Part {}

    /** Nothing until the gate opens. */
    record Await(Gate gate) implements Part {}
  }

  /** How the end of the body is told. */
  public enum Framing {
    CHUNKED,
    CONTENT_LENGTH,
    UNTIL_CLOSE,
    /** The parts are the whole answer, head included. */
    RAW
  }

  /** What becomes of the connection. */
  public sealed interface Ending {
    /** It stays open for the next request. */
    record KeepAlive() implements Ending {}

    /** Announced by {@code Connection: close}, then closed. */
    record Close() implements Ending {}

    /** Closed after a complete answer, unannounced, once the gate is open. */
    record CloseIdle(Gate gate) implements Ending {}

    /** Dropped when so many bytes have gone out after the head, framing counted; -1: no head. */
    record CutAfter(long bytes, Cut how) implements Ending {}

    /** Silent from there on until the peer goes; -1: no head. */
    record StallAfter(long bytes) implements Ending {}
  }

  public Answer {
    before = List.copyOf(before);
    parts = List.copyOf(parts);
  }

  public static Answer of(int status, String contentType, byte[] body) {
    return new Answer(
        status,
        Headers.of("Content-Type", contentType),
        List.of(),
        List.of(new Part.Bytes(body)),
        Framing.CONTENT_LENGTH,
        0,
        new Ending.KeepAlive());
  }

  public static Answer of(int status, String contentType, String body) {
    return of(status, contentType, body.getBytes(UTF_8));
  }

  public static Answer json(int status, String body) {
    return of(status, "application/json", body);
  }

  public static Answer json(String body) {
    return json(200, body);
  }

  public static Answer html(int status) {
    return of(
        status,
        "text/html; charset=utf-8",
        "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign"
            + " in</body></html>");
  }

  /** A status without a body. */
  public static Answer empty(int status) {
    return of(status, "application/json", "").without("Content-Type");
  }

  /** An error in OpenAI's envelope; the code as a JSON value, quoted where it is a word. */
  public static Answer error(int status, String message, String type, String jsonCode) {
    return json(
        status,
        "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"param\":null,\"code\":%s}}"
            .formatted(message, type, jsonCode));
  }

  public static Answer error(int status) {
    return error(status, "upstream says " + status, "server_error", "null");
  }

  /** An event stream, chunked, one chunk per event given (each with its blank line). */
  public static Answer stream(String... events) {
    return stream(Arrays.asList(events));
  }

  public static Answer stream(List<String> events) {
    List<Part> parts = new ArrayList<>();
    events.forEach(event -> parts.add(new Part.Bytes(event.getBytes(UTF_8))));
    return new Answer(
        200,
        Headers.of("Content-Type", "text/event-stream"),
        List.of(),
        parts,
        Framing.CHUNKED,
        0,
        new Ending.KeepAlive());
  }

  /** These bytes instead of an answer, then FIN. */
  public static Answer raw(String bytes) {
    return stream(List.of(bytes)).framed(Framing.RAW).ending(new Ending.Close());
  }

  /** The request is read, nothing is ever sent. */
  public static Answer silence() {
    return empty(200).ending(new Ending.StallAfter(-1));
  }

  /** The request is read, then the connection is dropped. */
  public static Answer drop(Cut how) {
    return empty(200).ending(new Ending.CutAfter(-1, how));
  }

  public Answer header(String name, String value) {
    return new Answer(
        status, headers.plus(name, value), before, parts, framing, bytesPerWrite, ending);
  }

  public Answer without(String name) {
    List<Headers.Field> kept =
        headers.fields().stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList();
    return new Answer(status, new Headers(kept), before, parts, framing, bytesPerWrite, ending);
  }

  public Answer framed(Framing other) {
    return new Answer(status, headers, before, parts, other, bytesPerWrite, ending);
  }

  public Answer ending(Ending other) {
    return new Answer(status, headers, before, parts, framing, bytesPerWrite, other);
  }

  public Answer bytesPerWrite(int bytes) {
    return new Answer(status, headers, before, parts, framing, bytes, ending);
  }

  public Answer cutAfter(long bytes, Cut how) {
    return ending(new Ending.CutAfter(bytes, how));
  }

  public Answer stallAfter(long bytes) {
    return ending(new Ending.StallAfter(bytes));
  }

  /** The head waits for the gate. */
  public Answer headAt(Gate gate) {
    return new Answer(
        status, headers, List.of(new Part.Await(gate)), parts, framing, bytesPerWrite, ending);
  }

  /** A gate in front of the body's part with this index; the number of parts: before the end. */
  public Answer gateAt(int index, Gate gate) {
    List<Part> more = new ArrayList<>(parts);
    more.add(index, new Part.Await(gate));
    return parts(more);
  }

  public Answer parts(List<Part> other) {
    return new Answer(status, headers, before, other, framing, bytesPerWrite, ending);
  }

  /** The body compressed as a whole, and said to be. */
  public Answer gzip() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (Part part : parts) {
        if (part instanceof Part.Bytes(byte[] bytes)) {
          gzip.write(bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parts(List.of(new Part.Bytes(packed.toByteArray()))).header("Content-Encoding", "gzip");
  }

  /** The body's bytes after the head as they go on the wire, framing counted; gates left out. */
  public byte[] wireBody() {
    return AnswerWriter.wireBody(this);
  }

  /** The length for {@code Content-Length}, where the framing wants one. */
  OptionalLong contentLength() {
    if (framing != Framing.CONTENT_LENGTH) {
      return OptionalLong.empty();
    }
    long length = 0;
    for (Part part : parts) {
      length +=
          switch (part) {
            case Part.Bytes(byte[] bytes) -> bytes.length;
            case Part.Repeat(byte[] bytes, long times) -> bytes.length * times;
            case Part.Await(Gate _) -> 0;
          };
    }
    return OptionalLong.of(length);
  }
}
