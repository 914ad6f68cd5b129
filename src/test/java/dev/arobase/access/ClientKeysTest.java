package dev.arobase.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.ClientKey;
import dev.arobase.config.SecretDigest;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientKeysTest {
  private final ClientKeys keys =
      ClientKeys.of(
          List.of(
              new ClientKey("frontend", SecretDigest.of("sk-front")),
              new ClientKey("batch", SecretDigest.of("sk-batch"))));
  private final ClientKeys open = ClientKeys.of(List.of());

  private static MultiMap headers(String... namesAndValues) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }

  private static Access granted(String name, KeyPlace place) {
    return new Access.Granted(new Principal(name), place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "bearer", "BEARER", "bEaReR"})
  void theSchemeIsReadInAnyCase(String scheme) {
    assertThat(keys.check(headers("Authorization", scheme + " sk-front")))
        .isEqualTo(granted("frontend", KeyPlace.AUTHORIZATION));
  }

  @ParameterizedTest
  @CsvSource({
    "x-api-key,X_API_KEY",
    "api-key,API_KEY",
    "x-goog-api-key,X_GOOG_API_KEY",
    "x-arobase-key,X_AROBASE_KEY",
    "x-portkey-api-key,X_PORTKEY_API_KEY"
  })
  void theKeyIsFoundInEveryHeaderThatSdksUse(String header, KeyPlace place) {
    assertThat(keys.check(headers(header, "sk-batch"))).isEqualTo(granted("batch", place));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Bearer sk-fron",
        "Bearer sk-front2",
        "Bearer SK-FRONT",
        "Bearer sk-front sk-front",
        "Bearersk-front",
        "Basic c2stZnJvbnQ=",
        "sk-front",
        "Bearer \u00ef\u00bf\u00bd",
        "Bearer sk-front\u00e9"
      })
  void whatIsNotOneOfTheKeysIsDenied(String value) {
    assertThat(keys.check(headers("Authorization", value))).isInstanceOf(Access.Denied.class);
  }

  @Test
  void noHeaderAtAllIsDeniedAsMissing() {
    assertThat(keys.check(headers())).isEqualTo(new Access.Denied(Access.Reason.MISSING));
  }

  @Test
  void twoAuthorizationHeadersAreDeniedAlthoughOneIsRight() {
    assertThat(keys.check(headers("Authorization", "Bearer x", "Authorization", "Bearer sk-front")))
        .isInstanceOf(Access.Denied.class);
  }

  @Test
  void aRightKeyBesideAPlaceholderIsEnough() {
    assertThat(keys.check(headers("Authorization", "Bearer dummy", "x-api-key", "sk-front")))
        .isEqualTo(granted("frontend", KeyPlace.X_API_KEY));
  }

  @Test
  void withoutConfiguredKeysEverybodyMayEnter() {
    assertThat(open.check(headers())).isEqualTo(new Access.Open());
    assertThat(open.required()).isFalse();
  }

  @Test
  void anEmptyGatewayKeyCountsAsAbsent() {
    assertThat(keys.check(headers("x-portkey-api-key", "", "Authorization", "Bearer sk-front")))
        .isEqualTo(granted("frontend", KeyPlace.AUTHORIZATION));
  }

  @Test
  void theClientsProviderKeyIsUsedOnlyInThePortkeyForm() {
    MultiMap headers = headers("Authorization", "Bearer sk-own");
    assertThat(open.providerKey(headers, false).forProvider(false)).isEmpty();
    assertThat(reveal(open.providerKey(headers, true).forProvider(false))).contains("sk-own");
  }

  @Test
  void aConfiguredKeyWinsOverTheClientsOwn() {
    MultiMap headers = headers("Authorization", "Bearer sk-own");
    assertThat(open.providerKey(headers, true).forProvider(true)).isEmpty();
  }

  @Test
  void aGatewayKeyInAuthorizationIsNeverAProviderKey() {
    MultiMap headers = headers("Authorization", "Bearer sk-front", "x-api-key", "sk-other");
    assertThat(keys.providerKey(headers, true).forProvider(false)).isEmpty();
  }

  @Test
  void aProviderKeyComesBesideAGatewayKeyOfItsOwnHeader() {
    MultiMap headers = headers("Authorization", "Bearer sk-own", "x-arobase-key", "sk-front");
    assertThat(keys.check(headers)).isEqualTo(granted("frontend", KeyPlace.X_AROBASE_KEY));
    assertThat(reveal(keys.providerKey(headers, true).forProvider(false))).contains("sk-own");
    assertThat(keys.check(headers("Authorization", "Bearer sk-own")))
        .isEqualTo(new Access.Denied(Access.Reason.WRONG));
  }

  @Test
  void aProviderKeyMayStandInXApiKey() {
    assertThat(reveal(open.providerKey(headers("x-api-key", "sk-ant"), true).forProvider(false)))
        .contains("sk-ant");
  }

  @Test
  void aProviderKeyMayComeWithoutAScheme() {
    MultiMap headers = headers("Authorization", "sk-own", "x-portkey-api-key", "sk-front");
    assertThat(keys.check(headers)).isEqualTo(granted("frontend", KeyPlace.X_PORTKEY_API_KEY));
    assertThat(reveal(keys.providerKey(headers, true).forProvider(false))).contains("sk-own");
    assertThat(open.providerKey(headers("Authorization", "sk-own"), false).forProvider(false))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-front", "Basic c2stb3du", "sk-own\u00e9"})
  void whatIsNoProviderKeyWithoutASchemeEither(String value) {
    MultiMap headers = headers("Authorization", value);
    assertThat(keys.providerKey(headers, true).forProvider(false)).isEmpty();
  }

  @Test
  void noKeyShowsInAnyText() {
    MultiMap headers = headers("Authorization", "Bearer sk-canary");
    assertThat(open.providerKey(headers, true).toString()).doesNotContain("sk-canary");
    assertThat(keys.check(headers).toString()).doesNotContain("sk-canary");
    assertThat(PresentedKey.read(headers, KeyPlace.AUTHORIZATION).toString())
        .doesNotContain("sk-canary");
  }

  private static Optional<String> reveal(Optional<BroughtKey> key) {
    return key.map(BroughtKey::reveal);
  }
}
