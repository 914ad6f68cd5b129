package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorWordsTest {

  private final ErrorWords words = ErrorWords.load();

  private static UpstreamError error(String code, String type, String message) {
    return new UpstreamError(
        message,
        Optional.of(code).filter(text -> !text.isEmpty()),
        Optional.of(type).filter(text -> !text.isEmpty()),
        Optional.empty(),
        OptionalInt.empty(),
        false);
  }

  @ParameterizedTest
  @CsvSource({
    "model_not_found, MODEL_NOT_FOUND",
    "Model_Not_Available, MODEL_NOT_FOUND",
    "model_decommissioned, MODEL_NOT_FOUND",
    "dedicated_endpoint_not_running, MODEL_NOT_FOUND",
    "context_length_exceeded, CONTEXT_LENGTH",
    "content_filter, CONTENT_FILTER",
    "content_policy_violation, CONTENT_FILTER",
    "insufficient_quota, INSUFFICIENT_QUOTA",
    "rate_limit_exceeded, RATE_LIMIT",
    "overloaded_error, OVERLOADED",
    "authentication_error, AUTHENTICATION",
    "RESOURCE_EXHAUSTED, RATE_LIMIT"
  })
  void codesAndTypesDecide(String word, ErrorWord meaning) {
    assertThat(words.classify(error(word, "", "x"))).contains(meaning);
    assertThat(words.classify(error("", word, "x"))).contains(meaning);
    assertThat(words.classify(error("400", word, "x"))).contains(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The model `gpt-oss-20b` does not exist.|MODEL_NOT_FOUND",
        "The model `gpt-9` does not exist or you do not have access to it.|MODEL_NOT_FOUND",
        "models/gemini-9 is not found for API version v1beta, or is not supported|MODEL_NOT_FOUND",
        "model \"llama9\" not found, try pulling it first|MODEL_NOT_FOUND",
        "This model's maximum context length is 131072 tokens. However, you requested"
            + " 140000|CONTEXT_LENGTH",
        "The decoder prompt (length 5000) is longer than the maximum model length of"
            + " 4096|CONTEXT_LENGTH",
        "The input token count (1200000) exceeds the maximum number of tokens allowed"
            + " (1048576).|CONTEXT_LENGTH",
        "prompt is too long: 210000 tokens > 200000 maximum|CONTEXT_LENGTH",
        "Input length (9000) exceeds the maximum context length|CONTEXT_LENGTH",
        "The response was filtered due to the prompt triggering Azure's content management"
            + " policy|CONTENT_FILTER",
        "You exceeded your current quota, please check your plan and billing"
            + " details|INSUFFICIENT_QUOTA",
        "Insufficient Balance|INSUFFICIENT_QUOTA",
        "Your credit balance is too low to access the API|INSUFFICIENT_QUOTA",
        "Rate limit reached for model x|RATE_LIMIT",
        "Overloaded|OVERLOADED",
      })
  void messagesAreUnderstood(String message, ErrorWord meaning) {
    assertThat(words.classify(error("", "invalid_request_error", message))).contains(meaning);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Unsupported value: 'temperature' is not supported with this model",
        "Invalid value for 'tools': expected a list",
        "field required",
        "something went wrong",
        "messages.0.content must be a string",
        "This endpoint's model takes no images: image_url is not supported",
        ""
      })
  void aMistakeOfTheClientsIsNoneOfThem(String message) {
    assertThat(words.classify(error("400", "invalid_request_error", message))).isEmpty();
  }

  @Test
  void aPhraseDoesNotReachAcrossAMessage() {
    String message = "the model says: " + "a ".repeat(200) + "; the file does not exist";
    assertThat(words.classify(error("", "", message))).isEmpty();
    assertThat(words.classify(error("", "", "model model " + "a ".repeat(90) + " does not exist")))
        .contains(ErrorWord.MODEL_NOT_FOUND);
  }

  @Test
  void reasonsOfAModerationDecideAlone() {
    UpstreamError moderated =
        new UpstreamError(
            "no",
            Optional.of("403"),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.of(403),
            true);
    assertThat(words.classify(moderated)).contains(ErrorWord.CONTENT_FILTER);
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMIT, 429",
    "OVERLOADED, 503",
    "AUTHENTICATION, 401",
    "INSUFFICIENT_QUOTA, 402",
    "CONTEXT_LENGTH, 400",
    "CONTENT_FILTER, 400"
  })
  void eachStandsForAStatus(ErrorWord word, int status) {
    assertThat(word.status()).isEqualTo(status);
  }
}
