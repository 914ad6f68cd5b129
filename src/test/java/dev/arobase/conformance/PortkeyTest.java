package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
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
          .provider(
              "two-keys",
              upstream.site("two-keys").baseUrl(),
              "api_keys: [sk-two-keys-first-01, sk-two-keys-second-2], ",
              "m")
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
  void aSecondKeyOfOneTargetLeavesRoomForTheNextTarget() {
    upstream.existing("two-keys").always(Answer.error(429));
    upstream.existing("b").play(Chat.saying("from b").plain("m"));
    Verdicts.good(configured(FALLBACK.replace("\"a\"", "\"two-keys\"")), "from b");
    assertThat(upstream.existing("two-keys").requests()).hasSize(2);
  }

  @Test
  void aListedClientErrorIsRepeated() {
    upstream.existing("a").play(Answer.error(404));
    ClientAnswer answer =
        configured("{\"provider\":\"a\",\"retry\":{\"attempts\":1,\"on_status_codes\":[404]}}");
    Verdicts.good(answer);
    assertThat(answer.header("x-portkey-retry-attempt-count")).isEqualTo("1");
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
        "{\"provider\":\"a\",\"override_params\":{\"provider\":\"b\"}}",
        "{\"provider\":\"a\",\"override_params\":{\"portkey_provider\":\"b\"}}",
        "pc-saved"
      })
  void whatIsLackingIsRefused(String config) {
    ClientAnswer answer = configured(config);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().path("param").asText()).isEqualTo("x-portkey-config");
    assertThat(upstream.requestCount()).isZero();
  }

  private static String watched(String rules) {
    return FALLBACK.replace("\"fallback\"", "\"fallback\",\"cb_config\":" + rules);
  }

  @Test
  void aTargetWhoseCircuitIsOpenIsPassedOver() {
    String config = watched("{\"failure_threshold\":2,\"cooldown_interval\":60000}");
    upstream.existing("a").always(Answer.error(500));
    for (int i = 0; i < 4; i++) {
      Verdicts.good(configured(config));
    }
    assertThat(upstream.existing("a").requests()).hasSize(2);
    // Neither another configuration's circuit is open nor the operator's breaker.
    Verdicts.good(configured(watched("{\"failure_threshold\":3}")));
    assertThat(upstream.existing("a").requests()).hasSize(3);
    ClientAnswer explained =
        world.send(
            ClientRequest.post("/v1/explain", "{\"model\":\"m\"}")
                .header("x-portkey-config", config));
    assertThat(explained.json().path("targets").findValuesAsText("option"))
        .containsExactly("config.targets[1]");
    assertThat(explained.text()).contains("config.targets[0] is passed over: its circuit is open.");
  }

  @Test
  void repeatsOfOneRequestAreOneFailureOfItsTarget() {
    String config =
        watched("{\"failure_threshold\":2}")
            .replaceFirst("\\{", "{\"metadata\":{\"n\":1},\"retry\":{\"attempts\":1},");
    upstream.existing("a").always(Answer.error(500).header("retry-after", "0"));
    Verdicts.good(configured(config));
    Verdicts.good(configured(config));
    Verdicts.good(configured(config));
    assertThat(upstream.existing("a").requests()).hasSize(4);
  }

  @Test
  void onlyListedStatusesOpenACircuit() {
    String config = watched("{\"failure_threshold\":1,\"failure_status_codes\":[429]}");
    upstream.existing("a").play(Answer.error(500), Answer.error(429));
    for (int i = 0; i < 4; i++) {
      Verdicts.good(configured(config));
    }
    assertThat(upstream.existing("a").requests()).hasSize(2);
  }

  @Test
  void withEveryCircuitOpenAllAreTriedAllTheSame() {
    String config = watched("{\"failure_threshold\":1,\"cooldown_interval\":90000}");
    upstream.existing("a").play(Answer.error(500));
    upstream.existing("b").play(Answer.error(500));
    assertThat(configured(config).status()).isEqualTo(502);
    Verdicts.good(configured(config));
    assertThat(upstream.existing("a").requests()).hasSize(2);
  }

  @Test
  void loadIsSharedAmongClosedCircuitsOnly() {
    String config = watched("{\"failure_threshold\":1}").replace("\"fallback\"", "\"loadbalance\"");
    upstream.existing("a").always(Answer.error(500));
    int failed = 0;
    for (int i = 0; i < 10; i++) {
      failed += configured(config).status() == 502 ? 1 : 0;
    }
    assertThat(failed).isEqualTo(1);
    assertThat(upstream.existing("b").requests()).hasSize(9);
  }

  @Test
  void whatAConditionChoosesIsNotWatched() {
    String config =
        "{\"strategy\":{\"mode\":\"conditional\",\"cb_config\":{\"failure_threshold\":1},\"conditions\":"
            + "[{\"query\":{\"params.model\":\"m\"},\"then\":\"one\"}]},"
            + "\"targets\":[{\"name\":\"one\",\"provider\":\"a\"},{\"name\":\"two\",\"provider\":\"b\"}]}";
    upstream.existing("a").always(Answer.error(500));
    for (int i = 0; i < 3; i++) {
      assertThat(configured(config).status()).isEqualTo(502);
    }
    assertThat(upstream.existing("a").requests()).hasSize(3);
  }

  @Test
  void oneClientsKeyOpensNoCircuitOfAnothers() {
    String config =
        "{\"strategy\":{\"mode\":\"fallback\",\"cb_config\":{\"failure_threshold\":1,"
            + "\"failure_status_codes\":[401]}},\"targets\":[{\"provider\":\"keyless\"},{\"provider\":\"b\"}]}";
    upstream.existing("keyless").play(Answer.error(401));
    for (String key : new String[] {"sk-bad", "sk-good", "sk-bad"}) {
      Verdicts.good(
          world.send(
              Gateway.chat("m", false)
                  .key(key)
                  .header("x-portkey-provider", "keyless")
                  .header("x-portkey-config", config)));
    }
    assertThat(upstream.existing("keyless").requests())
        .extracting(request -> request.bearer().orElse(""))
        .containsExactly("sk-bad", "sk-good");
  }

  @Test
  void metadataInTheConfigurationIsWhatConditionsAskFor() {
    String config =
        "{\"metadata\":{\"tier\":\"gold\",\"team\":\"x\"},\"strategy\":{\"mode\":\"conditional\",\"conditions\":"
            + "[{\"query\":{\"metadata.tier\":\"gold\"},\"then\":\"one\"}],\"default\":\"two\"},"
            + "\"targets\":[{\"name\":\"one\",\"provider\":\"a\"},{\"name\":\"two\",\"provider\":\"b\"}]}";
    assertThat(configured(config).header("x-portkey-provider")).isEqualTo("a");
    ClientAnswer headerWins =
        world.send(
            Gateway.chat("m", false)
                .header("x-portkey-config", config)
                .header("x-portkey-metadata", "{\"tier\":\"free\"}"));
    assertThat(headerWins.header("x-portkey-provider")).isEqualTo("b");
  }

  @Test
  void aStatusOf408StandsForEveryTimeout() {
    upstream.existing("a").play(Answer.silence());
    ClientAnswer answer =
        configured(
            "{\"strategy\":{\"mode\":\"fallback\",\"on_status_codes\":[408]},\"targets\":"
                + "[{\"provider\":\"a\",\"request_timeout\":50},{\"provider\":\"b\"}]}");
    assertThat(answer.header("x-portkey-provider")).isEqualTo("b");
  }

  @Test
  void portkeysOwnBookkeepingHasNoEffect() {
    Verdicts.good(
        configured(
            "{\"id\":\"cfg\",\"index\":0,\"strict_open_ai_compliance\":false,\"provider\":\"a\"}"));
  }

  @Test
  void aVirtualKeyIsRefusedWhateverStandsBesideIt() {
    ClientAnswer answer =
        world.send(
            Gateway.chat("m", false)
                .header("x-portkey-provider", "a")
                .header("x-portkey-virtual-key", "v"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().path("param").asText()).isEqualTo("x-portkey-virtual-key");
    assertThat(upstream.requestCount()).isZero();
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
