package dev.arobase.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many providers on one port: HTTP/1.1 on raw blocking sockets, a virtual thread per connection and
 * direction. Each {@link Site} lives under a path of its own and answers as its test scripts it.
 */
public final class FakeUpstream implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final ServerSocket listener;
  private final Optional<TestCertificate> certificate;
  private final Map<String, Site> sites = new ConcurrentHashMap<>();
  private final Set<UpstreamConnection> open = ConcurrentHashMap.newKeySet();
  private final List<ReceivedRequest> strays = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  private FakeUpstream(Optional<TestCertificate> certificate) throws IOException {
    this.certificate = certificate;
    this.listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    Thread.ofVirtual().name("upstream-accept").start(this::accept);
  }

  public static FakeUpstream start() {
    return start(Optional.empty());
  }

  public static FakeUpstream startTls(TestCertificate certificate) {
    return start(Optional.of(certificate));
  }

  private static FakeUpstream start(Optional<TestCertificate> certificate) {
    try {
      return new FakeUpstream(certificate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** A place at {@code /name} + path, which starts with a slash or is empty. */
  public Site site(String name, String path) {
    String prefix = "/" + name + path;
    String scheme = certificate.isPresent() ? "https" : "http";
    String baseUrl = scheme + "://127.0.0.1:" + port() + prefix;
    return sites.computeIfAbsent(name, _ -> new Site(name, prefix, baseUrl));
  }

  /** A place at {@code /name/v1}. */
  public Site site(String name) {
    return site(name, "/v1");
  }

  public Site existing(String name) {
    return Optional.ofNullable(sites.get(name)).orElseThrow();
  }

  /** Resets every site and forgets the strays. */
  public void reset() {
    sites.values().forEach(Site::reset);
    strays.clear();
  }

  /** How many requests all sites have seen, strays too. */
  public int requestCount() {
    return sites.values().stream().mapToInt(site -> site.requests().size()).sum() + strays.size();
  }

  /** Requests for no site's path. */
  public List<ReceivedRequest> strays() {
    return List.copyOf(strays);
  }

  /** How many connections were accepted so far. */
  public int connectionCount() {
    return connections.get();
  }

  /** How many connections are open now. */
  public int openConnections() {
    return open.size();
  }

  /** Drops every open connection; new ones are accepted. */
  public void dropConnections(Cut how) {
    open.forEach(connection -> connection.drop(how));
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      dropConnections(Cut.FIN);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        UpstreamConnection connection =
            new UpstreamConnection(connections.incrementAndGet(), socket, certificate, this::take);
        open.add(connection);
        connection.start(() -> open.remove(connection));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private Answer take(ReceivedRequest request) {
    for (Site site : sites.values()) {
      if (site.serves(request.target())) {
        return site.take(request);
      }
    }
    strays.add(request);
    return Answer.error(404, "no such place", "invalid_request_error", "null");
  }
}
