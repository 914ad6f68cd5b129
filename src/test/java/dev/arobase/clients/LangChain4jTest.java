package dev.arobase.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.arobase.conformance.World;
import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.Gate;
import dev.arobase.support.ReceivedRequest;
import dev.arobase.support.Site;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
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

/** LangChain4j on the JDK's HTTP client, which asks for an h2c upgrade with every request. */
@ParameterizedClass
@ValueSource(strings = {"/v1", "/@openai/v1"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LangChain4jTest {
  private static final ToolSpecification WEATHER =
      ToolSpecification.builder()
          .name("get_weather")
          .description("What the weather is like")
          .parameters(JsonObjectSchema.builder().addStringProperty("city").required("city").build())
          .build();

  @Parameter String path = "";

  private final World world = SdkWorld.start();
  private final Site openai = world.site("openai");

  @BeforeEach
  void reset() {
    world.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private OpenAiChatModel.OpenAiChatModelBuilder settings(String model) {
    return settings(world, model);
  }

  private OpenAiChatModel.OpenAiChatModelBuilder settings(World world, String model) {
    return OpenAiChatModel.builder()
        .baseUrl(SdkWorld.baseUrl(world, path))
        .apiKey(World.CLIENT_KEY)
        .modelName(model)
        .maxRetries(0);
  }

  private OpenAiChatModel model() {
    return settings(SdkWorld.MODEL).build();
  }

  private OpenAiStreamingChatModel streaming() {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(SdkWorld.baseUrl(world, path))
        .apiKey(World.CLIENT_KEY)
        .modelName(SdkWorld.MODEL)
        .build();
  }

  private static ChatRequest.Builder asking() {
    return ChatRequest.builder().messages(UserMessage.from("Hi"));
  }

  /** Without it, nothing here would be about upgrades. */
  @Test
  void theClientNoLongerAsksForAnUpgrade() {
    settings(SdkWorld.MODEL).baseUrl(openai.baseUrl()).build().chat("Hi");
    assertThat(openai.only().headers().first("upgrade")).contains("h2c");
  }

  @Test
  void aPlainChatIsNotAnswered() {
    ChatResponse response = model().chat(asking().build());
    assertThat(response.aiMessage().text()).isEqualTo("hello from openai");
    assertThat(response.tokenUsage().totalTokenCount()).isEqualTo(27);
    ReceivedRequest received = openai.only();
    assertThat(received.target()).isEqualTo("/openai/v1/chat/completions");
    assertThat(received.bearer()).contains(World.keyOf("openai"));
    assertThat(received.headers().has("upgrade")).isFalse();
    assertThat(received.headers().has("http2-settings")).isFalse();
  }

  @Test
  void oneOfManyRequestsOnAConnectionGetsAnothersAnswer() {
    openai.always(
        request -> Chat.saying(request.json().at("/messages/0/content").asText()).answer(request));
    OpenAiChatModel model = model();
    for (int i = 0; i < 20; i++) {
      assertThat(model.chat("number " + i)).isEqualTo("number " + i);
    }
  }

  @Test
  void aStreamLosesWordsOrItsUsage() {
    openai.always(request -> Chat.tokens(40).answer(request));
    HeardStream heard = new HeardStream();
    streaming().chat(asking().build(), heard);
    ChatResponse whole = heard.whole();
    assertThat(whole.aiMessage().text()).isEqualTo(Chat.tokens(40).text());
    assertThat(heard.said()).isEqualTo(Chat.tokens(40).text());
    assertThat(whole.tokenUsage().inputTokenCount()).isEqualTo(12);
  }

  @Test
  void aToolCallOrItsResultIsLost() {
    openai.play(SdkWorld::weatherCall);
    UserMessage question = UserMessage.from("How is the weather in Oslo?");
    ChatRequest.Builder request = ChatRequest.builder().toolSpecifications(WEATHER);
    ChatResponse first = model().chat(request.messages(question).build());
    ToolExecutionRequest call = first.aiMessage().toolExecutionRequests().getFirst();
    assertThat(call.name()).isEqualTo("get_weather");
    assertThat(call.arguments()).isEqualTo("{\"city\":\"Oslo\"}");
    ChatResponse second =
        model()
            .chat(
                request
                    .messages(
                        question, first.aiMessage(), ToolExecutionResultMessage.from(call, "3 °C"))
                    .build());
    assertThat(second.aiMessage().text()).isEqualTo("hello from openai");
    ReceivedRequest received = openai.await(2);
    assertThat(received.json().at("/tools/0/function/name").asText()).isEqualTo("get_weather");
    assertThat(received.json().at("/messages/1/tool_calls/0/id").asText()).isEqualTo("call_7");
    assertThat(received.json().at("/messages/2/content").asText()).isEqualTo("3 °C");
  }

  @Test
  void theArgumentsOfAStreamedToolCallFallApart() {
    openai.always(SdkWorld::weatherCall);
    HeardStream heard = new HeardStream();
    streaming().chat(asking().toolSpecifications(WEATHER).build(), heard);
    assertThat(heard.whole().aiMessage().toolExecutionRequests())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.id()).isEqualTo("call_7");
              assertThat(call.arguments()).isEqualTo("{\"city\":\"Oslo\"}");
            });
  }

  @Test
  void structuredOutputDoesNotArriveAsAskedFor() {
    openai.always(SdkWorld.person());
    JsonObjectSchema person =
        JsonObjectSchema.builder()
            .addStringProperty("name")
            .addIntegerProperty("born")
            .required("name", "born")
            .build();
    ResponseFormat format =
        ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder().name("person").rootElement(person).build())
            .build();
    ChatResponse response =
        settings(SdkWorld.MODEL)
            .strictJsonSchema(true)
            .build()
            .chat(asking().responseFormat(format).build());
    assertThat(response.aiMessage().text()).isEqualTo("{\"name\":\"Ada Lovelace\",\"born\":1815}");
    assertThat(openai.only().json().at("/response_format/json_schema/schema/properties"))
        .hasSize(2);
    assertThat(openai.only().json().at("/response_format/json_schema/strict").asBoolean()).isTrue();
  }

  @Test
  void theModelListCannotBeRead() {
    OpenAiModelCatalog catalog =
        OpenAiModelCatalog.builder()
            .baseUrl(SdkWorld.baseUrl(world, path))
            .apiKey(World.CLIENT_KEY)
            .build();
    assertThat(catalog.listModels())
        .extracting(ModelDescription::name)
        .contains(SdkWorld.MODEL, "text-embedding-3-small");
  }

  static Stream<Arguments> upstreamFailures() {
    return Stream.of(
        Arguments.of(400, 400, InvalidRequestException.class),
        Arguments.of(403, 403, AuthenticationException.class),
        Arguments.of(404, 404, ModelNotFoundException.class),
        Arguments.of(422, 422, InvalidRequestException.class),
        Arguments.of(429, 429, RateLimitException.class),
        Arguments.of(500, 502, InternalServerException.class),
        Arguments.of(503, 503, InternalServerException.class),
        Arguments.of(401, 502, InternalServerException.class));
  }

  @ParameterizedTest
  @MethodSource("upstreamFailures")
  void anUpstreamFailureIsNotItsOwnException(
      int upstream, int seen, Class<? extends LangChain4jException> type) {
    String code = upstream == 403 ? "\"content_policy_violation\"" : "\"some_code\"";
    openai.always(Answer.error(upstream, "it went wrong", "some_type", code));
    Throwable plain = catchThrowable(() -> model().chat("Hi"));
    assertThat(plain).isInstanceOf(type).rootCause().isInstanceOf(HttpException.class);
    assertThat(((HttpException) plain.getCause()).statusCode()).isEqualTo(seen);
    HeardStream heard = new HeardStream();
    streaming().chat(asking().build(), heard);
    assertThat(heard.failure()).isInstanceOf(type);
  }

  @Test
  void aMistakeOfTheClientIsNotItsOwnException() {
    assertThat(catchThrowable(() -> settings("@nobody/model").build().chat("Hi")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("nobody");
    assertThat(
            catchThrowable(
                () -> settings(SdkWorld.MODEL).apiKey("sk-somebody-else").build().chat("Hi")))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining("invalid_api_key");
    assertThat(openai.requests()).isEmpty();
  }

  @Test
  void aRepeatDoesNotComeOrASuccessIsRepeated() {
    openai.play(Answer.error(503).header("Retry-After", "1"));
    assertThat(settings(SdkWorld.MODEL).maxRetries(1).build().chat("Hi"))
        .isEqualTo("hello from openai");
    assertThat(openai.requests()).hasSize(2);
  }

  @Test
  void theSdkRepeatsWhatCanNeverSucceed() {
    openai.always(Answer.error(400));
    assertThat(catchThrowable(() -> settings(SdkWorld.MODEL).maxRetries(2).build().chat("Hi")))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(openai.requests()).hasSize(1);
  }

  @Test
  void aTimeoutOfTheGatewayDoesNotSayWhichItWas() {
    try (World silent = SdkWorld.silent()) {
      assertThat(catchThrowable(() -> settings(silent, SdkWorld.IMPATIENT).build().chat("Hi")))
          .isInstanceOf(InternalServerException.class)
          .hasMessageContaining("upstream_timeout")
          .hasMessageContaining("first byte");
    }
  }

  @Test
  void theUpstreamWorksOnAfterTheSdksTimeout() {
    try (World silent = SdkWorld.silent()) {
      OpenAiChatModel hasty =
          settings(silent, SdkWorld.MODEL).timeout(SdkWorld.SHORT_TIMEOUT).build();
      assertThat(catchThrowableOfType(TimeoutException.class, () -> hasty.chat("Hi"))).isNotNull();
      assertThat(silent.site("openai").awaitAllClosed(SdkWorld.LONGEST)).isTrue();
    }
  }

  @Test
  void theUpstreamWorksOnAfterTheStreamWasCancelled() {
    openai.always(SdkWorld.stalledStream());
    HeardStream heard = HeardStream.cancellingAtTheFirstWord();
    streaming().chat(asking().build(), heard);
    assertThat(openai.await(1).awaitPeerClosed(SdkWorld.LONGEST)).isPresent();
  }

  @Test
  void aStreamThatBreaksEndsAsIfItWereWhole() {
    Gate gate = new Gate();
    openai.always(SdkWorld.streamBrokenAfter(gate));
    HeardStream heard = HeardStream.opening(gate);
    streaming().chat(asking().build(), heard);
    assertThat(heard.failure()).isNotNull();
    assertThat(heard.said()).isEqualTo("Once ");
  }
}
