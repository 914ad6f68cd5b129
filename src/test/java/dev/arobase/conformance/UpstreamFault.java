package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.Cut;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One way for an upstream to fail before the first content token, and what the client must get when
 * nobody else is left.
 *
 * @param name said in test reports
 * @param answer what the upstream sends
 * @param status the client's status
 * @param codes the words of which one must be the error's code; empty: any
 * @param movesOn whether another provider is asked
 */
record UpstreamFault(String name, Answer answer, int status, Set<String> codes, boolean movesOn) {
  private static final long LONGEST_OWN_RETRY_AFTER = 60;

  private static final Answer MODERATED =
      Answer.json(
          403,
          "{\"error\":{\"code\":403,\"message\":\"Input was flagged\",\"metadata\":{\"reasons\":"
              + "[\"violence\"],\"flagged_input\":\"…\",\"provider_name\":\"x\"}}}");

  static UpstreamFault movesOn(String name, Answer answer, int status, String... codes) {
    return new UpstreamFault(name, answer, status, Set.of(codes), true);
  }

  static UpstreamFault returned(String name, Answer answer, int status, String... codes) {
    return new UpstreamFault(name, answer, status, Set.of(codes), false);
  }

  /** Faults of any request: plain and streamed ones must come out the same. */
  static Stream<UpstreamFault> ofAnyRequest() {
    return Stream.of(clientsMaking(), statuses(), garbage(), connections()).flatMap(List::stream);
  }

  private static List<UpstreamFault> clientsMaking() {
    return List.of(
        returned("400", refusal(400, "\"bad_value\""), 400, "bad_value"),
        returned("404 of a path", refusal(404, "null"), 404),
        returned("413", refusal(413, "\"too_big\""), 413, "too_big"),
        returned("422", refusal(422, "\"bad_value\""), 422, "bad_value"),
        returned(
            "400 in vLLM's shape",
            Answer.json(
                400,
                "{\"object\":\"error\",\"message\":\"max_tokens must be at least 1, got -1.\","
                    + "\"type\":\"BadRequestError\",\"param\":null,\"code\":400}"),
            400),
        returned("400 with a number as code", refusal(400, "400"), 400),
        returned(
            "422 with a list as detail",
            Answer.json(
                422, "{\"detail\":[{\"loc\":[\"body\",\"messages\"],\"msg\":\"field required\"}]}"),
            422),
        returned("404 with a text as detail", Answer.json(404, "{\"detail\":\"Not Found\"}"), 404),
        returned("400 as plain text", Answer.of(400, "text/plain", "no such thing"), 400),
        returned("400 with a text as error", Answer.json(400, "{\"error\":\"bad thing\"}"), 400),
        returned("403 by moderation", MODERATED, 403),
        returned("400 by a content filter", refusal(400, "\"content_filter\""), 400),
        movesOn("404 model_not_found", refusal(404, "\"model_not_found\""), 404, "model_not_found"),
        movesOn("400 decommissioned", refusal(400, "\"model_decommissioned\""), 400),
        movesOn(
            "400 context length",
            refusal(400, "\"context_length_exceeded\""),
            400,
            "context_length_exceeded"));
  }

