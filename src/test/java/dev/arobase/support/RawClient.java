package dev.arobase.support;

/** One request per connection, closed afterwards. */
public final class RawClient {
  private final int port;

  public RawClient(int port) {
    this.port = port;
  }

  public ClientAnswer send(ClientRequest request) {
    try (ClientConnection connection = ClientConnection.open(port)) {
      return connection.exchange(request);
    }
  }

  public ClientConnection open() {
    return ClientConnection.open(port);
  }

  public int port() {
    return port;
  }
}
