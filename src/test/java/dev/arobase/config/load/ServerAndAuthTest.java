package dev.arobase.config.load;

import static dev.arobase.config.load.Loading.config;
import static dev.arobase.config.load.Loading.errors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.ClientKey;
import dev.arobase.config.Config;
import dev.arobase.config.ProxyConfig;
import dev.arobase.config.ProxyEndpoint;
import dev.arobase.config.Secret;
import dev.arobase.config.SecretDigest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ServerAndAuthTest {

  private static LoadResult load(Overrides overrides, Map<String, String> environment) {
    return new ConfigLoader(environment)
        .load(new LoadRequest(Optional.empty(), overrides, Optional.empty()));
  }

  private static Overrides host(String host, boolean open) {
    return new Overrides(Optional.of(host), OptionalInt.empty(), Optional.empty(), open);
  }

  @Test
  void withoutAFileTheDefaultsHold() {
    Config config = ((LoadResult.Loaded) load(Overrides.NONE, Map.of("HOME", "/h"))).config();
    assertThat(config.file()).isEmpty();
    assertThat(config.server().host()).isEqualTo("127.0.0.1");
    assertThat(config.server().port()).isEqualTo(8080);
    assertThat(config.server().maxBody()).isEqualTo(32L * 1024 * 1024);
    assertThat(config.server().keepalive()).contains(Duration.ofSeconds(25));
    assertThat(config.server().allowedOrigins()).isEmpty();
    assertThat(config.catalog().file()).isEqualTo(Path.of("/h/.local/state/arobase/catalog.json"));
    assertThat(config.open()).isTrue();
  }

  @Test
  void theCommandLineGoesOverTheFile() {
    Overrides overrides =
        new Overrides(
            Optional.of("::1"), OptionalInt.of(1234), Optional.of(Path.of("/data")), false);
    LoadResult result =
        new ConfigLoader(Map.of())
            .loadText(
                "server: {host: 127.0.0.2, port: 1}",
                Path.of("/"),
                new LoadRequest(Optional.empty(), overrides, Optional.empty()));
    Config config = ((LoadResult.Loaded) result).config();
    assertThat(config.server().host()).isEqualTo("::1");
    assertThat(config.server().port()).isEqualTo(1234);
    assertThat(config.dataDirectory()).isEqualTo(Path.of("/data"));
  }

  @Test
  void anOpenGatewayThatOthersReachIsRefusedUnlessSomebodySaysSo() {
    assertThat(errors("server:\n  host: 0.0.0.0\n"))
        .singleElement()
        .asString()
        .startsWith("2:9: server.host: 0.0.0.0 is not loopback and there is no client key");
    assertThat(((LoadResult.Refused) load(host("0.0.0.0", false), Map.of())).errors())
        .singleElement()
        .asString()
        .startsWith("command line: server.host: 0.0.0.0 is not loopback");
    assertThat(load(host("0.0.0.0", true), Map.of())).isInstanceOf(LoadResult.Loaded.class);
    assertThat(load(host("0.0.0.0", false), Map.of("AROBASE_OPEN", "true")))
        .isInstanceOf(LoadResult.Loaded.class);
    assertThat(load(host("0.0.0.0", false), Map.of("AROBASE_KEY", "k")))
        .isInstanceOf(LoadResult.Loaded.class);
    assertThat(config("{server: {host: 0.0.0.0}, auth: {open: true}}").auth().open()).isTrue();
    for (String loopback :
        List.of("127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost", "a.localhost")) {
      assertThat(load(host(loopback, false), Map.of())).isInstanceOf(LoadResult.Loaded.class);
    }
  }

  @Test
  void theKeyOfTheEnvironmentCountsOnlyWithoutAuthInTheFile() {
    Map<String, String> environment = Map.of("AROBASE_KEY", " env-key ");
    ClientKey expected = new ClientKey("default", SecretDigest.of("env-key"));
    assertThat(config("", environment).auth().keys()).containsExactly(expected);
    assertThat(config("auth:\n", environment).auth().keys()).containsExactly(expected);
    assertThat(config("auth: {keys: [{name: a, key: file-key}]}", environment).auth().keys())
        .containsExactly(new ClientKey("a", SecretDigest.of("file-key")));
    assertThat(config("auth: {open: true}", environment).auth().keys()).isEmpty();
  }

  @Test
  void aKeyMayBeGivenAsItsDigest() {
    String digest = "2C70E12B7A0646F92279F427C7B38E7334D8E5389CFF167A1DC30E73F826B683";
    assertThat(config("auth: {keys: [{name: a, sha256: " + digest + "}]}").auth().keys())
        .containsExactly(new ClientKey("a", SecretDigest.of("key")));
  }

  @Test
  void clientKeysThatCannotBeToldApartOrReadAreMistakes() {
    assertThat(
            errors(
                """
                auth:
                  keys:
                    - {name: a, key: one}
                    - {name: a, key: two}
                    - {name: b, key: one}
                    - {key: three}
                    - {name: c}
                    - {name: d, key: x, sha256: y}
                    - {name: e, key: "a b"}
                    - {name: f, key: ""}
                """))
        .extracting(error -> error.substring(error.indexOf(": ") + 2))
        .containsExactly(
            "auth.keys[1]: the name stands twice, first in line 3",
            "auth.keys[2]: is the same key as that of a",
            "auth.keys[3]: needs a name, for logs and metrics",
            "auth.keys[4]: needs exactly one of key, key_file and sha256",
            "auth.keys[5]: needs exactly one of key, key_file and sha256",
            "auth.keys[5].sha256: must be 64 hexadecimal digits, the SHA-256 of the key",
            "auth.keys[6].key: the key holds white space at position 2; it was damaged on its way"
                + " here, copy it again",
            "auth.keys[7].key: the key is empty");
  }

  @Test
  void aSecretShowsNowhereInTheConfiguration() {
    Config config =
        config(
            """
            auth: {keys: [{name: a, key: canary-client}]}
            proxy: {url: "http://user:canary-proxy@proxy.example"}
            providers:
              mine: {base_url: "http://a", api_key: canary-key, headers: {X-Token: canary-header}}
            """,
            Map.of("OPENAI_API_KEY", "canary-environment"));
    assertThat(config.toString()).contains("mine").doesNotContain("canary");
    assertThat(config.providers().find("mine").orElseThrow().keys().getFirst().reveal())
        .isEqualTo("canary-key");
    assertThat(Secret.of("canary")).hasToString("***");
    assertThat(SecretDigest.of("canary")).hasToString("sha256:***");
  }

  @Test
  void aSecretIsEqualToItsTextAndToNothingElse() {
    assertThat(Secret.of("abc").matches("abc")).isTrue();
    assertThat(Secret.of("abc").matches("abd")).isFalse();
    assertThat(Secret.of("abc").matches("")).isFalse();
    assertThat(Secret.of("abc")).isEqualTo(Secret.of("abc")).isNotEqualTo(Secret.of("ab"));
    assertThat(SecretDigest.parse("zz".repeat(32))).isEmpty();
    assertThat(SecretDigest.parse("00")).isEmpty();
  }

  @Test
  void forwardedHeadersNeverCarryCredentials() {
    assertThat(config("headers: {forward: [X-Team, x-team]}").forwardHeaders())
        .containsExactly("x-team");
    assertThat(errors("headers: {forward: [Authorization, cookie, host, x-arobase-key, te]}"))
        .hasSize(5);
  }

  @Test
  void originsAndHostsThatCannotMatchAreMistakes() {
    assertThat(
            config("server: {cors: {allowed_origins: ['https://A.example', '*']}}")
                .server()
                .allowedOrigins())
        .contains(List.of("https://a.example", "*"));
    assertThat(errors("server: {cors: {allowed_origins: [a.example, 'https://a/b']}}")).hasSize(2);
    assertThat(errors("server: {allowed_hosts: ['http://a']}")).hasSize(1);
  }

  @Test
  void theEnvironmentsProxyIsReadOnlyWhenAskedFor() {
    Map<String, String> environment =
        Map.of("https_proxy", "proxy.example:3128", "NO_PROXY", ".internal, b.example:8443");
    assertThat(config("", environment).proxy()).isEqualTo(ProxyConfig.NONE);
    ProxyConfig proxy = config("proxy: env", environment).proxy();
    assertThat(proxy.towards(URI.create("https://a.example/v1")))
        .contains(
            new ProxyEndpoint(false, "proxy.example", 3128, Optional.empty(), Optional.empty()));
    assertThat(proxy.towards(URI.create("http://a.example/v1"))).isEmpty();
    assertThat(proxy.towards(URI.create("https://x.internal/v1"))).isEmpty();
    assertThat(proxy.towards(URI.create("https://b.example/v1"))).isPresent();
    assertThat(proxy.towards(URI.create("https://b.example:8443/v1"))).isEmpty();
    assertThat(proxy.towards(URI.create("https://localhost/v1"))).isEmpty();
  }

  @Test
  void aProxyWithAPasswordIsTakenApart() {
    ProxyConfig proxy = config("proxy: {url: 'https://me:p%40ss@p.example'}").proxy();
    assertThat(proxy.https())
        .contains(
            new ProxyEndpoint(
                true, "p.example", 443, Optional.of("me"), Optional.of(Secret.of("p@ss"))));
    assertThat(errors("proxy: p.example")).hasSize(1);
    assertThat(errors("proxy: {url: 'socks5://me:hunter2@p.example'}"))
        .singleElement()
        .asString()
        .doesNotContain("hunter2");
  }

  @Test
  void aNumberFromTheEnvironmentIsANumberAndItsTextIsNotShownWhenItIsNone() {
    assertThat(config("server: {port: '${PORT:-9}'}").server().port()).isEqualTo(9);
    assertThat(errors("server: {port: '${PORT}'}", Map.of("PORT", "canary")))
        .containsExactly(
            "1:16: server.port: must be a whole number from 0 to 65535, which this is not");
  }

  @Test
  void aNamedFileThatIsNotThereIsAMistake() {
    LoadResult result = new ConfigLoader(Map.of()).load(LoadRequest.of(Path.of("no-such.yaml")));
    assertThat(((LoadResult.Refused) result).errors())
        .singleElement()
        .asString()
        .startsWith("no-such.yaml: there is no file ");
  }

  @Test
  void theFileIsFoundByFlagThenVariableThenInTheWorkingDirectory() {
    Path here = Path.of("").toAbsolutePath();
    Map<String, String> environment = Map.of("AROBASE_CONFIG", "b.yaml");
    assertThat(ConfigLocation.find(Optional.of(Path.of("a.yaml")), environment, here))
        .contains(Path.of("a.yaml"));
    assertThat(ConfigLocation.find(Optional.empty(), environment, here))
        .contains(Path.of("b.yaml"));
    assertThat(ConfigLocation.find(Optional.empty(), Map.of(), here))
        .contains(here.resolve("routes.yaml"));
    assertThat(ConfigLocation.find(Optional.empty(), Map.of(), here.resolve("src"))).isEmpty();
  }

  @Test
  void aDanglingDashIsNoClientKeyAndOpensNothing() {
    assertThat(errors("server: {host: 0.0.0.0}\nauth:\n  keys:\n    -\n"))
        .containsExactly("4:6: auth.keys[0]: must be a group of keys, not nothing");
    assertThat(errors("catalog: {price_sheets: [null]}"))
        .containsExactly("1:26: catalog.price_sheets[0]: must be a group of keys, not nothing");
  }

  @Test
  void keysThatCannotBeReadAreNamedWithoutBeingCalledMissing() {
    assertThat(errors("server: {host: 0.0.0.0}\nauth: {keys: abc}"))
        .containsExactly("2:14: auth.keys: must be a list of {name, key}, not \"abc\"");
  }

  @Test
  void aListensHostIsAnAddressOrAName() {
    for (String host : List.of("127.0.0.1:80", "http://127.0.0.1", "a b", "[::1]:80")) {
      assertThat(errors("server: {host: '" + host + "'}"))
          .containsExactly("1:16: server.host: " + ListenText.WANTED_HOST);
      assertThat(((LoadResult.Refused) load(host(host, false), Map.of())).errors())
          .extracting(Diagnostic::text)
          .containsExactly("command line: server.host: " + ListenText.WANTED_HOST);
    }
    for (String host : List.of("::", "fe80::1%eth0", "my_host", "a.example")) {
      assertThat(config("{server: {host: '" + host + "'}, auth: {open: true}}").server().host())
          .isEqualTo(host);
    }
  }

  @Test
  void metricsCannotHaveThePortOfTheServer() {
    assertThat(errors("metrics: {port: 8080}"))
        .containsExactly(
            "1:10: metrics: needs another port than server.port; without one, /metrics is on that");
    assertThat(config("metrics: {port: 8080, host: 127.0.0.2}").metrics().listener()).isPresent();
    assertThat(config("{server: {port: 0}, metrics: {port: 0}}").metrics().listener()).isPresent();
  }

  @Test
  void originsAreKeptAsBrowsersSpellThem() {
    assertThat(
            config(
                    "server: {cors: {allowed_origins: ['https://A.b/', 'https://a.c:443',"
                        + " 'http://[::1]:80', 'http://d:3000', 'file://', 'app://x']}}")
                .server()
                .allowedOrigins())
        .contains(
            List.of(
                "https://a.b",
                "https://a.c",
                "http://[::1]",
                "http://d:3000",
                "file://",
                "app://x"));
    for (String none :
        List.of("http://*.b", "http://", "null", "a.b", "http://a/x", "http://u@b")) {
      assertThat(errors("server: {cors: {allowed_origins: ['" + none + "']}}"))
          .singleElement()
          .asString()
          .startsWith("1:35: server.cors.allowed_origins[0]: \"" + none + "\" is no origin");
    }
  }

  @Test
  void allowedHostsAreNamesWithoutPortAndWithoutPatterns() {
    assertThat(config("server: {allowed_hosts: ['A.b:8080', c.d.]}").server().allowedHosts())
        .containsExactly("a.b", "c.d");
    for (String none : List.of("*", "*.x", "http://x", "a/b")) {
      assertThat(errors("server: {allowed_hosts: ['" + none + "']}"))
          .containsExactly(
              "1:26: server.allowed_hosts[0]: \""
                  + none
                  + "\" is no host name; write each one out");
    }
  }

  @Test
  void aForwardedHeaderIsNamedAndNotMatched() {
    assertThat(errors("headers: {forward: ['x-*']}"))
        .containsExactly("1:21: headers.forward[0]: name each header; x-* would match none");
  }

  @Test
  void theVariableThatOpensTheGatewayTakesTheSameWordsEverywhere() {
    for (String word : List.of("true", "TRUE", "yes", "1")) {
      assertThat(load(host("0.0.0.0", false), Map.of("AROBASE_OPEN", word)))
          .isInstanceOf(LoadResult.Loaded.class);
    }
    assertThat(config("", Map.of("AROBASE_OPEN", "0")).auth().open()).isFalse();
    assertThat(errors("", Map.of("AROBASE_OPEN", "maybe")))
        .containsExactly("environment: AROBASE_OPEN: must be true or false");
  }

  @Test
  void aProxysPortIsAPort() {
    assertThat(errors("proxy: {url: 'http://p:99999'}")).hasSize(1);
    assertThat(errors("proxy: {url: 'http://p:0'}")).hasSize(1);
  }
}
