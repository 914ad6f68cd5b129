package dev.arobase.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/@groq/v1/models?x=%20",
        "/%40groq/v1/models?x=%20",
        "/openai/@groq/v1/models?x=%20",
        "/api/%40groq/v1/models?x=%20",
        "/@groq/openai/v1/models?x=%20"
      })
  void theProviderOfThePathIsFoundAlsoWithItsSignEscaped(String target) {
    assertThat(ApiPath.of(target)).contains(new ApiPath(Optional.of("groq"), "/models", "?x=%20"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/@/v1/models",
        "/%40/v1/models",
        "/@v1",
        "/@groq",
        "/%41groq/v1/models",
        "/v12/a"
      })
  void whatNamesNoProviderBeforeTheVersionIsNoPathOfTheApi(String target) {
    assertThat(ApiPath.of(target)).isEmpty();
  }

  @Test
  void escapesStayAsTheyCame() {
    assertThat(ApiPath.of("/v1/models/a%2Fb%40c?d=%2f").orElseThrow().upstreamTarget())
        .isEqualTo("/models/a%2Fb%40c?d=%2f");
  }
}
