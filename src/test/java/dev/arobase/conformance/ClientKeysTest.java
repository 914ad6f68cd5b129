package dev.arobase.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientConnection;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, by which header, and that nothing goes upstream for anybody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientKeysTest {
  private static final String SECOND_KEY = "sha256~SA-TOKEN";

  private final World world =
      World.plan()
          .custom("own", "m")
          .provider("keyless", "http://127.0.0.1:9/v1", "", "m")
          .auth(
              "auth: {keys: [{name: tester, key: %s}, {name: service, key: \"%s\"}]}\n"
                  .formatted(World.CLIENT_KEY, SECOND_KEY))
          .start();

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  /** Without the world's own key. */
  private ClientAnswer sendAsIs(ClientRequest request) {
    try (ClientConnection connection = world.gateway().open()) {
      return connection.exchange(request);
    }
  }

  @Test
  void noKeyAtAll() {
    assertRefused(sendAsIs(Gateway.chat("@own/m", false)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer ",
        "Bearer",
        "",
        "Basic WU9VUl9BUElfS0VZ",
        "YOUR_API_KEY ",
        "Bearer YOUR_API_KEY x",
        "Bearer your_api_key",
        "Bearer YOUR_API_KE",
        "Bearer YOUR_API_KEYS",
        "Bearer <YOUR_SERVICE_ACCOUNT_TOKEN>"
      })
  void aKeyThatIsNone(String value) {
    ClientAnswer answer = sendAsIs(Gateway.chat("@own/m", false).header("Authorization", value));
    if (value.equals("YOUR_API_KEY ")) {
      // The key without a scheme: refused or taken, but never relayed as anything else.
      assertThat(answer.status()).isIn(200, 401);
      return;
    }
    assertRefused(answer);
  }

  @Test
  void rawBytesThatAreNoAscii() {
    String bytes = new String("Bearer \ufffd\ufffd".getBytes(UTF_8), ISO_8859_1);
    assertRefused(sendAsIs(Gateway.chat("@own/m", false).header("Authorization", bytes)));
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer YOUR_API_KEY",
    "authorization, bearer YOUR_API_KEY",
    "AUTHORIZATION, BEARER YOUR_API_KEY",
    "Authorization, Bearer sha256~SA-TOKEN",
    "x-api-key, YOUR_API_KEY",
    "api-key, YOUR_API_KEY",
    "x-goog-api-key, YOUR_API_KEY"
  })
  void aGoodKeyInAnyOfItsPlaces(String name, String value) {
    Verdicts.good(sendAsIs(Gateway.chat("@own/m", false).header(name, value)), "hello from own");
    assertThat(world.site("own").only().headers().all("authorization"))
        .containsExactly("Bearer " + World.keyOf("own"));
    assertThat(world.site("own").only().headers().fields())
        .noneMatch(field -> field.value().contains("YOUR_API_KEY"))
        .noneMatch(field -> field.value().contains(SECOND_KEY));
  }

  @Test
  void theKeyIsAskedForBeforeTheBodyIsRead() {
    ClientRequest huge =
        new ClientRequest(
            "POST",
            "/v1/chat/completions",
            Gateway.chat("m", false).headers().plus("Content-Length", "30000000"),
            new byte[0]);
    try (ClientConnection connection = world.gateway().open().send(huge)) {
      assertThat(connection.head()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/livez", "/readyz"})
  void healthNeedsNoKey(String path) {
    assertThat(sendAsIs(ClientRequest.get(path)).status()).isEqualTo(200);
  }

  @Test
  void theListOfModelsNeedsOne() {
    assertRefused(sendAsIs(ClientRequest.get("/v1/models")));
    assertThat(sendAsIs(ClientRequest.get("/v1/models").key(World.CLIENT_KEY)).status())
        .isEqualTo(200);
  }

  @Test
  void aKeyOfOursWithAPortkeyHeaderOnlyRestricts() {
    ClientRequest request =
        Gateway.chat("m", false).key(World.CLIENT_KEY).header("x-portkey-provider", "own");
    Verdicts.good(sendAsIs(request), "hello from own");
    assertThat(world.site("own").only().bearer()).contains(World.keyOf("own"));
  }

  @Test
  void aForeignKeyWithAPortkeyHeaderIsNoClientKey() {
    assertRefused(
        sendAsIs(
            Gateway.chat("m", false)
                .key("sk-the-clients-own")
                .header("x-portkey-provider", "own")));
  }

  private void assertRefused(ClientAnswer answer) {
    Verdicts.error(answer, 401, "invalid_api_key");
    assertThat(answer.header("www-authenticate")).startsWith("Bearer");
    assertThat(world.upstream().requestCount()).isZero();
  }
}
