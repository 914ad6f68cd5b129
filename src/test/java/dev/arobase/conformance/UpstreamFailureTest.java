package dev.arobase.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.support.Answer;
import dev.arobase.support.AnswerEnd;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.Cut;
import dev.arobase.support.DeadEnd;
import dev.arobase.support.FakeUpstream;
import dev.arobase.support.Gate;
import dev.arobase.support.TestCertificate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One provider, one attempt: what the client is told when it fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamFailureTest {
  private static final String HASTY_CONNECT = "timeouts: {connect: 800ms}, ";

  private final DeadEnd refusing = DeadEnd.refusing();
  private final DeadEnd hole = DeadEnd.swallowingSyns();
  private final DeadEnd speechless = DeadEnd.accepting();
  private final FakeUpstream plain = FakeUpstream.start();
  private FakeUpstream untrusted;
  private World world;
  private int asked;

  @BeforeAll
  void start(@TempDir Path directory) {
    untrusted = FakeUpstream.startTls(TestCertificate.selfSigned(directory, "ip:127.0.0.1"));
    String key = "api_key: sk-up-x-0123456789, ";
    world =
        World.plan()
            .custom("own", "m")
            .customWith("hasty", World.HASTY, "m")
            .customWith("tokenless", "timeouts: {first_token: 900ms}, ", "m")
            .provider("refusing", refusing.baseUrl(), key)
            .provider("hole", hole.baseUrl(), key + HASTY_CONNECT)
            .provider(
                "speechless", "https://127.0.0.1:" + speechless.port() + "/v1", key + HASTY_CONNECT)
            .provider("untrusted", untrusted.site("untrusted").baseUrl(), key)
            .provider("plaintext", "https://127.0.0.1:" + plain.port() + "/v1", key)
            .provider("nowhere", "http://no-such-host.invalid/v1", key)
            .start();
  }

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
    untrusted.close();
    plain.close();
    refusing.close();
    hole.close();
    speechless.close();
  }

  static Stream<UpstreamFault> ofAnyRequest() {
    return UpstreamFault.ofAnyRequest();
  }

  static Stream<UpstreamFault> ofStreams() {
    return UpstreamFault.ofStreams();
  }

  /** Another one each time: a model that an upstream says it has not is left out for a while. */
  private String model() {
    return model("own");
  }

  private String model(String provider) {
    return "@" + provider + "/m-" + asked++;
  }

  private static String provider(UpstreamFault fault) {
    return fault.isSilent() ? "hasty" : "own";
  }

  @ParameterizedTest
  @MethodSource("ofAnyRequest")
  void ofAPlainRequest(UpstreamFault fault) {
    String provider = provider(fault);
    world.site(provider).always(fault.onItsOwnConnection());
    fault.verify(world.chat(model(provider)), 1);
    world.site(provider).await(1);
    assertThat(world.site(provider).requests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource({"ofAnyRequest", "ofStreams"})
  void ofAStreamedRequest(UpstreamFault fault) {
    String provider = provider(fault);
    world.site(provider).always(fault.onItsOwnConnection());
    fault.verify(world.stream(model(provider)), 1);
    world.site(provider).await(1);
    assertThat(world.site(provider).requests()).hasSize(1);
  }

  @Test
  void commentsDoNotPutOffTheLimitOfTheFirstToken() {
    List<Gate> gates = Stream.generate(Gate::new).limit(400).toList();
    List<Answer.Part> parts = new ArrayList<>();
    for (Gate gate : gates) {
      parts.add(new Answer.Part.Bytes(": PROCESSING\n\n".getBytes(UTF_8)));
      parts.add(new Answer.Part.Await(gate));
    }
    world.site("tokenless").always(Answer.stream(Chat.role("m")).parts(parts));
    Iterator<Gate> next = gates.iterator();
    try (ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor()) {
      pace.scheduleAtFixedRate(() -> next.next().open(), 50, 50, TimeUnit.MILLISECONDS);
      JsonNode error = Verdicts.error(world.stream(model("tokenless")), 504, "upstream_timeout");
      assertThat(error.path("message").asText()).contains("first token timeout");
      assertThat(next.hasNext()).isTrue();
      pace.shutdownNow();
    }
  }

  @Test
  void commentsWithoutAnEndAreNotHeldWithoutAnEnd() {
    byte[] comments = ": PROCESSING\n\n".repeat(5_000).getBytes(UTF_8);
    world
        .site("own")
        .always(
            Answer.stream(Chat.role("m"))
                .parts(List.of(new Answer.Part.Repeat(comments, 1_000_000))));
    JsonNode error = Verdicts.error(world.stream(model()), 502, "upstream_error");
    JsonNode attempt = Verdicts.attempts(error, 1).path("attempts").get(0);
    assertThat(attempt.path("reason").asText()).isEqualTo("no_content");
  }

  @Test
  void theUpstreamsOwnMessageIsReturned() {
    world
        .site("own")
        .always(
            Answer.error(
                400, "max_tokens must be at least 1", "invalid_request_error", "\"bad_value\""));
    JsonNode error = Verdicts.envelope(world.chat(model()), 400);
    assertThat(error.path("message").asText()).isEqualTo("max_tokens must be at least 1");
    assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
  }

  @Test
  void keysAndAddressesInTheUpstreamsMessageAreMasked() {
    String message = "Incorrect API key %s at %s";
    String key = World.keyOf("own");
    String address = "http://10.1.2.3:8000/v1/chat";
    for (int status : new int[] {400, 401, 500}) {
      world
          .site("own")
          .always(
              Answer.error(
                  status, message.formatted(key, address), "invalid_request_error", "null"));
      ClientAnswer answer = world.chat(model());
      assertThat(answer.text()).doesNotContain(key, "10.1.2.3");
      assertThat(answer.status()).isNotEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRefusedConnection(boolean stream) {
    Verdicts.error(world.chat("@refusing/m", stream), 502, "upstream_unreachable");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aConnectionThatIsNeverAccepted(boolean stream) {
    JsonNode error = Verdicts.error(world.chat("@hole/m", stream), 504, "upstream_timeout");
    assertThat(error.path("message").asText()).containsIgnoringCase("connect");
  }

  @Test
  void aNameThatDoesNotResolve() {
    ClientAnswer answer = world.chat("@nowhere/m");
    // Where no name server answers, nobody can say more than that it took too long.
    assertThat(answer.status()).isIn(502, 504);
    Verdicts.error(
        answer,
        answer.status(),
        answer.status() == 502 ? "upstream_unreachable" : "upstream_timeout");
    assertThat(answer.text()).doesNotContain("no-such-host");
  }

  @Test
  void aTlsHandshakeThatIsNeverAnswered() {
    Verdicts.error(world.chat("@speechless/m"), 504, "upstream_timeout");
  }

  @Test
  void aCertificateThatNobodyTrusts() {
    Verdicts.error(world.chat("@untrusted/m"), 502, "upstream_tls_error");
    assertThat(untrusted.requestCount()).isZero();
  }

  @Test
  void plainTextWhereTlsWasExpected() {
    JsonNode error = Verdicts.envelope(world.chat("@plaintext/m"), 502);
    assertThat(error.path("code").asText()).isIn("upstream_tls_error", "upstream_unreachable");
  }

  @Test
  void theMessageSaysWhichTimeoutItWas() {
    world.site("hasty").always(Answer.silence());
    assertThat(Verdicts.envelope(world.stream(model("hasty")), 504).path("message").asText())
        .containsIgnoringCase("first byte");
    world.site("tokenless").always(Answer.stream(Chat.role("m")).stallAfter(0));
    assertThat(Verdicts.envelope(world.stream(model("tokenless")), 504).path("message").asText())
        .containsIgnoringCase("first token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FIN", "RST"})
  void aLargePlainAnswerThatBreaksAbortsTheConnection(Cut how) {
    Answer large = Answer.json(Chat.saying("large ".repeat(100_000)).plainBody("m"));
    world.site("own").always(large.cutAfter(400_000, how));
    ClientAnswer answer = world.chat(model());
    // A reset may overtake the bytes before it; then nothing was said yet and a status is possible.
    if (how == Cut.FIN || answer.status() == 200) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.end()).isIn(AnswerEnd.FIN, AnswerEnd.RST);
    } else {
      Verdicts.envelope(answer, 502);
    }
  }

  @Test
  void aLargePlainAnswerThatIsNoWholeDocumentNeverEndsCleanly() {
    String body = Chat.saying("large ".repeat(100_000)).plainBody("m");
    world.site("own").always(Answer.json(body.substring(0, body.length() - 10)));
    ClientAnswer answer = world.chat(model());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.end()).isIn(AnswerEnd.FIN, AnswerEnd.RST);
  }

  @Test
  void aRedirectIsNeverFollowed() {
    String elsewhere = world.upstream().site("elsewhere").baseUrl();
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      world.site("own").always(Answer.empty(status).header("Location", elsewhere));
      Verdicts.error(world.chat(model()), 502, "upstream_error");
    }
    assertThat(world.site("elsewhere").requests()).isEmpty();
  }

  @Test
  void theNextRequestAfterAnyFailureIsGood() {
    for (UpstreamFault fault :
        Stream.concat(UpstreamFault.ofAnyRequest(), UpstreamFault.ofStreams()).toList()) {
      world.reset();
      String provider = provider(fault);
      world.site(provider).play(fault.onItsOwnConnection());
      world.stream(model(provider));
      Verdicts.good(world.stream(model(provider)), "hello from " + provider);
    }
  }
}
