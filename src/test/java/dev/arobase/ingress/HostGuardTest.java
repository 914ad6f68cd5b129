package dev.arobase.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.ServerConfig;
import dev.arobase.exchange.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostGuardTest {
  private final HostGuard guard =
      HostGuard.of(server("127.0.0.1", Optional.empty()), false, Set.of("desk.example.net"));

  static ServerConfig server(String host, Optional<List<String>> origins) {
    Optional<Duration> none = Optional.empty();
    return new ServerConfig(
        host,
        8080,
        Optional.empty(),
        origins,
        List.of("gateway.example.com"),
        1,
        1,
        none,
        none,
        none,
        none,
        1,
        1,
        none,
        Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:8080",
        "[::1]:8080",
        "192.168.1.7:80",
        "localhost:8080",
        "LOCALHOST",
        "localhost.",
        "arobase:8080",
        "app.localhost",
        "printer.local",
        "host.docker.internal:8080",
        "arobase.tools.svc",
        "desk.example.net:8080",
        "Gateway.Example.com"
      })
  void namesThatNoForeignPageHasAreServed(String host) {
    assertThat(guard.refuses(Optional.of(host), "/v1/models")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "127.0.0.256",
        "127.0.0",
        "evil-local.com",
        "example.com."
      })
  void namesThatAForeignPageMayHaveAreRefused(String host) {
    assertThat(guard.refuses(Optional.of(host), "/v1/models"))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.HOST_NOT_ALLOWED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/livez", "/readyz"})
  void probesAreServedUnderAnyName(String path) {
    assertThat(guard.refuses(Optional.of("evil.example"), path)).isEmpty();
  }

  @Test
  void withClientKeysOrOffLoopbackEveryNameIsServed() {
    Optional<String> host = Optional.of("evil.example");
    HostGuard keys = HostGuard.of(server("127.0.0.1", Optional.empty()), true, Set.of());
    HostGuard wide = HostGuard.of(server("0.0.0.0", Optional.empty()), false, Set.of());
    assertThat(keys.refuses(host, "/v1/models")).isEmpty();
    assertThat(wide.refuses(host, "/v1/models")).isEmpty();
  }
}
