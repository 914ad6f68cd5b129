package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Gateway;
import dev.arobase.support.Headers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other origins: served with keys, and kept from an open gateway's keys without. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserUseTest {
  private static final String PAGE = "https://app.example";

  private final World keyed = World.plan().custom("own", "m").start();
  private final World open = World.plan().custom("own", "m").open().start();

  @BeforeEach
  void reset() {
    keyed.reset();
    open.reset();
  }

  @AfterAll
  void stop() {
    keyed.close();
    open.close();
  }

  @Test
  void thePreflightNamesTheHeadersThatItWasAskedFor() {
    ClientRequest request =
        new ClientRequest(
            "OPTIONS",
            "/v1/chat/completions",
            Headers.of(
                "Origin",
                PAGE,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,content-type,x-stainless-lang"),
            new byte[0]);
    try (ClientConnection connection = keyed.gateway().open()) {
      ClientAnswer answer = connection.exchange(request);
      assertThat(answer.status()).isIn(200, 204);
      assertThat(answer.header("access-control-allow-origin")).isIn("*", PAGE);
      assertThat(answer.header("access-control-allow-headers").toLowerCase(java.util.Locale.ROOT))
          .contains("authorization", "content-type", "x-stainless-lang");
      assertThat(answer.header("access-control-allow-methods")).contains("POST");
    }
  }

  @Test
  void goodAnswersAndErrorsAlikeCarryCorsHeaders() {
    keyed.site("own").onModel("broken", _ -> Answer.error(500));
    for (ClientRequest request :
        List.of(
            Gateway.chat("@own/m", false),
            Gateway.chat("@own/m", true),
            Gateway.chat("@own/broken", false),
            Gateway.chat("@own/m", false).key("wrong"),
            Gateway.chat("@foo/m", false),
            Gateway.chat("nobody-has-it", false),
            ClientRequest.chat("{ // no"),
            ClientRequest.get("/v1/nope"),
            ClientRequest.get("/v1/chat/completions"))) {
      ClientAnswer answer = keyed.send(request.header("Origin", PAGE));
      assertThat(answer.header("access-control-allow-origin")).as("%s", answer).isIn("*", PAGE);
      assertThat(answer.header("access-control-expose-headers").toLowerCase(java.util.Locale.ROOT))
          .as("%s", answer)
          .contains("x-request-id");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PAGE, "null", "chrome-extension://abc", "http://localhost.example"})
  void aForeignPageMayNotSpendAnOpenGatewaysKeys(String origin) {
    ClientAnswer answer = open.send(Gateway.chat("@own/m", false).header("Origin", origin));
    Verdicts.error(answer, 403, "origin_not_allowed");
    assertThat(open.upstream().requestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3000",
        "http://127.0.0.1:8000",
        "https://localhost",
        "http://[::1]:5173",
        "app://.",
        "tauri://localhost",
        "vscode-webview://abc",
        "file://"
      })
  void aLocalPageMay(String origin) {
    ClientAnswer answer = open.send(Gateway.chat("@own/m", false).header("Origin", origin));
    Verdicts.good(answer);
    assertThat(answer.header("access-control-allow-origin")).isIn("*", origin);
  }

  @Test
  void aForeignPageThatOnlyReadsGetsNoCorsHeaders() {
    ClientAnswer answer = open.send(ClientRequest.get("/v1/models").header("Origin", PAGE));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().has("access-control-allow-origin")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:8080", "127.0.0.1.evil.example"})
  void aNameThatWasReboundIsRefused(String host) {
    ClientAnswer answer = open.send(Gateway.chat("@own/m", false).header("Host", host));
    Verdicts.error(answer, 403, "host_not_allowed");
    assertThat(open.upstream().requestCount()).isZero();
    assertThat(open.send(ClientRequest.get("/health").header("Host", host)).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "127.0.0.1:1",
        "[::1]:8080",
        "gateway",
        "my.localhost",
        "a.local",
        "b.internal",
        "c.ns.svc"
      })
  void aNameOfThisPlaceIsServed(String host) {
    Verdicts.good(open.send(Gateway.chat("@own/m", false).header("Host", host)));
  }
}
