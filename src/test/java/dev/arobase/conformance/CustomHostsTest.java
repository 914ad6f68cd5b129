package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.FakeUpstream;
import dev.arobase.support.Gateway;
import dev.arobase.support.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hosts that a request names are reached only when they are public, and nothing leads elsewhere.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomHostsTest {
  private static final String ALLOWED =
      "portkey: {custom_hosts: {allow_private: [\"127.0.0.1\"]}}\n";

  private final FakeUpstream upstream = FakeUpstream.start();
  private FakeUpstream secure;
  private World strict;
  private World lenient;

  @BeforeAll
  void start(@TempDir Path directory) {
    secure = FakeUpstream.startTls(TestCertificate.selfSigned(directory, "ip:127.0.0.1"));
    strict = World.plan(upstream).custom("own", "m").open().start();
    lenient = World.plan(upstream).custom("own", "m").more(ALLOWED).open().start();
  }

  @BeforeEach
  void reset() {
    upstream.reset();
  }

  @AfterAll
  void stop() {
    strict.close();
    lenient.close();
    secure.close();
  }

  private static ClientAnswer at(World world, String url) {
    String config = "{\"custom_host\":\"" + url + "\"}";
    String encoded = Base64.getEncoder().encodeToString(config.getBytes(StandardCharsets.UTF_8));
    return world.send(Gateway.chat("m", false).key("sk-own").header("x-portkey-config", encoded));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0X7F000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.0.0.1.",
        "0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:7f00:0001]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "[fe80::1%25lo]",
        "[::1%25lo]",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "user@127.0.0.1",
        "user:pass@127.0.0.1",
        "127.0.0.1@example.com",
        "example.com@127.0.0.1",
        "\uff11\uff12\uff17.0.0.1",
        "127\u30020\u30020\u30021",
        "\u2460\u2461\u2466.0.0.1",
        "\u0661\u0662\u0667.0.0.1",
        "%31%32%37.0.0.1",
        "127.0.0.1%00.example.com",
        "127.0.0.1%23.example.com"
      })
  void noSpellingOfThisMachineIsReached(String host) {
    int connections = upstream.connectionCount();
    ClientAnswer answer = at(strict, "http://" + host + ":" + upstream.port() + "/v1");
    assertThat(answer.status()).as(host).isEqualTo(400);
    assertThat(upstream.connectionCount()).isEqualTo(connections);
  }

  @Test
  void oneThatTheOperatorListsIs() {
    Verdicts.good(at(lenient, upstream.site("guest").baseUrl()));
    assertThat(upstream.existing("guest").only().bearer()).contains("sk-own");
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefused() {
    Verdicts.error(at(lenient, secure.site("guest").baseUrl()), 502, "upstream_tls_error");
    assertThat(secure.requestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void noRedirectIsFollowed(int status) {
    upstream
        .site("guest")
        .play(Answer.empty(status).header("location", upstream.site("elsewhere").baseUrl()));
    Verdicts.error(at(lenient, upstream.site("guest").baseUrl()), 502, "upstream_error");
    assertThat(upstream.requestCount()).isEqualTo(1);
    assertThat(upstream.existing("guest").requests()).hasSize(1);
  }
}
