package dev.arobase.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A loopback port where no answer can come from, reserved until closed. */
public final class DeadEnd implements AutoCloseable {
  private static final int MOST_FILLERS = 64;
  private static final int FILL_TIMEOUT_MILLIS = 300;

  private final int port;
  private final List<AutoCloseable> held;

  private DeadEnd(int port, List<AutoCloseable> held) {
    this.port = port;
    this.held = held;
  }

  /** Connecting is refused: the port is bound, nobody listens. */
  public static DeadEnd refusing() {
    try {
      Socket bound = new Socket();
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return new DeadEnd(bound.getLocalPort(), List.of(bound));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connecting never ends: the accept queue is full, so that SYNs are dropped. */
  public static DeadEnd swallowingSyns() {
    List<AutoCloseable> held = new ArrayList<>();
    try {
      ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(full);
      for (int i = 0; i < MOST_FILLERS; i++) {
        Socket filler = new Socket();
        held.add(filler);
        try {
          filler.connect(full.getLocalSocketAddress(), FILL_TIMEOUT_MILLIS);
        } catch (SocketTimeoutException _) {
          return new DeadEnd(full.getLocalPort(), held);
        }
      }
      throw new IllegalStateException("the accept queue took " + MOST_FILLERS + " connections");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connecting works, by the kernel alone; nothing is ever read or sent, no TLS either. */
  public static DeadEnd accepting() {
    try {
      ServerSocket listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
      return new DeadEnd(listener.getLocalPort(), List.of(listener));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + port + "/v1";
  }

  @Override
  public void close() {
    for (AutoCloseable one : held) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
