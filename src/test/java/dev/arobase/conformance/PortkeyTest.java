package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.FakeUpstream;
import dev.arobase.support.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/portkey.md says, with the table of what differs row by row. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortkeyTest {
  private static final String OWN = "sk-the-clients-own-key";
  private static final String FALLBACK =
      "{\"strategy\":{\"mode\":\"fallback\"},\"targets\":[{\"provider\":\"a\"},{\"provider\":\"b\"}]}";

  private final FakeUpstream upstream = FakeUpstream.start();
  private final World world =
      World.plan(upstream)
          .custom("a", "m")
          .custom("b", "m")
          .provider("keyless", upstream.site("keyless").baseUrl(), "", "m")
          .open()
          .start();

  @BeforeEach
  void reset() {
    upstream.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private ClientAnswer configured(String config) {
    return world.send(Gateway.chat("m", false).header("x-portkey-config", config));
  }

  @Test
  void aFallbackMovesOnAfterEveryFailureAndSaysWhere() {
    upstream.existing("a").play(Answer.error(400));
    upstream.existing("b").play(Chat.saying("from b").plain("m"));
    ClientAnswer answer = configured(FALLBACK);
    Verdicts.good(answer, "from b");
    assertThat(answer.header("x-portkey-provider")).isEqualTo("b");
    assertThat(answer.header("x-portkey-last-used-option-index")).isEqualTo("config.targets[1]");
    assertThat(answer.header("x-portkey-retry-attempt-count")).isEqualTo("0");
  }

  @Test
  void aFallbackWithStatusesMovesOnAfterThoseOnly() {
    upstream.existing("a").play(Answer.error(500));
    ClientAnswer answer =
        configured(FALLBACK.replace("\"fallback\"", "\"fallback\",\"on_status_codes\":[429]"));
    assertThat(answer.status()).isEqualTo(502);
    assertThat(upstream.existing("b").requests()).isEmpty();
  }

  @Test
  void aServerErrorOfTheLastTargetIsA502() {
    upstream.existing("a").play(Answer.error(500));
    upstream.existing("b").play(Answer.error(500));
    assertThat(configured(FALLBACK).status()).isEqualTo(502);
  }

  @Test
  void aTimeoutIsA504() {
    upstream.existing("a").play(Answer.silence());
    ClientAnswer answer = configured("{\"provider\":\"a\",\"request_timeout\":50}");
    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.error().path("code").asText()).isEqualTo("upstream_timeout");
  }

  @Test
  void aCacheHasNoEffectAndTheAnswerSaysSo() {
    ClientAnswer answer = configured("{\"provider\":\"a\",\"cache\":{\"mode\":\"simple\"}}");
    Verdicts.good(answer);
    assertThat(answer.header("x-portkey-cache-status")).isEqualTo("DISABLED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"provider\":\"a\",\"input_guardrails\":[\"g\"]}",
        "{\"provider\":\"a\",\"virtual_key\":\"v\"}",
        "{\"provider\":\"a\",\"azure_resource_name\":\"r\"}",
        "pc-saved"
      })
  void whatIsLackingIsRefused(String config) {
    ClientAnswer answer = configured(config);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().path("param").asText()).isEqualTo("x-portkey-config");
    assertThat(upstream.requestCount()).isZero();
  }

  @Test
  void aBreakersSettingsAreCheckedAndHaveNoEffect() {
    Verdicts.good(configured("{\"provider\":\"a\",\"cb_config\":{\"failure_threshold\":3}}"));
    assertThat(configured("{\"provider\":\"a\",\"cb_config\":{\"threshold\":3}}").status())
        .isEqualTo(400);
  }

  @Test
  void aTargetWithoutAProviderIsRoutedByItsModel() {
    Verdicts.good(configured("{\"override_params\":{\"model\":\"@b/other\"}}"));
    assertThat(upstream.existing("b").only().model()).isEqualTo("other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9/v1",
        "http://[::1]/",
        "http://169.254.169.254",
        "http://localhost"
      })
  void aHostThatIsNotPublicIsRefused(String host) {
    ClientAnswer answer =
        world.send(
            Gateway.chat("m", false)
                .key(OWN)
                .header("x-portkey-provider", "a")
                .header("x-portkey-custom-host", host));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().path("param").asText()).isEqualTo("x-portkey-custom-host");
  }

  @Test
  void theOperatorsKeyWinsButForOneInTheConfiguration() {
    Verdicts.good(world.send(Gateway.chat("m", false).key(OWN).header("x-portkey-provider", "a")));
    assertThat(upstream.existing("a").only().bearer()).contains(World.keyOf("a"));
    upstream.reset();
    Verdicts.good(configured("{\"provider\":\"a\",\"api_key\":\"sk-in-config\"}"));
    assertThat(upstream.existing("a").only().bearer()).contains("sk-in-config");
  }

  @Test
  void whatTheUpstreamSaysOfTheClientsKeyIsRelayedAndNothingRests() {
    for (int status : new int[] {401, 402, 403, 429}) {
      upstream.existing("keyless").play(Answer.error(status));
      ClientAnswer answer =
          world.send(Gateway.chat("m", false).key(OWN).header("x-portkey-provider", "keyless"));
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header("x-arobase-attempts")).isEqualTo("1");
    }
    Verdicts.good(
        world.send(Gateway.chat("m", false).key(OWN).header("x-portkey-provider", "keyless")));
  }

  @Test
  void repeatsOfTheSameTargetAreCounted() {
    upstream.existing("a").play(Answer.error(500), Chat.saying("at last").plain("m"));
    ClientAnswer answer = configured("{\"provider\":\"a\",\"retry\":{\"attempts\":2}}");
    Verdicts.good(answer, "at last");
    assertThat(answer.header("x-portkey-retry-attempt-count")).isEqualTo("1");
  }

  @Test
  void weightsAreShares() {
    String config =
        "{\"strategy\":{\"mode\":\"loadbalance\"},\"targets\":[{\"provider\":\"a\",\"weight\":3},"
            + "{\"provider\":\"b\",\"weight\":1}]}";
    for (int i = 0; i < 40; i++) {
      Verdicts.good(configured(config));
    }
    assertThat(upstream.existing("a").requests()).hasSizeBetween(28, 32);
  }
}
