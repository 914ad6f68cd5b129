package dev.arobase.cli;

import dev.arobase.config.Config;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** For health checks of containers that have no curl. */
@Command(
    name = "health",
    description = {
      "Ask the gateway that runs at the configured address whether it is ready.",
      "Exit status 0 when it is, else 1."
    })
final class HealthCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final Session session;

  HealthCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Config config = session.config();
    URI uri = URI.create(ClientAddress.origin(config.server(), config.server().port()) + "/readyz");
    try (HttpClient client = client(config)) {
      int status =
          client
              .send(HttpRequest.newBuilder(uri).timeout(LIMIT).build(), BodyHandlers.discarding())
              .statusCode();
      session.console().out().println(status == 200 ? "ready" : "not ready (" + status + ")");
      return status == 200 ? 0 : 1;
    } catch (GeneralSecurityException unreadable) {
      session.console().out().println("the certificate of server.tls cannot be read");
      return 1;
    } catch (IOException unreachable) {
      session.console().out().println("not running at " + uri.getAuthority());
      return 1;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static HttpClient client(Config config) throws GeneralSecurityException {
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(LIMIT);
    if (config.server().tls().isPresent()) {
      builder.sslContext(OwnCertificate.trusting(config.server().tls().get()));
    }
    return builder.build();
  }
}
