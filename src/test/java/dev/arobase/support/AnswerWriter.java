package dev.arobase.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.arobase.support.Answer.Ending;
import dev.arobase.support.Answer.Framing;
import dev.arobase.support.Answer.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** Puts one {@link Answer} on the wire, up to where its ending says. */
final class AnswerWriter {

  /** The place is reached from where the ending takes over. */
  private static final class PlaceReached extends IOException {
    private static final long serialVersionUID = 1;
  }

  private final Answer answer;
  private final OutputStream out;
  private final CompletableFuture<?> peerGone;
  private long bodyBytesLeft;

  AnswerWriter(Answer answer, OutputStream out, CompletableFuture<?> peerGone) {
    this.answer = answer;
    this.out = out;
    this.peerGone = peerGone;
    this.bodyBytesLeft =
        switch (answer.ending()) {
          case Ending.CutAfter(long bytes, Cut _) -> bytes;
          case Ending.StallAfter(long bytes) -> bytes;
          default -> Long.MAX_VALUE;
        };
  }

  static byte[] wireBody(Answer answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Answer open = answer.ending(new Ending.KeepAlive());
      new AnswerWriter(open, bytes, CompletableFuture.completedFuture(null)).body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Sends what the ending lets go out. */
  void send(boolean headOnly) throws IOException {
    for (Part part : answer.before()) {
      write(part);
    }
    if (bodyBytesLeft < 0) {
      return;
    }
    if (answer.framing() != Framing.RAW) {
      put(head());
    }
    if (!headOnly) {
      try {
        body();
      } catch (PlaceReached _) {
        return;
      }
    }
  }

  private byte[] head() {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Scripted\r\n");
    head.append(answer.headers().wire());
    boolean bodiless =
        answer.status() == 204 || answer.status() == 304 || answer.status() / 100 == 1;
    if (!bodiless) {
      if (answer.framing() == Framing.CHUNKED) {
        head.append("Transfer-Encoding: chunked\r\n");
      }
      answer
          .contentLength()
          .ifPresent(length -> head.append("Content-Length: ").append(length).append("\r\n"));
    }
    if (answer.ending() instanceof Ending.Close) {
      head.append("Connection: close\r\n");
    }
    return head.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  private void body() throws IOException {
    for (Part part : answer.parts()) {
      write(part);
    }
    if (answer.framing() == Framing.CHUNKED) {
      limited("0\r\n\r\n".getBytes(ISO_8859_1));
    }
  }

  private void write(Part part) throws IOException {
    switch (part) {
      case Part.Bytes(byte[] bytes) -> piece(bytes);
      case Part.Repeat(byte[] bytes, long times) -> {
        for (long i = 0; i < times; i++) {
          piece(bytes);
        }
      }
      case Part.Await(Gate gate) -> gate.pass(peerGone);
    }
  }

  private void piece(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return;
    }
    if (answer.framing() != Framing.CHUNKED) {
      limited(bytes);
      return;
    }
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(bytes.length + 12);
    chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
    chunk.writeBytes(bytes);
    chunk.writeBytes("\r\n".getBytes(ISO_8859_1));
    limited(chunk.toByteArray());
  }

  private void limited(byte[] bytes) throws IOException {
    int count = (int) Math.min(bytes.length, bodyBytesLeft);
    bodyBytesLeft -= count;
    put(count == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, count));
    if (count < bytes.length) {
      throw new PlaceReached();
    }
  }

  private void put(byte[] bytes) throws IOException {
    int step = answer.bytesPerWrite() > 0 ? answer.bytesPerWrite() : Math.max(bytes.length, 1);
    for (int start = 0; start < bytes.length; start += step) {
      out.write(bytes, start, Math.min(step, bytes.length - start));
      out.flush();
    }
  }
}
