package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.FakeUpstream;
import dev.arobase.support.Gateway;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Where a provider's key goes, whoever brought it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderKeysTest {
  private static final String CLIENTS_OWN = "sk-the-clients-own-key";

  private final FakeUpstream upstream = FakeUpstream.start();
  private final World open =
      World.plan(upstream)
          .custom("own", "m")
          .custom("rested", "alone")
          .provider("keyless", upstream.site("keyless").baseUrl(), "", "m")
          .provider(
              "azurish",
              upstream.site("azurish").baseUrl(),
              "api_key: sk-up-azurish-0123456789, auth: {header: api-key, scheme: \"\"}, ",
              "m")
          .provider(
              "anthropic",
              upstream.site("anthropic").baseUrl(),
              "api_key: sk-up-anthropic-0123456789, ",
              "m")
          .provider(
              "several",
              upstream.site("several").baseUrl(),
              "api_keys: [sk-up-several-1, sk-up-several-2], ",
              "m")
          .open()
          .start();
  private final World closed =
      World.plan(upstream)
          .custom("own", "m")
          .provider("keyless", upstream.site("keyless").baseUrl(), "", "m")
          .start();

  @BeforeEach
  void reset() {
    upstream.reset();
  }

  @AfterAll
  void stop() {
    open.close();
    closed.close();
  }

  @Test
  void aKeyThatHasNothingLeftRestsUntilItsReset() {
    upstream
        .existing("several")
        .play(
            request ->
                Chat.saying("last one")
                    .answer(request)
                    .header("x-ratelimit-remaining-requests", "0")
                    .header("x-ratelimit-reset-requests", "5m0s"));
    for (int i = 0; i < 5; i++) {
      Verdicts.good(open.chat("@several/m"));
    }
    List<String> keys =
        upstream.existing("several").requests().stream()
            .map(request -> request.bearer().orElse(""))
            .toList();
    assertThat(keys.subList(1, 5)).doesNotContain(keys.getFirst()).hasSize(4);
  }

  @Test
  void anExplanationTellsKeysThatRestFromABreakerThatIsOpen() {
    upstream.existing("rested").play(Answer.error(429).header("retry-after", "300"));
    assertThat(open.chat("@rested/alone").status()).isEqualTo(429);
    ClientAnswer explained = open.send(ClientRequest.post("/v1/explain", "{\"model\":\"alone\"}"));
    JsonNode target = explained.json().path("targets").path(0);
    assertThat(target.path("provider").asText()).isEqualTo("rested");
    assertThat(target.path("breaker").asText()).isEqualTo("closed");
    assertThat(target.path("keys_resting").asBoolean()).isTrue();
  }

  @Test
  void aPlaceholderOfTheClientIsIgnored() {
    Verdicts.good(open.send(Gateway.chat("@own/m", false).key("OPENAI_API_KEY")));
    assertThat(upstream.existing("own").only().bearer()).contains(World.keyOf("own"));
  }

  @Test
  void aPlaceholderIsNotSentToAProviderWithoutAKeyEither() {
    Verdicts.good(open.send(Gateway.chat("@keyless/m", false).key("dummy")));
    assertThat(upstream.existing("keyless").only().headers().has("authorization")).isFalse();
  }

  @Test
  void withAPortkeyHeaderTheClientsKeyGoesToAProviderThatHasNone() {
    Verdicts.good(
        open.send(
            Gateway.chat("m", false).key(CLIENTS_OWN).header("x-portkey-provider", "keyless")));
    assertThat(upstream.existing("keyless").only().bearer()).contains(CLIENTS_OWN);
  }

  @Test
  void aConfiguredKeyWinsOverTheClients() {
    Verdicts.good(
        open.send(Gateway.chat("m", false).key(CLIENTS_OWN).header("x-portkey-provider", "own")));
    assertThat(upstream.existing("own").only().bearer()).contains(World.keyOf("own"));
  }

  @Test
  void theClientsOrganisationGoesWithTheClientsKeyOnly() {
    ClientRequest request =
        Gateway.chat("m", false).key(CLIENTS_OWN).header("OpenAI-Organization", "org-client");
    Verdicts.good(open.send(request.header("x-portkey-provider", "keyless")));
    assertThat(upstream.existing("keyless").only().headers().first("openai-organization"))
        .contains("org-client");
    Verdicts.good(open.send(request.header("x-portkey-provider", "own")));
    assertThat(upstream.existing("own").only().headers().has("openai-organization")).isFalse();
  }

  @Test
  void aFailureOfTheClientsOwnKeyIsRelayedAsItIs() {
    upstream.existing("keyless").always(Answer.error(401));
    ClientAnswer answer =
        open.send(
            Gateway.chat("m", false).key(CLIENTS_OWN).header("x-portkey-provider", "keyless"));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text()).doesNotContain(CLIENTS_OWN);
  }

  @Test
  void behindClientKeysTheGatewaysKeyComesInAHeaderOfItsOwn() {
    ClientRequest request =
        Gateway.chat("m", false)
            .key(CLIENTS_OWN)
            .header("x-portkey-provider", "keyless")
            .header("x-arobase-key", World.CLIENT_KEY);
    Verdicts.good(closed.send(request));
    assertThat(upstream.existing("keyless").only().bearer()).contains(CLIENTS_OWN);
    assertThat(upstream.existing("keyless").only().headers().fields())
        .noneMatch(field -> field.value().contains(World.CLIENT_KEY));
  }

  @Test
  void anEmptyPortkeyKeyCountsAsAbsent() {
    ClientRequest request =
        Gateway.chat("m", false)
            .key(CLIENTS_OWN)
            .header("x-portkey-provider", "keyless")
            .header("x-portkey-api-key", "");
    Verdicts.error(closed.send(request), 401, "invalid_api_key");
    assertThat(upstream.requestCount()).isZero();
  }

  @Test
  void aProviderIsAskedInItsOwnStyle() {
    Verdicts.good(open.chat("@azurish/m"));
    assertThat(upstream.existing("azurish").only().headers().all("api-key"))
        .containsExactly("sk-up-azurish-0123456789");
    assertThat(upstream.existing("azurish").only().headers().has("authorization")).isFalse();
    Verdicts.good(open.chat("@anthropic/m"));
    assertThat(upstream.existing("anthropic").only().headers().all("x-api-key"))
        .containsExactly("sk-up-anthropic-0123456789");
    assertThat(upstream.existing("anthropic").only().headers().has("anthropic-version")).isTrue();
  }
}
