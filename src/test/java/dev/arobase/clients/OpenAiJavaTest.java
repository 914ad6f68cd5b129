package dev.arobase.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnprocessableEntityException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import dev.arobase.conformance.World;
import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ReceivedRequest;
import dev.arobase.support.Site;
import java.time.Duration;
import java.util.List;
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

/** OpenAI's own SDK for Java. */
@ParameterizedClass
@ValueSource(strings = {"/v1", "/@openai/v1"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiJavaTest {

  /** The SDK makes a schema of it, and one of it again. */
  public record Person(String name, int born) {}

  /** Called as {@code get_weather}. */
  @com.fasterxml.jackson.annotation.JsonTypeName("get_weather")
  @com.fasterxml.jackson.annotation.JsonClassDescription("What the weather is like")
  public record GetWeather(String city) {}

  @Parameter String path = "";

  private final World world = SdkWorld.start();
  private final Site openai = world.site("openai");
  private final NapRecorder naps = new NapRecorder();

  @BeforeEach
  void reset() {
    world.reset();
    naps.forget();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private OpenAIOkHttpClient.Builder settings() {
    return settings(world);
  }

  private OpenAIOkHttpClient.Builder settings(World world) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(SdkWorld.baseUrl(world, path))
        .apiKey(World.CLIENT_KEY)
        .sleeper(naps);
  }

  private OpenAIClient client() {
    return settings().build();
  }

  private static ChatCompletionCreateParams.Builder asking(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hi");
  }

  private static String text(ChatCompletion completion) {
    return completion.choices().getFirst().message().content().orElse("");
  }

  @Test
  void aPlainChatIsNotAnswered() {
    ChatCompletion completion =
        client().chat().completions().create(asking(SdkWorld.MODEL).build());
    assertThat(text(completion)).isEqualTo("hello from openai");
    assertThat(completion.usage().orElseThrow().totalTokens()).isEqualTo(27);
    ReceivedRequest received = openai.only();
    assertThat(received.target()).isEqualTo("/openai/v1/chat/completions");
    assertThat(received.bearer()).contains(World.keyOf("openai"));
  }

  @Test
  void aStreamLosesWordsOrItsUsage() {
    openai.always(request -> Chat.tokens(40).answer(request));
    ChatCompletionCreateParams params =
        asking(SdkWorld.MODEL)
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client().chat().completions().createStreaming(params)) {
      stream.stream().forEach(whole::accumulate);
    }
    assertThat(text(whole.chatCompletion())).isEqualTo(Chat.tokens(40).text());
    assertThat(whole.chatCompletion().usage().orElseThrow().promptTokens()).isEqualTo(12);
  }

  @Test
  void aToolCallOrItsResultIsLost() {
    openai.play(SdkWorld::weatherCall);
    ChatCompletionCreateParams.Builder talk = asking(SdkWorld.MODEL).addTool(GetWeather.class);
    ChatCompletion first = client().chat().completions().create(talk.build());
    ChatCompletionMessageFunctionToolCall call = onlyCall(first);
    assertThat(call.function().name()).isEqualTo("get_weather");
    assertThat(call.function().arguments(GetWeather.class)).isEqualTo(new GetWeather("Oslo"));
    talk.addMessage(first.choices().getFirst().message())
        .addMessage(
            ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("3 °C").build());
    assertThat(text(client().chat().completions().create(talk.build())))
        .isEqualTo("hello from openai");
    ReceivedRequest second = openai.await(2);
    assertThat(second.json().at("/tools/0/function/name").asText()).isEqualTo("get_weather");
    assertThat(second.json().at("/messages/1/tool_calls/0/id").asText()).isEqualTo("call_7");
    assertThat(second.json().at("/messages/2/content").asText()).isEqualTo("3 °C");
  }

  @Test
  void theArgumentsOfAStreamedToolCallFallApart() {
    openai.always(SdkWorld::weatherCall);
    ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client()
            .chat()
            .completions()
            .createStreaming(asking(SdkWorld.MODEL).addTool(GetWeather.class).build())) {
      stream.stream().forEach(whole::accumulate);
    }
    assertThat(onlyCall(whole.chatCompletion()).function().arguments(GetWeather.class))
        .isEqualTo(new GetWeather("Oslo"));
  }

  private static ChatCompletionMessageFunctionToolCall onlyCall(ChatCompletion completion) {
    return completion
        .choices()
        .getFirst()
        .message()
        .toolCalls()
        .orElseThrow()
        .getFirst()
        .asFunction();
  }

  @Test
  void structuredOutputIsNotOfTheClassAskedFor() {
    openai.always(SdkWorld.person());
    Person person =
        client()
            .chat()
            .completions()
            .create(asking(SdkWorld.MODEL).responseFormat(Person.class).build())
            .choices()
            .getFirst()
            .message()
            .content()
            .orElseThrow();
    assertThat(person).isEqualTo(new Person("Ada Lovelace", 1815));
    assertThat(openai.only().json().at("/response_format/type").asText()).isEqualTo("json_schema");
    assertThat(openai.only().json().at("/response_format/json_schema/schema/properties"))
        .hasSize(2);
  }

  @Test
  void theModelListCannotBeReadOrAModelNotBeFoundInIt() {
    List<Model> models = client().models().list().autoPager().stream().toList();
    assertThat(models).extracting(Model::id).contains(SdkWorld.MODEL);
    assertThat(models).allSatisfy(model -> assertThat(model.validate().isValid()).isTrue());
    assertThat(client().models().retrieve(SdkWorld.MODEL).id()).isEqualTo(SdkWorld.MODEL);
    assertThat(client().models().retrieve("@openai/" + SdkWorld.MODEL).ownedBy()).isNotBlank();
  }

  @Test
  void embeddingsAreNotDecoded() {
    openai.always(
        Answer.json(
            """
            {"object":"list","model":"text-embedding-3-small","data":[{"object":"embedding",\
            "index":0,"embedding":"AACAPwAAAEA="}],"usage":{"prompt_tokens":1,"total_tokens":1}}\
            """));
    EmbeddingCreateParams params =
        EmbeddingCreateParams.builder().model("text-embedding-3-small").input("a").build();
    assertThat(client().embeddings().create(params).data().getFirst().embedding())
        .containsExactly(1f, 2f);
  }

  static Stream<Arguments> upstreamFailures() {
    return Stream.of(
        Arguments.of(400, 400, "bad_request_of_theirs", BadRequestException.class),
        Arguments.of(403, 403, "content_policy_violation", PermissionDeniedException.class),
        Arguments.of(404, 404, "not_there", NotFoundException.class),
        Arguments.of(422, 422, "cannot_process", UnprocessableEntityException.class),
        Arguments.of(429, 429, "rate_limit_exceeded", RateLimitException.class),
        Arguments.of(500, 502, "upstream_error", InternalServerException.class),
        Arguments.of(503, 503, "upstream_unavailable", InternalServerException.class),
        Arguments.of(401, 502, "upstream_auth_error", InternalServerException.class));
  }

  @ParameterizedTest
  @MethodSource("upstreamFailures")
  void anUpstreamFailureIsNotItsOwnException(
      int upstream, int seen, String code, Class<? extends OpenAIServiceException> type) {
    openai.always(Answer.error(upstream, "it went wrong", "some_type", '"' + code + '"'));
    OpenAIServiceException thrown = failure(settings().maxRetries(0).build(), SdkWorld.MODEL);
    assertThat(thrown).isInstanceOf(type);
    assertThat(thrown.statusCode()).isEqualTo(seen);
    assertThat(thrown.code()).contains(code);
    assertThat(thrown.headers().values("x-request-id")).hasSize(1);
  }

  @Test
  void aMistakeOfTheClientIsNotItsOwnException() {
    OpenAIServiceException missing = failure(client(), "no-such-model-anywhere");
    // A provider that is named may have models that its list does not show yet.
    if (path.equals("/v1")) {
      assertThat(missing).isInstanceOf(NotFoundException.class);
      assertThat(missing.code()).contains("model_not_found");
      assertThat(missing.type()).contains("not_found_error");
    }
    OpenAIServiceException conflict = failure(client(), "@nobody/model");
    assertThat(conflict).isInstanceOf(BadRequestException.class);
    OpenAIServiceException stranger =
        failure(settings().apiKey("sk-somebody-else").build(), SdkWorld.MODEL);
    assertThat(stranger).isInstanceOf(UnauthorizedException.class);
    assertThat(stranger.code()).contains("invalid_api_key");
  }

  private OpenAIServiceException failure(OpenAIClient client, String model) {
    return catchThrowableOfType(
        OpenAIServiceException.class,
        () -> client.chat().completions().create(asking(model).build()));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void aRepeatDoesNotComeOrNotWhenTheGatewaySays(int status) {
    Answer busy = Answer.error(status).header("Retry-After", "1");
    openai.play(busy, busy);
    ChatCompletion completion =
        client().chat().completions().create(asking(SdkWorld.MODEL).build());
    assertThat(text(completion)).isEqualTo("hello from openai");
    assertThat(openai.requests()).hasSize(3);
    assertThat(naps.taken()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(openai.requests().getLast().headers().first("x-stainless-retry-count"))
        .contains("2");
  }

  @Test
  void theSdkRepeatsWhatTheGatewayHasRepeatedAlready() {
    openai.always(Answer.error(503).header("Retry-After", "0"));
    OpenAIServiceException thrown = failure(client(), SdkWorld.REPEATED);
    assertThat(thrown.statusCode()).isEqualTo(503);
    assertThat(thrown.headers().values("x-should-retry")).containsExactly("false");
    assertThat(openai.requests()).hasSize(2);
    assertThat(naps.taken()).isEmpty();
  }

  @Test
  void theSdkRepeatsWhatCanNeverSucceed() {
    openai.always(Answer.error(400));
    assertThat(failure(client(), SdkWorld.MODEL)).isInstanceOf(BadRequestException.class);
    assertThat(openai.requests()).hasSize(1);
  }

  @Test
  void aTimeoutOfTheGatewayDoesNotSayWhichItWas() {
    try (World silent = SdkWorld.silent()) {
      OpenAIServiceException thrown =
          failure(settings(silent).maxRetries(0).build(), SdkWorld.IMPATIENT);
      assertThat(thrown).isInstanceOf(InternalServerException.class);
      assertThat(thrown.statusCode()).isEqualTo(504);
      assertThat(thrown.code()).contains("upstream_timeout");
      assertThat(thrown).hasMessageContaining("first byte");
    }
  }

  @Test
  void theUpstreamWorksOnAfterTheSdksTimeout() {
    try (World silent = SdkWorld.silent()) {
      OpenAIClient hasty = settings(silent).timeout(SdkWorld.SHORT_TIMEOUT).maxRetries(0).build();
      OpenAIIoException thrown =
          catchThrowableOfType(
              OpenAIIoException.class,
              () -> hasty.chat().completions().create(asking(SdkWorld.MODEL).build()));
      assertThat(thrown).isNotNull();
      assertThat(silent.site("openai").awaitAllClosed(SdkWorld.LONGEST)).isTrue();
    }
  }

  @Test
  void theUpstreamWorksOnAfterTheStreamWasClosed() {
    openai.always(SdkWorld.stalledStream());
    try (StreamResponse<ChatCompletionChunk> stream =
        client().chat().completions().createStreaming(asking(SdkWorld.MODEL).build())) {
      assertThat(stream.stream().findFirst()).isPresent();
    }
    assertThat(openai.only().awaitPeerClosed(SdkWorld.LONGEST)).isPresent();
  }

  @Test
  void aStreamThatBreaksEndsAsIfItWereWhole() {
    openai.always(SdkWorld.brokenStream());
    StringBuilder said = new StringBuilder();
    OpenAIException thrown =
        catchThrowableOfType(
            OpenAIException.class,
            () -> {
              try (StreamResponse<ChatCompletionChunk> stream =
                  client().chat().completions().createStreaming(asking(SdkWorld.MODEL).build())) {
                stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .forEach(choice -> choice.delta().content().ifPresent(said::append));
              }
            });
    assertThat(thrown).isNotNull();
    assertThat(said).hasToString("Once ");
    assertThat(openai.requests()).hasSize(1);
  }
}
