package dev.arobase.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A gateway with a configuration of its own, and the client of the key it was given. */
public final class Gateway implements AutoCloseable {
  private final Path directory;
  private final RunningGateway running;
  private final String clientKey;

  private Gateway(Path directory, RunningGateway running, String clientKey) {
    this.directory = directory;
    this.running = running;
    this.clientKey = clientKey;
  }

  /**
   * Starts one by this launcher.
   *
   * @param clientKey sent with every request that brings no {@code Authorization}; empty for none
   */
  public static Gateway start(
      GatewayLauncher launcher, String routes, Map<String, String> environment, String clientKey) {
    try {
      Path directory = Files.createTempDirectory("gateway-");
      Path file = directory.resolve("routes.yaml");
      Files.writeString(file, routes);
      Path data = Files.createDirectory(directory.resolve("data"));
      return new Gateway(directory, launcher.start(file, environment, data), clientKey);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return running.port();
  }

  public RunningGateway running() {
    return running;
  }

  /** The configuration file, to be changed under the running gateway. */
  public Path routes() {
    return directory.resolve("routes.yaml");
  }

  /** One request on a connection of its own. */
  public ClientAnswer send(ClientRequest request) {
    try (ClientConnection connection = open()) {
      return connection.exchange(authorized(request));
    }
  }

  /** A new connection with the request sent on it. */
  public ClientConnection begin(ClientRequest request) {
    return open().send(authorized(request));
  }

  public ClientConnection open() {
    return ClientConnection.open(port());
  }

  /** The request with the client key, unless it has an {@code Authorization} of its own. */
  public ClientRequest authorized(ClientRequest request) {
    return clientKey.isEmpty() || request.headers().has("authorization")
        ? request
        : request.key(clientKey);
  }

  /** A minimal chat request for this model. */
  public static ClientRequest chat(String model, boolean stream) {
    return ClientRequest.chat(
        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}"
            .formatted(model, stream ? ",\"stream\":true" : ""));
  }

  @Override
  public void close() {
    running.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
