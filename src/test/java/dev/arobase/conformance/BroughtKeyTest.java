package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.FakeUpstream;
import dev.arobase.support.Gateway;
import dev.arobase.support.ReceivedRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A provider key in a request's headers goes to the provider it was given for, and to no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BroughtKeyTest {
  private static final String OWN = "sk-the-clients-own-key";
  private static final String ALLOWED =
      "portkey: {custom_hosts: {allow_private: [\"127.0.0.1\"]}}\n";

  private final FakeUpstream upstream = FakeUpstream.start();
  private final String hostX = upstream.site("host-x").baseUrl();
  private final String hostY = upstream.site("host-y").baseUrl();
  private final World open = start(World.plan(upstream).open());
  private final World guarded = start(World.plan(upstream));

  private World start(World.Plan plan) {
    return plan.custom("keyed", "m")
        .provider("one", upstream.site("one").baseUrl(), "", "m")
        .provider("two", upstream.site("two").baseUrl(), "", "m")
        .defaults(World.DEFAULTS.replace("failures: 1000", "failures: 2"))
        .more(ALLOWED)
        .start();
  }

  @BeforeEach
  void reset() {
    upstream.reset();
  }

  @AfterAll
  void stop() {
    open.close();
    guarded.close();
  }

  private static ClientRequest configured(String config, boolean stream) {
    return Gateway.chat("m", stream).key(OWN).header("x-portkey-config", config);
  }

  private List<String> keysAt(String site) {
    return upstream.existing(site).requests().stream()
        .map(ReceivedRequest::bearer)
        .map(key -> key.orElse(""))
        .toList();
  }

  private static String fallback(String... targets) {
    return "{\"strategy\":{\"mode\":\"fallback\"},\"targets\":[" + String.join(",", targets) + "]}";
  }

  @Test
  void theOneProviderThatAConfigurationNamesGetsIt() {
    for (boolean stream : new boolean[] {false, true}) {
      Verdicts.good(open.send(configured("{\"provider\":\"one\"}", stream)));
      Verdicts.good(
          open.send(
              configured(
                  "{\"retry\":{\"attempts\":1},\"override_params\":{\"model\":\"@one/m\"}}",
                  stream)));
    }
    Verdicts.good(
        open.send(
            Gateway.chat("@one/m", false)
                .key(OWN)
                .header("x-portkey-config", "{\"retry\":{\"attempts\":1}}")));
    assertThat(keysAt("one")).hasSize(5).containsOnly(OWN);
  }

  @Test
  void twoTargetsOfOneProviderGetItBoth() {
    upstream.existing("one").play(Answer.error(500), Chat.saying("hello").plain("m"));
    Verdicts.good(
        open.send(
            configured(
                fallback(
                    "{\"provider\":\"one\"}",
                    "{\"provider\":\"one\",\"override_params\":{\"top_p\":1}}"),
                false)));
    assertThat(keysAt("one")).containsExactly(OWN, OWN);
  }

  @Test
  void withTwoProvidersNamedNobodyGetsIt() {
    upstream.existing("one").play(Answer.error(500));
    Verdicts.good(
        open.send(configured(fallback("{\"provider\":\"one\"}", "{\"provider\":\"two\"}"), false)));
    assertThat(keysAt("one")).containsExactly("");
    assertThat(keysAt("two")).containsExactly("");
    upstream.reset();
    // One that cannot do without is passed over; another has a key of the operator's.
    Verdicts.good(
        open.send(
            configured(fallback("{\"provider\":\"groq\"}", "{\"provider\":\"keyed\"}"), false)));
    assertThat(keysAt("keyed")).containsExactly(World.keyOf("keyed"));
    ClientAnswer nobody =
        open.send(
            configured(fallback("{\"provider\":\"groq\"}", "{\"provider\":\"together\"}"), false));
    assertThat(nobody.status()).isEqualTo(400);
    assertThat(nobody.error().path("code").asText()).isEqualTo("provider_not_configured");
  }

  @Test
  void theProviderHeaderSaysWhomItIsFor() {
    upstream.existing("one").play(Answer.error(500));
    Verdicts.good(
        open.send(
            configured(fallback("{\"provider\":\"one\"}", "{\"provider\":\"two\"}"), false)
                .header("x-portkey-provider", "one")));
    assertThat(keysAt("one")).containsExactly(OWN);
    assertThat(keysAt("two")).containsExactly("");
  }

  @Test
  void twoHostsAreTwoPlaces() {
    String two =
        fallback("{\"custom_host\":\"" + hostX + "\"}", "{\"custom_host\":\"" + hostY + "\"}");
    Verdicts.good(open.send(configured(two, false)));
    assertThat(keysAt("host-x")).containsExactly("");
    upstream.reset();
    Verdicts.good(open.send(configured("{\"custom_host\":\"" + hostX + "\"}", true)));
    assertThat(keysAt("host-x")).containsExactly(OWN);
    upstream.reset();
    upstream.existing("one").play(Answer.error(500));
    String homeAndAway =
        fallback(
            "{\"provider\":\"one\"}", "{\"provider\":\"one\",\"custom_host\":\"" + hostX + "\"}");
    Verdicts.good(open.send(configured(homeAndAway, false).header("x-portkey-provider", "one")));
    assertThat(keysAt("one")).containsExactly(OWN);
    assertThat(keysAt("host-x")).containsExactly("");
  }

  @Test
  void aKeyInTheConfigurationGoesWhereItStands() {
    upstream.existing("one").play(Answer.error(500));
    upstream.existing("two").play(Answer.error(500));
    Verdicts.good(
        open.send(
            configured(
                fallback(
                    "{\"provider\":\"one\",\"api_key\":\"sk-for-one\"}",
                    "{\"provider\":\"two\",\"api_key\":\"sk-for-two\"}",
                    "{\"provider\":\"keyed\"}"),
                true)));
    assertThat(keysAt("one")).containsExactly("sk-for-one");
    assertThat(keysAt("two")).containsExactly("sk-for-two");
    assertThat(keysAt("keyed")).containsExactly(World.keyOf("keyed"));
  }

  @Test
  void withClientKeysTheGatewaysStandsInAHeaderOfItsOwn() {
    for (String header : new String[] {"x-arobase-key", "x-portkey-api-key"}) {
      Verdicts.good(
          guarded.send(
              configured("{\"provider\":\"one\"}", false).header(header, World.CLIENT_KEY)));
    }
    assertThat(keysAt("one")).containsExactly(OWN, OWN);
    upstream.reset();
    assertThat(guarded.send(configured("{\"provider\":\"one\"}", false)).status()).isEqualTo(401);
    // A client key in Authorization is no provider key: it never goes upstream.
    Verdicts.good(
        guarded.send(
            Gateway.chat("m", false)
                .key(World.CLIENT_KEY)
                .header("x-portkey-config", "{\"provider\":\"one\"}")));
    assertThat(keysAt("one")).containsExactly("");
  }

  @Test
  void whatItMeetsIsRelayedAndHarmsNobody() {
    String config = "{\"provider\":\"keyed\",\"api_key\":\"" + OWN + "\"}";
    for (boolean stream : new boolean[] {false, true}) {
      for (int status : new int[] {401, 402, 403, 429}) {
        upstream.existing("keyed").play(Answer.error(status));
        ClientAnswer answer = open.send(configured(config, stream));
        assertThat(answer.status()).isEqualTo(status);
      }
      for (int i = 0; i < 3; i++) {
        upstream.existing("keyed").play(Answer.error(500));
        assertThat(open.send(configured(config, stream)).status()).isEqualTo(502);
      }
    }
    ClientAnswer providers = open.send(ClientRequest.get("/v1/providers"));
    providers
        .json()
        .path("data")
        .forEach(
            provider -> {
              if (provider.path("name").asText().equals("keyed")) {
                assertThat(provider.path("breaker").asText()).isEqualTo("closed");
                assertThat(provider.path("keys_resting").asInt()).isZero();
              }
            });
    upstream.reset();
    Verdicts.good(open.chat("@keyed/m"));
    assertThat(keysAt("keyed")).containsExactly(World.keyOf("keyed"));
  }
}
