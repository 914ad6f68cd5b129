package dev.arobase.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.arobase.conformance.World;
import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ReceivedRequest;
import dev.arobase.support.Site;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.converter.BeanOutputConverter;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.openai.api.ResponseFormat;
import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/**
 * Spring AI with its own client: RestClient for plain answers, WebClient for streams. It has no
 * call for the list of models.
 */
@ParameterizedClass
@ValueSource(strings = {"/v1", "/@openai/v1"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpringAiTest {

  record Person(String name, int born) {}

  record City(String city) {}

  @Parameter String path = "";

  private final World world = SdkWorld.start();
  private final Site openai = world.site("openai");
  private final AtomicInteger forecasts = new AtomicInteger();

  @BeforeEach
  void reset() {
    world.reset();
    forecasts.set(0);
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private OpenAiApi.Builder api() {
    return api(world);
  }

  private OpenAiApi.Builder api(World world) {
    return OpenAiApi.builder()
        .baseUrl(SdkWorld.baseUrl(world, path))
        .completionsPath("/chat/completions")
        .apiKey(World.CLIENT_KEY);
  }

  private static OpenAiChatModel model(OpenAiApi api, int attempts) {
    RetryTemplate retries =
        RetryTemplate.builder()
            .maxAttempts(attempts)
            .noBackoff()
            .retryOn(TransientAiException.class)
            .build();
    return OpenAiChatModel.builder().openAiApi(api).retryTemplate(retries).build();
  }

  private OpenAiChatModel model() {
    return model(api().build(), 1);
  }

  private static OpenAiChatOptions.Builder options() {
    return OpenAiChatOptions.builder().model(SdkWorld.MODEL);
  }

  private static Prompt asking() {
    return asking(SdkWorld.MODEL);
  }

  private static Prompt asking(String model) {
    return new Prompt("Hi", options().model(model).build());
  }

  private ToolCallback weather() {
    return FunctionToolCallback.builder(
            "get_weather",
            (City city) -> {
              forecasts.incrementAndGet();
              return "3 °C in " + city.city();
            })
        .description("What the weather is like")
        .inputType(City.class)
        .build();
  }

  private static String text(ChatResponse response) {
    return response.getResult().getOutput().getText();
  }

  @Test
  void aPlainChatIsNotAnswered() {
    ChatResponse response = model().call(asking());
    assertThat(text(response)).isEqualTo("hello from openai");
    assertThat(response.getMetadata().getUsage().getTotalTokens()).isEqualTo(27);
    ReceivedRequest received = openai.only();
    assertThat(received.target()).isEqualTo("/openai/v1/chat/completions");
    assertThat(received.bearer()).contains(World.keyOf("openai"));
  }

  @Test
  void aStreamLosesWordsOrItsUsage() {
    openai.always(request -> Chat.tokens(40).answer(request));
    Prompt prompt = new Prompt("Hi", options().streamUsage(true).build());
    List<ChatResponse> parts = model().stream(prompt).collectList().block(SdkWorld.LONGEST);
    StringBuilder said = new StringBuilder();
    for (ChatResponse part : parts) {
      if (part.getResult() != null && part.getResult().getOutput().getText() != null) {
        said.append(text(part));
      }
    }
    assertThat(said).hasToString(Chat.tokens(40).text());
    assertThat(parts.getLast().getMetadata().getUsage().getPromptTokens()).isEqualTo(12);
  }

  @Test
  void aToolCallOrItsResultIsLost() {
    openai.play(SdkWorld::weatherCall);
    Prompt prompt = new Prompt("Weather?", options().toolCallbacks(weather()).build());
    assertThat(text(model().call(prompt))).isEqualTo("hello from openai");
    assertToolWasUsed();
  }

  @Test
  void theArgumentsOfAStreamedToolCallFallApart() {
    openai.play(SdkWorld::weatherCall);
    Prompt prompt = new Prompt("Weather?", options().toolCallbacks(weather()).build());
    List<ChatResponse> parts = model().stream(prompt).collectList().block(SdkWorld.LONGEST);
    assertThat(parts).isNotEmpty();
    assertToolWasUsed();
  }

  private void assertToolWasUsed() {
    assertThat(forecasts).hasValue(1);
    ReceivedRequest second = openai.await(2);
    assertThat(second.json().at("/tools/0/function/name").asText()).isEqualTo("get_weather");
    assertThat(second.json().at("/messages/1/tool_calls/0/id").asText()).isEqualTo("call_7");
    assertThat(second.json().at("/messages/2/content").asText()).contains("3 °C in Oslo");
  }

  @Test
  void structuredOutputIsNotOfTheClassAskedFor() {
    openai.always(SdkWorld.person());
    BeanOutputConverter<Person> converter = new BeanOutputConverter<>(Person.class);
    ResponseFormat format =
        new ResponseFormat(ResponseFormat.Type.JSON_SCHEMA, converter.getJsonSchema());
    ChatResponse response =
        model().call(new Prompt("Who?", options().responseFormat(format).build()));
    assertThat(converter.convert(text(response))).isEqualTo(new Person("Ada Lovelace", 1815));
    assertThat(openai.only().json().at("/response_format/json_schema/schema/properties"))
        .hasSize(2);
  }

  static Stream<Arguments> upstreamFailures() {
    return Stream.of(
        Arguments.of(400, 400, NonTransientAiException.class),
        Arguments.of(403, 403, NonTransientAiException.class),
        Arguments.of(404, 404, NonTransientAiException.class),
        Arguments.of(429, 429, NonTransientAiException.class),
        Arguments.of(500, 502, TransientAiException.class),
        Arguments.of(503, 503, TransientAiException.class),
        Arguments.of(401, 502, TransientAiException.class));
  }

  @ParameterizedTest
  @MethodSource("upstreamFailures")
  void anUpstreamFailureIsNotItsOwnException(
      int upstream, int seen, Class<? extends RuntimeException> type) {
    String code = upstream == 403 ? "\"content_policy_violation\"" : "\"some_code\"";
    openai.always(Answer.error(upstream, "it went wrong", "some_type", code));
    assertThat(catchThrowable(() -> model().call(asking())))
        .isInstanceOf(type)
        .hasMessageContaining("it went wrong")
        .hasMessageStartingWith(Integer.toString(seen));
    Throwable streamed =
        catchThrowable(() -> model().stream(asking()).collectList().block(SdkWorld.LONGEST));
    assertThat(streamed)
        .isInstanceOfSatisfying(
            WebClientResponseException.class,
            failure -> {
              assertThat(failure.getStatusCode()).isEqualTo(HttpStatusCode.valueOf(seen));
              assertThat(failure.getResponseBodyAsString()).contains("it went wrong");
            });
  }

  @Test
  void aMistakeOfTheClientIsNotItsOwnException() {
    assertThat(catchThrowable(() -> model().call(asking("@nobody/model"))))
        .isInstanceOf(NonTransientAiException.class)
        .hasMessageContaining("nobody");
    OpenAiApi stranger = api().apiKey("sk-somebody-else").build();
    assertThat(catchThrowable(() -> model(stranger, 3).call(asking())))
        .isInstanceOf(NonTransientAiException.class)
        .hasMessageContaining("invalid_api_key");
    assertThat(openai.requests()).isEmpty();
  }

  @Test
  void aRepeatDoesNotComeOrASuccessIsRepeated() {
    openai.play(Answer.error(503), Answer.error(500));
    assertThat(text(model(api().build(), 3).call(asking()))).isEqualTo("hello from openai");
    assertThat(openai.requests()).hasSize(3);
  }

  @Test
  void theSdkRepeatsWhatCanNeverSucceed() {
    openai.always(Answer.error(400));
    assertThat(catchThrowable(() -> model(api().build(), 3).call(asking())))
        .isInstanceOf(NonTransientAiException.class);
    assertThat(openai.requests()).hasSize(1);
  }

  @Test
  void aTimeoutOfTheGatewayDoesNotSayWhichItWas() {
    try (World silent = SdkWorld.silent()) {
      OpenAiChatModel model = model(api(silent).build(), 1);
      assertThat(catchThrowable(() -> model.call(asking(SdkWorld.IMPATIENT))))
          .isInstanceOf(TransientAiException.class)
          .hasMessageStartingWith("504")
          .hasMessageContaining("upstream_timeout")
          .hasMessageContaining("first byte");
    }
  }

  @Test
  void theUpstreamWorksOnAfterTheClientsTimeout() {
    JdkClientHttpRequestFactory hasty = new JdkClientHttpRequestFactory();
    hasty.setReadTimeout(SdkWorld.SHORT_TIMEOUT);
    RestClient.Builder client = RestClient.builder().requestFactory(hasty);
    try (World silent = SdkWorld.silent()) {
      OpenAiChatModel model = model(api(silent).restClientBuilder(client).build(), 1);
      assertThat(catchThrowable(() -> model.call(asking())))
          .isInstanceOf(ResourceAccessException.class);
      assertThat(silent.site("openai").awaitAllClosed(SdkWorld.LONGEST)).isTrue();
    }
  }

  @Test
  void aStreamThatBreaksEndsAsIfItWereWhole() {
    openai.always(SdkWorld.brokenStream());
    assertThat(catchThrowable(() -> model().stream(asking()).collectList().block(SdkWorld.LONGEST)))
        .isNotNull();
  }
}