  private static List<UpstreamFault> statuses() {
    return List.of(
        movesOn("401", Answer.error(401), 502, "upstream_auth_error"),
        movesOn("402", Answer.error(402), 502, "upstream_auth_error"),
        movesOn("403", Answer.error(403), 502, "upstream_auth_error"),
        movesOn(
            "429 insufficient_quota",
            refusal(429, "\"insufficient_quota\""),
            502,
            "upstream_auth_error"),
        movesOn("408", Answer.error(408), 504, "upstream_timeout"),
        movesOn("409", Answer.error(409), 502, "upstream_error"),
        movesOn("425", Answer.error(425), 502, "upstream_error"),
        movesOn("204", Answer.empty(204), 502, "upstream_error"),
        movesOn("205", Answer.empty(205), 502, "upstream_error"),
        movesOn("304", Answer.empty(304), 502, "upstream_error"),
        movesOn("301", redirect(301), 502, "upstream_error"),
        movesOn("302", redirect(302), 502, "upstream_error"),
        movesOn("307", redirect(307), 502, "upstream_error"),
        movesOn(
            "101",
            Answer.raw(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"),
            502,
            "upstream_error"),
        movesOn("429", Answer.error(429).header("Retry-After", "7"), 429, "rate_limited"),
        movesOn("500", Answer.error(500), 502, "upstream_error"),
        movesOn("502", Answer.error(502), 502, "upstream_error"),
        movesOn("503", Answer.error(503), 503, "upstream_unavailable"),
        movesOn("520", Answer.error(520), 502, "upstream_error"),
        movesOn("529", Answer.error(529), 502, "upstream_error"));
  }

  private static List<UpstreamFault> garbage() {
    return List.of(
        movesOn("HTML with 200", Answer.html(200), 502, "upstream_error"),
        movesOn("HTML with 500", Answer.html(500), 502, "upstream_error"),
        movesOn("200 without a body", Answer.json(""), 502, "upstream_error"),
        movesOn("broken JSON", Answer.json("{\"choices\":[}"), 502, "upstream_error"),
        movesOn("half a JSON", Answer.json("{\"choices\":[{\"index\":0"), 502, "upstream_error"),
        movesOn("JSON and more", Answer.json("{\"choices\":[]} x"), 502, "upstream_error"),
        movesOn("429 in a 200", inside("{\"message\":\"slow\",\"code\":429}"), 429),
        movesOn("503 in a 200", inside("{\"message\":\"busy\",\"code\":503}"), 503),
        movesOn("401 in a 200", inside("{\"message\":\"key\",\"code\":401}"), 502),
        movesOn("an error in a 200 without a status", inside("{\"message\":\"boom\"}"), 502));
  }

  private static List<UpstreamFault> connections() {
    return List.of(
        movesOn("closed before the head", Answer.drop(Cut.FIN), 502),
        movesOn("reset before the head", Answer.drop(Cut.RST), 502, "upstream_unreachable"),
        movesOn("no HTTP", Answer.raw("SSH-2.0-OpenSSH_9.9\r\n\r\n"), 502),
        movesOn("closed within the head", Answer.raw("HTTP/1.1 200 OK\r\nContent-T"), 502),
        movesOn("silence", Answer.silence(), 504, "upstream_timeout"),
        movesOn("closed within the body", Chat.tokens(9).plain("m").cutAfter(50, Cut.FIN), 502),
        movesOn("reset within the body", Chat.tokens(9).plain("m").cutAfter(50, Cut.RST), 502),
        movesOn(
            "silence within the body",
            Chat.tokens(9).plain("m").stallAfter(50),
            504,
            "upstream_timeout"));
  }

  /** Faults that only a stream can have, all before its first content token. */
  static Stream<UpstreamFault> ofStreams() {
    String role = Chat.role("m");
    String text = Chat.content("m", "late");
    Answer begun = Answer.stream(role, text);
    int roleBytes = Answer.stream(role).wireBody().length - "0\r\n\r\n".length();
    return Stream.of(
        movesOn("an empty stream", Answer.stream(), 502, "upstream_error"),
        movesOn("only [DONE]", Answer.stream(Chat.done()), 502, "upstream_error"),
        movesOn("only a role", Answer.stream(role), 502, "upstream_error"),
        movesOn("only comments", Answer.stream(": hm\n\n", ": hm\n\n"), 502, "upstream_error"),
        movesOn("a malformed event", Answer.stream("data: {\"choi\n\n", text), 502),
        movesOn("cut after the role by FIN", begun.cutAfter(roleBytes + 20, Cut.FIN), 502),
        movesOn("cut after the role by RST", begun.cutAfter(roleBytes + 20, Cut.RST), 502),
        movesOn("silent after the role", begun.stallAfter(roleBytes), 504, "upstream_timeout"),
        movesOn("silent after the head", begun.stallAfter(0), 504, "upstream_timeout"),
        first("429", "{\"message\":\"m\",\"code\":429}", 429),
        first("503", "{\"message\":\"m\",\"code\":\"503\"}", 503),
        first("rate_limit", "{\"message\":\"m\",\"type\":\"rate_limit_error\"}", 429),
        first("overloaded", "{\"message\":\"m\",\"type\":\"overloaded_error\"}", 503),
        first("authentication", "{\"message\":\"m\",\"type\":\"authentication_error\"}", 502),
        first("quota", "{\"message\":\"m\",\"code\":\"insufficient_quota\"}", 502),
        first("context", "{\"message\":\"m\",\"code\":\"context_length_exceeded\"}", 400),
        first("nothing we know", "{\"message\":\"m\",\"type\":\"odd\"}", 502));
  }

  private static UpstreamFault first(String word, String error, int status) {
    Answer answer = Answer.stream(Chat.event("{\"error\":" + error + "}"), Chat.done());
    return movesOn("an error event first: " + word, answer, status);
  }

  private static Answer refusal(int status, String jsonCode) {
    return Answer.error(status, "upstream's own words", "invalid_request_error", jsonCode);
  }

  private static Answer redirect(int status) {
    return Answer.of(status, "text/html", "").header("Location", "http://127.0.0.1:9/elsewhere");
  }

  private static Answer inside(String error) {
    return Answer.json("{\"error\":" + error + "}");
  }

  /** Whether only a timeout ends it. */
  boolean isSilent() {
    return answer.ending() instanceof Answer.Ending.StallAfter;
  }

  /** The same, with no connection left behind that the next request could find gone stale. */
  Answer onItsOwnConnection() {
    return answer.ending() instanceof Answer.Ending.KeepAlive()
        ? answer.ending(new Answer.Ending.Close())
        : answer;
  }

  /** The client's answer when this was the outcome of the last of so many attempts. */
  void verify(ClientAnswer client, int attempts) {
    JsonNode error = Verdicts.envelope(client, status);
    String code = error.path("code").asText();
    if (!codes.isEmpty()) {
      assertThat(code).as("code of %s", client).isIn(codes);
    }
    assertThat(client.text())
        .doesNotContain("sk-up-", "127.0.0.1", "dev.arobase", "io.vertx", "Please sign in");
    if (status >= 500 || status == 429) {
      Verdicts.attempts(error, attempts);
    }
    if (status == 429 || status == 503 || status == 504) {
      assertThat(Long.parseLong(client.header("retry-after")))
          .as("Retry-After of %s", client)
          .isBetween(1L, LONGEST_OWN_RETRY_AFTER);
    }
    boolean ofTheClientsMaking = status < 500 && status != 429;
    if (attempts > 1 || ofTheClientsMaking) {
      assertThat(client.header("x-should-retry")).as("%s", client).isEqualTo("false");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
