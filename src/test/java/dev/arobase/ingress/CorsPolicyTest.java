package dev.arobase.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.exchange.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsPolicyTest {
  private static final Optional<String> HOST = Optional.of("127.0.0.1:8080");

  private final CorsPolicy open = policy("127.0.0.1", false);
  private final CorsPolicy keyed = policy("127.0.0.1", true);

  private static CorsPolicy policy(String host, boolean keys, String... origins) {
    return CorsPolicy.of(
        HostGuardTest.server(
            host, origins.length == 0 ? Optional.empty() : Optional.of(List.of(origins))),
        keys);
  }

  private static Map<String, String> map(List<Map.Entry<String, String>> headers) {
    return headers.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map<String, String> answer(CorsPolicy policy, String origin) {
    return map(policy.answerHeaders(Optional.of(origin)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3000",
        "https://localhost",
        "http://127.0.0.1:5173",
        "http://127.9.9.9",
        "http://[::1]:3000",
        "http://tauri.localhost",
        "app://obsidian.md",
        "file://",
        "tauri://localhost",
        "vscode-webview://1a2b3c"
      })
  void anOpenGatewayServesPagesOfThisMachine(String origin) {
    assertThat(answer(open, origin))
        .containsEntry("access-control-allow-origin", origin)
        .containsEntry("vary", "Origin");
    assertThat(open.refuses("POST", Optional.of(origin), HOST)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "null",
        "chrome-extension://abcdef",
        "moz-extension://abcdef",
        "",
        "http://",
        "http://[::1"
      })
  void anOpenGatewayRefusesOtherPagesToPostAndToRead(String origin) {
    assertThat(answer(open, origin)).doesNotContainKey("access-control-allow-origin");
    assertThat(open.refuses("POST", Optional.of(origin), HOST))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ORIGIN_NOT_ALLOWED));
    assertThat(open.refuses("GET", Optional.of(origin), HOST)).isEmpty();
    assertThat(map(open.preflightHeaders(Optional.of(origin), Optional.empty(), true)))
        .doesNotContainKeys("access-control-allow-headers", "access-control-allow-methods");
  }

  @Test
  void aRequestWithoutAnOriginIsNoPages() {
    assertThat(open.refuses("POST", Optional.empty(), HOST)).isEmpty();
  }

  @Test
  void theGatewaysOwnPagesAreServedUnderEveryNameItHas() {
    assertThat(open.refuses("POST", Optional.of("http://desk:8080"), Optional.of("desk:8080")))
        .isEmpty();
  }

  @Test
  void withClientKeysEveryPageMayAsk() {
    assertThat(answer(keyed, "https://evil.example"))
        .containsEntry("access-control-allow-origin", "*");
    assertThat(keyed.refuses("POST", Optional.of("https://evil.example"), HOST)).isEmpty();
  }

  @Test
  void offLoopbackWithoutKeysNoPageReadsUnlessListed() {
    CorsPolicy wide = policy("0.0.0.0", false);
    assertThat(answer(wide, "http://localhost:3000"))
        .doesNotContainKey("access-control-allow-origin");
    assertThat(wide.refuses("POST", Optional.of("https://evil.example"), HOST)).isEmpty();
    assertThat(answer(policy("0.0.0.0", false, "*"), "https://a.example"))
        .containsEntry("access-control-allow-origin", "*");
  }

  @Test
  void listedOriginsAreMatchedWholeAndInAnyCase() {
    CorsPolicy listed = policy("127.0.0.1", true, "https://App.example.com/");
    assertThat(answer(listed, "https://app.example.com"))
        .containsEntry("access-control-allow-origin", "https://app.example.com");
    assertThat(answer(listed, "https://app.example.com.evil.example"))
        .doesNotContainKey("access-control-allow-origin");
    assertThat(answer(listed, "http://app.example.com"))
        .doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void aPreflightEchoesWhatIsAskedAndAlwaysNamesAuthorization() {
    Map<String, String> headers =
        map(
            keyed.preflightHeaders(
                Optional.of("http://localhost:3000"),
                Optional.of("X-Stainless-OS, x-custom,bad name, \u00e9"),
                true));
    assertThat(headers.get("access-control-allow-headers"))
        .isEqualTo("x-stainless-os, x-custom, authorization, content-type");
    assertThat(headers.get("access-control-allow-methods")).contains("POST");
    assertThat(headers).containsEntry("access-control-allow-private-network", "true");
    assertThat(
            map(keyed.preflightHeaders(Optional.of("http://a"), Optional.empty(), false))
                .get("access-control-allow-headers"))
        .contains("authorization");
  }

  @Test
  void answersExposeTheGatewaysHeaders() {
    assertThat(answer(keyed, "http://a").get("access-control-expose-headers"))
        .contains("x-request-id", "x-arobase-provider", "x-arobase-cost", "server-timing");
  }
}
