package dev.arobase.support;

import dev.arobase.support.Answer.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * One accepted connection. A reader and a writer of their own, so that the peer's leaving is seen
 * while an answer stands still.
 */
final class UpstreamConnection {

  /** What the reader hands to the writer: a request, or that none will come. */
  private sealed interface Arrival {
    record Request(ReceivedRequest request) implements Arrival {}

    record None() implements Arrival {}
  }

  private final int number;
  private final Socket raw;
  private final Optional<TestCertificate> certificate;
  private final Function<ReceivedRequest, Answer> answers;
  private final CompletableFuture<Long> peerClosed = new CompletableFuture<>();
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

  UpstreamConnection(
      int number,
      Socket raw,
      Optional<TestCertificate> certificate,
      Function<ReceivedRequest, Answer> answers) {
    this.number = number;
    this.raw = raw;
    this.certificate = certificate;
    this.answers = answers;
  }

  void start(Runnable onClosed) {
    Thread.ofVirtual()
        .name("upstream-" + number)
        .start(
            () -> {
              try {
                serve();
              } finally {
                drop(Cut.FIN);
                onClosed.run();
              }
            });
  }

  void drop(Cut how) {
    try {
      if (how == Cut.RST && !raw.isClosed()) {
        raw.setSoLinger(true, 0);
      }
      raw.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    try {
      raw.setTcpNoDelay(true);
      Socket socket = certificate.isPresent() ? certificate.get().serve(raw) : raw;
      Thread.ofVirtual().name("upstream-read-" + number).start(() -> read(socket));
      while (arrivals.take() instanceof Arrival.Request(ReceivedRequest request)) {
        if (!answer(socket, request)) {
          return;
        }
      }
    } catch (IOException _) {
      // The peer went while it was being answered; the reader has noted when.
      peerClosed.complete(System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Socket socket) {
    try {
      WireReader in = new WireReader(socket.getInputStream());
      for (int count = 0; in.awaitByte(); count++) {
        WireReader.Head head = in.head();
        String[] start = head.startLine().split(" ", 3);
        byte[] body = body(in, head.headers());
        arrivals.add(
            new Arrival.Request(
                new ReceivedRequest(
                    number,
                    count,
                    System.nanoTime(),
                    start[0],
                    start[1],
                    head.headers(),
                    body,
                    peerClosed)));
      }
    } catch (IOException _) {
      // Reset, or closed in the middle of a request: the same as far as a script is concerned.
    } finally {
      peerClosed.complete(System.nanoTime());
      arrivals.add(new Arrival.None());
    }
  }

  private static byte[] body(WireReader in, Headers headers) throws IOException {
    if (headers.first("transfer-encoding").isPresent()) {
      return in.chunked();
    }
    return in.exactly(Long.parseLong(headers.first("content-length").orElse("0")));
  }

  /** True when the connection stays open. */
  private boolean answer(Socket socket, ReceivedRequest request) throws IOException {
    Answer answer = answers.apply(request);
    new AnswerWriter(answer, socket.getOutputStream(), peerClosed)
        .send(request.method().equals("HEAD"));
    return switch (answer.ending()) {
      case Ending.KeepAlive() when answer.framing() == Answer.Framing.UNTIL_CLOSE -> false;
      case Ending.KeepAlive() -> true;
      case Ending.Close() -> false;
      case Ending.CloseIdle(Gate gate) -> {
        gate.pass(peerClosed);
        yield false;
      }
      case Ending.CutAfter(long _, Cut how) -> {
        drop(how);
        yield false;
      }
      case Ending.StallAfter(long _) -> {
        Gate.waitFor(peerClosed);
        yield false;
      }
    };
  }
}
