package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final MultiMap client =
      MultiMap.caseInsensitiveMultiMap()
          .add("Host", "gateway")
          .add("Authorization", "Bearer client")
          .add("X-Api-Key", "client")
          .add("x-goog-api-key", "client")
          .add("Cookie", "c=1")
          .add("Content-Type", "application/json")
          .add("Accept", "text/html")
          .add("Accept-Language", "de")
          .add("Anthropic-Version", "2024-01-01")
          .add("anthropic-beta", "a")
          .add("anthropic-beta", "b")
          .add("OpenAI-Beta", "assistants=v2")
          .add("Idempotency-Key", "i")
          .add("X-Stainless-Lang", "js")
          .add("x-client-request-id", "cr")
          .add("HTTP-Referer", "https://app")
          .add("X-Title", "app")
          .add("OpenAI-Organization", "o")
          .add("OpenAI-Project", "p")
          .add("User-Agent", "client/1")
          .add("X-Forwarded-For", "1.2.3.4")
          .add("X-Portkey-Provider", "openai")
          .add("x-arobase-key", "k")
          .add("x-arobase-hops", "1")
          .add("Connection", "keep-alive, X-Once")
          .add("X-Once", "1")
          .add("X-Team", "search")
          .add("Transfer-Encoding", "chunked")
          .add("tracestate", "v=1")
          .add("traceparent", TRACE);

  private static UpstreamHead head(boolean openRouter, boolean brought, Set<String> forward) {
    return new UpstreamHead(
        Optional.of(Credential.of("Authorization", "Bearer", "provider-key")),
        openRouter,
        brought,
        Map.of("anthropic-version", "2023-06-01", "x-default", "d"),
        Map.of("X-Configured", "c"),
        forward,
        "text/event-stream",
        Optional.empty(),
        2);
  }

  private MultiMap sent(UpstreamHead head, Set<String> operatorForward) {
    MultiMap upstream = MultiMap.caseInsensitiveMultiMap();
    new RequestHeaders("arobase/1", operatorForward).write(client, upstream, head);
    return upstream;
  }

  private static Set<String> names(MultiMap headers) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(headers.names());
    return names;
  }

  @Test
  void anUpstreamGetsTheListAndNothingElse() {
    MultiMap upstream = sent(head(false, false, Set.of()), Set.of());
    assertThat(names(upstream))
        .containsExactlyInAnyOrder(
            "accept",
            "accept-encoding",
            "accept-language",
            "anthropic-beta",
            "anthropic-version",
            "authorization",
            "content-type",
            "idempotency-key",
            "openai-beta",
            "user-agent",
            "x-arobase-hops",
            "x-client-request-id",
            "x-configured",
            "x-default",
            "x-stainless-lang");
    assertThat(upstream.getAll("authorization")).containsExactly("Bearer provider-key");
    assertThat(upstream.getAll("anthropic-beta")).containsExactly("a", "b");
    assertThat(upstream.getAll("anthropic-version")).containsExactly("2024-01-01");
    assertThat(upstream.get("user-agent")).isEqualTo("arobase/1");
    assertThat(upstream.get("accept")).isEqualTo("text/event-stream");
    assertThat(upstream.get("x-arobase-hops")).isEqualTo("2");
  }

  @Test
  void openRouterLearnsOfTheAppAndAClientsKeyBringsItsOrganisation() {
    assertThat(names(sent(head(true, false, Set.of()), Set.of())))
        .contains("http-referer", "x-title")
        .doesNotContain("openai-organization", "openai-project");
    assertThat(names(sent(head(false, true, Set.of()), Set.of())))
        .contains("openai-organization", "openai-project")
        .doesNotContain("http-referer", "x-title");
  }

  @Test
  void listsAddHeadersButNeverTheseOnes() {
    Set<String> wanted = new TreeSet<>(client.names());
    MultiMap plain = sent(head(false, false, Set.of()), Set.of());
    MultiMap byClient = sent(head(false, false, wanted), Set.of());
    MultiMap byOperator = sent(head(false, false, Set.of()), wanted);
    assertThat(names(byClient)).isEqualTo(names(byOperator));
    Set<String> added = names(byOperator);
    added.removeAll(names(plain));
    assertThat(added)
        .containsExactlyInAnyOrder(
            "http-referer", "x-title", "openai-organization", "openai-project", "x-team");
    assertThat(byOperator.getAll("authorization")).containsExactly("Bearer provider-key");
    assertThat(byOperator.getAll("x-arobase-hops")).containsExactly("2");
  }

  @Test
  void aTraceIsContinuedWithItsState() {
    TraceParent child = TraceParent.of(client).orElseThrow().child(new Random(1));
    UpstreamHead plain = head(false, false, Set.of());
    UpstreamHead traced =
        new UpstreamHead(
            Optional.empty(),
            false,
            false,
            Map.of(),
            Map.of(),
            Set.of(),
            "*/*",
            Optional.of(child),
            1);
    MultiMap upstream = sent(traced, Set.of());
    assertThat(upstream.get("traceparent")).isEqualTo(child.toString());
    assertThat(upstream.get("tracestate")).isEqualTo("v=1");
    assertThat(upstream.contains("authorization")).isFalse();
    assertThat(sent(plain, Set.of("tracestate", "traceparent")).contains("tracestate")).isFalse();
    client.set("traceparent", "00-nonsense");
    assertThat(sent(traced, Set.of()).contains("tracestate")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization",
        "proxy-authorization",
        "cookie",
        "set-cookie",
        "x-api-key",
        "api-key",
        "x-goog-api-key",
        "host",
        "connection",
        "te",
        "transfer-encoding",
        "upgrade",
        "x-arobase-key",
        "x-portkey-api-key",
        "x-forwarded-host",
        "content-length"
      })
  void credentialsAndConnectionHeadersAreForbidden(String name) {
    assertThat(ForbiddenHeaders.isForbidden(name)).isTrue();
  }

  @Test
  void aCredentialDoesNotShowItself() {
    Credential credential = Credential.of("API-Key", "", "secret-key");
    assertThat(credential.toString()).doesNotContain("secret-key").contains("api-key");
    assertThat(credential.value()).isEqualTo("secret-key");
    assertThat(head(false, false, Set.of()).toString()).doesNotContain("provider-key");
  }

  @Test
  void aClientSeesTheListAndNothingElse() {
    MultiMap upstream =
        MultiMap.caseInsensitiveMultiMap()
            .add("Content-Type", "text/event-stream; charset=utf-8")
            .add("X-RateLimit-Remaining-Requests", "0")
            .add("anthropic-ratelimit-tokens-reset", "t")
            .add("OpenAI-Processing-Ms", "5")
            .add("Retry-After", "3")
            .add("retry-after-ms", "3000")
            .add("x-should-retry", "true")
            .add("request-id", "req_1")
            .add("Set-Cookie", "c=1")
            .add("Connection", "close, openai-hop")
            .add("openai-hop", "1")
            .add("Transfer-Encoding", "chunked")
            .add("Content-Length", "5")
            .add("Server", "nginx")
            .add("x-request-id", "up-1")
            .add("Access-Control-Allow-Origin", "*")
            .add("Location", "http://internal");
    MultiMap toClient = MultiMap.caseInsensitiveMultiMap();
    ResponseHeaders.pass(upstream, toClient);
    assertThat(names(toClient))
        .containsExactlyInAnyOrder(
            "content-type",
            "x-ratelimit-remaining-requests",
            "anthropic-ratelimit-tokens-reset",
            "openai-processing-ms",
            "retry-after",
            "retry-after-ms",
            "x-should-retry",
            "request-id");
    assertThat(ResponseHeaders.upstreamRequestId(upstream)).contains("up-1");
    ResponseHeaders.markStream(toClient);
    assertThat(toClient.get("cache-control")).isEqualTo("no-cache");
    assertThat(toClient.get("x-accel-buffering")).isEqualTo("no");
    assertThat(toClient.get("content-type")).isEqualTo("text/event-stream; charset=utf-8");
  }
}
