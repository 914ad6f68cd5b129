package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Gateway;
import dev.arobase.support.Headers;
import dev.arobase.support.ReceivedRequest;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which header fields cross the gateway, each way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeaderRulesTest {
  /** Of the message itself, and the gateway's own. */
  private static final Set<String> ALWAYS_UPSTREAM =
      Set.of(
          "host",
          "content-length",
          "content-type",
          "accept",
          "accept-encoding",
          "authorization",
          "user-agent",
          "traceparent",
          "x-arobase-hops");

  private final World world =
      World.plan()
          .customWith("own", "headers: {X-Team: search}, ", "m")
          .builtIn("openrouter", "/api/v1", "OPENROUTER_API_KEY", "m")
          .start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private static ClientRequest talkative(String model) {
    return Gateway.chat(model, false)
        .header("Accept-Language", "de, en;q=0.5")
        .header("Anthropic-Version", "2023-06-01")
        .header("Anthropic-Beta", "tools-2024")
        .header("OpenAI-Beta", "assistants=v2")
        .header("Idempotency-Key", "idem-1")
        .header("X-Stainless-Lang", "js")
        .header("X-Stainless-Retry-Count", "0")
        .header("X-Client-Request-Id", "client-1")
        .header("Tracestate", "a=b")
        .header("Cookie", "session=secret-cookie")
        .header("OpenAI-Organization", "org-client")
        .header("OpenAI-Project", "proj-client")
        .header("X-Forwarded-For", "192.0.2.1")
        .header("X-Forwarded-Proto", "https")
        .header("Forwarded", "for=192.0.2.1")
        .header("X-Real-Ip", "192.0.2.1")
        .header("X-Portkey-Trace-Id", "trace")
        .header("X-Arobase-Key", "sk-other")
        .header("X-Api-Key", World.CLIENT_KEY)
        .header("Api-Key", World.CLIENT_KEY)
        .header("Proxy-Authorization", "Basic eDp5")
        .header("TE", "trailers")
        .header("Keep-Alive", "timeout=5")
        .header("Connection", "X-Secret-Hop")
        .header("X-Secret-Hop", "1")
        .header("X-Unknown", "1")
        .header("Origin", "http://localhost:3000")
        .header("Referer", "http://localhost:3000/page")
        .header("User-Agent", "OpenAI/JS 5.0")
        .header("HTTP-Referer", "https://app.example")
        .header("X-Title", "My App");
  }

  @Test
  void onlyTheNamedFieldsReachTheUpstream() {
    Verdicts.good(world.send(talkative("@own/m")));
    Headers seen = world.site("own").only().headers();
    Set<String> allowed = new TreeSet<>(ALWAYS_UPSTREAM);
    allowed.addAll(
        Set.of(
            "x-team",
            "accept-language",
            "anthropic-version",
            "anthropic-beta",
            "openai-beta",
            "idempotency-key",
            "x-stainless-lang",
            "x-stainless-retry-count",
            "x-client-request-id",
            "tracestate"));
    assertThat(seen.names()).isSubsetOf(allowed);
    assertThat(seen.first("accept-language")).contains("de, en;q=0.5");
    assertThat(seen.first("anthropic-version")).contains("2023-06-01");
    assertThat(seen.first("anthropic-beta")).contains("tools-2024");
    assertThat(seen.first("openai-beta")).contains("assistants=v2");
    assertThat(seen.first("idempotency-key")).contains("idem-1");
    assertThat(seen.first("x-stainless-lang")).contains("js");
    assertThat(seen.first("x-client-request-id")).contains("client-1");
    assertThat(seen.first("x-team")).contains("search");
    assertThat(seen.all("authorization")).containsExactly("Bearer " + World.keyOf("own"));
    assertThat(seen.first("user-agent").orElse("")).startsWith("arobase/");
    assertThat(seen.first("x-arobase-hops")).contains("1");
    assertThat(seen.all("host")).containsExactly("127.0.0.1:" + world.upstream().port());
    assertThat(seen.fields()).noneMatch(field -> field.value().contains(World.CLIENT_KEY));
  }

  @Test
  void openRouterIsToldWhichApplicationAsks() {
    Verdicts.good(world.send(talkative("@openrouter/m")));
    Headers seen = world.site("openrouter").only().headers();
    assertThat(seen.first("http-referer")).contains("https://app.example");
    assertThat(seen.first("x-title")).contains("My App");
    assertThat(seen.names()).doesNotContain("cookie", "referer", "origin", "x-api-key");
  }

  @Test
  void nothingIsCompressedUnlessItMustBe() {
    ClientRequest request =
        Gateway.chat("@own/m", false).header("Accept-Encoding", "gzip, deflate, br, zstd");
    Verdicts.good(world.send(request));
    assertThat(world.site("own").only().headers().first("accept-encoding").orElse("identity"))
        .isEqualTo("identity");
  }

  @Test
  void theTraceGoesOnAsAChild() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    ClientRequest request =
        Gateway.chat("@own/m", false).header("Traceparent", "00-" + trace + "-b7ad6b7169203331-01");
    Verdicts.good(world.send(request));
    String sent = world.site("own").only().headers().first("traceparent").orElse("");
    assertThat(sent).matches("00-" + trace + "-[0-9a-f]{16}-01").doesNotContain("b7ad6b7169203331");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01"})
  void aBrokenTraceIsReplaced(String broken) {
    Verdicts.good(world.send(Gateway.chat("@own/m", false).header("Traceparent", broken)));
    assertThat(world.site("own").only().headers().first("traceparent").orElse(""))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]")
        .doesNotContain("0".repeat(32));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onlyTheNamedFieldsReachTheClient(boolean stream) {
    world
        .site("own")
        .always(
            request ->
                Chat.saying("hi")
                    .answer(request)
                    .header("X-RateLimit-Remaining-Requests", "41")
                    .header("Anthropic-RateLimit-Tokens-Limit", "7")
                    .header("OpenAI-Processing-Ms", "12")
                    .header("OpenAI-Version", "2020-10-01")
                    .header("X-Request-Id", "upstream-77")
                    .header("Set-Cookie", "__cf_bm=secret; path=/")
                    .header("Server", "cloudflare")
                    .header("X-Powered-By", "them")
                    .header("Access-Control-Allow-Origin", "https://evil.example")
                    .header("Strict-Transport-Security", "max-age=1")
                    .header("X-Internal-Host", "node-7"));
    ClientAnswer answer = world.chat("@own/m", stream);
    Verdicts.good(answer, "hi");
    assertThat(answer.header("x-ratelimit-remaining-requests")).isEqualTo("41");
    assertThat(answer.header("anthropic-ratelimit-tokens-limit")).isEqualTo("7");
    assertThat(answer.header("openai-processing-ms")).isEqualTo("12");
    assertThat(answer.header("x-arobase-upstream-request-id")).isEqualTo("upstream-77");
    assertThat(answer.headers().all("x-request-id")).hasSize(1).doesNotContain("upstream-77");
    assertThat(answer.headers().names())
        .doesNotContain(
            "set-cookie", "server", "x-powered-by", "strict-transport-security", "x-internal-host");
    assertThat(answer.headers().all("access-control-allow-origin"))
        .doesNotContain("https://evil.example");
  }

  @Test
  void theAnswerSaysWhoServedIt() {
    ClientAnswer answer = world.chat("@own/M");
    assertThat(answer.header("x-arobase-provider")).isEqualTo("own");
    assertThat(answer.header("x-arobase-model")).isEqualTo("m");
    assertThat(answer.header("x-arobase-attempts")).isEqualTo("1");
    assertThat(answer.header("server-timing")).matches("gw;dur=[0-9.]+, ?up;dur=[0-9.]+");
  }

  @Test
  void streamsAreNotBufferedOnTheirWay() {
    world
        .site("own")
        .always(
            Chat.saying("hi")
                .streamed("m", false)
                .without("Content-Type")
                .header("Content-Type", "text/event-stream; charset=utf-8"));
    ClientAnswer answer = world.stream("@own/m");
    assertThat(answer.headers().all("content-type"))
        .containsExactly("text/event-stream; charset=utf-8");
    assertThat(answer.header("cache-control")).isEqualTo("no-cache");
    assertThat(answer.header("x-accel-buffering")).isEqualTo("no");
    assertThat(answer.headers().has("content-length")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"req_123-abc.DEF, true", "a b, false", "'<script>', false", "'', false"})
  void aSaneRequestIdIsKeptAndAnyOtherReplaced(String id, boolean kept) {
    ClientAnswer answer = world.send(Gateway.chat("@own/m", false).header("X-Request-Id", id));
    if (kept) {
      assertThat(answer.headers().all("x-request-id")).containsExactly(id);
    } else {
      assertThat(answer.header("x-request-id")).isNotBlank().isNotEqualTo(id);
    }
  }

  @Test
  void anEndlessRequestIdIsReplaced() {
    String id = "a".repeat(10_000);
    ClientAnswer answer = world.send(Gateway.chat("@own/m", false).header("X-Request-Id", id));
    assertThat(answer.header("x-request-id")).isNotBlank().isNotEqualTo(id);
  }

  @Test
  void anErrorOfTheUpstreamKeepsItsLimits() {
    world
        .site("own")
        .always(
            Answer.error(429)
                .header("Retry-After", "7")
                .header("Retry-After-Ms", "6500")
                .header("X-RateLimit-Remaining-Tokens", "0")
                .header("Set-Cookie", "a=b"));
    ClientAnswer answer = world.chat("@own/m");
    assertThat(answer.headers().all("retry-after")).containsExactly("7");
    assertThat(answer.headers().all("retry-after-ms")).containsExactly("6500");
    assertThat(answer.header("x-ratelimit-remaining-tokens")).isEqualTo("0");
    assertThat(answer.headers().has("set-cookie")).isFalse();
  }

  @Test
  void anUpstreamsWaitDoesNotContradictTheGatewaysOwn() {
    world.site("own").always(Answer.error(503).header("Retry-After-Ms", "120000"));
    ClientAnswer answer = world.chat("@own/m");
    assertThat(answer.headers().all("retry-after")).containsExactly("60");
    assertThat(answer.headers().has("retry-after-ms")).isFalse();
  }

  @Test
  void theRequestIsFramedOnce() {
    Verdicts.good(world.chat("@own/m"));
    ReceivedRequest received = world.site("own").only();
    assertThat(received.headers().all("content-length")).hasSize(1);
    assertThat(received.headers().has("transfer-encoding")).isFalse();
    assertThat(received.headers().first("content-type").orElse("")).startsWith("application/json");
  }
}
