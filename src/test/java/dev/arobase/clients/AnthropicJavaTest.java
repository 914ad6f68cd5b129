package dev.arobase.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicIoException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.PermissionDeniedException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.models.ModelInfo;
import dev.arobase.conformance.World;
import dev.arobase.support.Answer;
import dev.arobase.support.ReceivedRequest;
import dev.arobase.support.Site;
import java.util.List;
import java.util.Map;
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

/** Anthropic's SDK, which adds {@code /v1/messages} to its base URL itself. */
@ParameterizedClass
@ValueSource(strings = {"", "/@anthropic"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnthropicJavaTest {

  public record Person(String name, int born) {}

  @Parameter String path = "";

  private final World world = start();
  private final Site anthropic = world.site("anthropic");
  private final AnthropicNaps naps = new AnthropicNaps();

  private static World start() {
    String repeated =
        "routes: {repeated: {targets: [\"@anthropic/%s\"], retry: {attempts: 1}}}\n"
            .formatted(MessageAnswers.MODEL);
    return World.plan()
        .builtIn("anthropic", "/v1", "ANTHROPIC_API_KEY", MessageAnswers.MODEL)
        .more(repeated)
        .start();
  }

  @BeforeEach
  void reset() {
    world.reset();
    naps.forget();
    anthropic.always(MessageAnswers::hello);
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private AnthropicOkHttpClient.Builder settings() {
    return settings(world);
  }

  private AnthropicOkHttpClient.Builder settings(World world) {
    return AnthropicOkHttpClient.builder()
        .baseUrl(SdkWorld.baseUrl(world, path))
        .apiKey(World.CLIENT_KEY)
        .sleeper(naps);
  }

  private static MessageCreateParams.Builder asking(String model) {
    return MessageCreateParams.builder().model(model).maxTokens(100).addUserMessage("Hi");
  }

  private Message create(MessageCreateParams.Builder params) {
    return settings().build().messages().create(params.build());
  }

  private Message stream(MessageCreateParams.Builder params) {
    MessageAccumulator whole = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> stream =
        settings().build().messages().createStreaming(params.build())) {
      stream.stream().forEach(whole::accumulate);
    }
    return whole.message();
  }

  private static String text(Message message) {
    return message.content().getFirst().asText().text();
  }

  @Test
  void aPlainMessageIsNotAnswered() {
    Message message = create(asking(MessageAnswers.MODEL));
    assertThat(text(message)).isEqualTo("Hello there");
    assertThat(message.usage().outputTokens()).isEqualTo(2);
    ReceivedRequest received = anthropic.only();
    assertThat(received.target()).isEqualTo("/anthropic/v1/messages");
    assertThat(received.headers().first("x-api-key")).contains(World.keyOf("anthropic"));
    assertThat(received.headers().first("anthropic-version")).isPresent();
    assertThat(received.bearer()).isEmpty();
  }

  @Test
  void theKeyIsNotTakenAsABearerToken() {
    AnthropicClient client =
        AnthropicOkHttpClient.builder()
            .baseUrl(SdkWorld.baseUrl(world, path))
            .authToken(World.CLIENT_KEY)
            .build();
    assertThat(text(client.messages().create(asking(MessageAnswers.MODEL).build())))
        .isEqualTo("Hello there");
    assertThat(anthropic.only().headers().first("x-api-key")).contains(World.keyOf("anthropic"));
  }

  @Test
  void aStreamLosesWordsOrItsUsage() {
    Message whole = stream(asking(MessageAnswers.MODEL));
    assertThat(text(whole)).isEqualTo("Hello there");
    assertThat(whole.usage().inputTokens()).isEqualTo(5);
    assertThat(whole.usage().outputTokens()).isEqualTo(2);
  }

  @Test
  void aToolCallOrItsResultIsLost() {
    anthropic.play(MessageAnswers::weatherCall);
    MessageCreateParams.Builder talk = asking(MessageAnswers.MODEL).addTool(weather());
    Message first = create(talk);
    ToolUseBlock call = first.content().getFirst().asToolUse();
    assertThat(call._input()).isEqualTo(JsonValue.from(Map.of("city", "Oslo")));
    ToolResultBlockParam result =
        ToolResultBlockParam.builder().toolUseId(call.id()).content("3 °C").build();
    talk.addMessage(first)
        .addUserMessageOfContentBlockParams(List.of(ContentBlockParam.ofToolResult(result)));
    assertThat(text(create(talk))).isEqualTo("Hello there");
    ReceivedRequest second = anthropic.await(2);
    assertThat(second.json().at("/tools/0/name").asText()).isEqualTo("get_weather");
    assertThat(second.json().at("/messages/1/content/0/id").asText()).isEqualTo("toolu_7");
    assertThat(second.text()).contains("3 °C");
  }

  @Test
  void theArgumentsOfAStreamedToolCallFallApart() {
    anthropic.play(MessageAnswers::weatherCall);
    Message whole = stream(asking(MessageAnswers.MODEL).addTool(weather()));
    assertThat(whole.content().getFirst().asToolUse()._input())
        .isEqualTo(JsonValue.from(Map.of("city", "Oslo")));
  }

  private static Tool weather() {
    Map<String, Object> city = Map.of("city", Map.of("type", "string"));
    return Tool.builder()
        .name("get_weather")
        .inputSchema(
            Tool.InputSchema.builder()
                .putAdditionalProperty("properties", JsonValue.from(city))
                .build())
        .build();
  }

  @Test
  void structuredOutputIsNotOfTheClassAskedFor() {
    anthropic.always(
        MessageAnswers.saying("{\\\"name\\\":\\\"Ada Lovelace\\\",\\\"born\\\":1815}"));
    Person person =
        settings()
            .build()
            .messages()
            .create(asking(MessageAnswers.MODEL).outputConfig(Person.class).build())
            .content()
            .getFirst()
            .asText()
            .text();
    assertThat(person).isEqualTo(new Person("Ada Lovelace", 1815));
    assertThat(anthropic.only().text()).contains("\"born\"").contains("json_schema");
  }

  @Test
  void tokensAreNotCounted() {
    anthropic.always(Answer.json("{\"input_tokens\":14}"));
    MessageCountTokensParams params =
        MessageCountTokensParams.builder().model(MessageAnswers.MODEL).addUserMessage("Hi").build();
    assertThat(settings().build().messages().countTokens(params).inputTokens()).isEqualTo(14);
    assertThat(anthropic.only().target()).isEqualTo("/anthropic/v1/messages/count_tokens");
  }

  @Test
  void theModelListIsNotInAnthropicsShape() {
    List<ModelInfo> models = settings().build().models().list().autoPager().stream().toList();
    assertThat(models).extracting(ModelInfo::id).contains(MessageAnswers.MODEL);
    assertThat(models)
        .allSatisfy(
            model -> {
              assertThat(model.displayName()).isNotBlank();
              assertThat(model.createdAt()).isNotNull();
            });
    assertThat(settings().build().models().retrieve(MessageAnswers.MODEL).id())
        .isEqualTo(MessageAnswers.MODEL);
  }

  static Stream<Arguments> upstreamFailures() {
    return Stream.of(
        Arguments.of(400, 400, BadRequestException.class),
        Arguments.of(404, 404, NotFoundException.class),
        Arguments.of(429, 429, RateLimitException.class),
        Arguments.of(500, 502, InternalServerException.class),
        Arguments.of(529, 529, InternalServerException.class),
        Arguments.of(401, 502, InternalServerException.class));
  }

  @ParameterizedTest
  @MethodSource("upstreamFailures")
  void anUpstreamFailureIsNotItsOwnException(
      int upstream, int seen, Class<? extends AnthropicServiceException> type) {
    anthropic.always(MessageAnswers.error(upstream, "it went wrong"));
    AnthropicServiceException thrown =
        failure(settings().maxRetries(0).build(), MessageAnswers.MODEL);
    assertThat(thrown).isInstanceOf(type).hasMessageContaining("it went wrong");
    assertThat(thrown.statusCode()).isEqualTo(seen);
    assertThat(thrown.requestId()).isPresent();
  }

  @Test
  void aMistakeOfTheClientIsNotItsOwnException() {
    assertThat(failure(settings().build(), "@nobody/model"))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("nobody");
    assertThat(failure(settings().apiKey("sk-somebody-else").build(), MessageAnswers.MODEL))
        .isInstanceOf(UnauthorizedException.class);
    assertThat(anthropic.requests()).isEmpty();
  }

  @Test
  void moderationIsNotToldFromABadKey() {
    anthropic.always(
        Answer.error(
            403, "not about this", "invalid_request_error", "\"content_policy_violation\""));
    assertThat(failure(settings().build(), MessageAnswers.MODEL))
        .isInstanceOf(PermissionDeniedException.class);
    assertThat(anthropic.requests()).hasSize(1);
  }

  private static AnthropicServiceException failure(AnthropicClient client, String model) {
    return catchThrowableOfType(
        AnthropicServiceException.class, () -> client.messages().create(asking(model).build()));
  }

  @Test
  void aRepeatDoesNotComeOrNotWhenTheGatewaySays() {
    Answer busy = MessageAnswers.error(529, "Overloaded").header("Retry-After", "1");
    anthropic.play(busy, busy);
    assertThat(text(create(asking(MessageAnswers.MODEL)))).isEqualTo("Hello there");
    assertThat(anthropic.requests()).hasSize(3);
    assertThat(naps.taken()).hasSize(2);
  }

  @Test
  void theSdkRepeatsWhatTheGatewayHasRepeatedAlready() {
    anthropic.always(MessageAnswers.error(503, "busy").header("Retry-After", "0"));
    AnthropicServiceException thrown = failure(settings().build(), "repeated");
    assertThat(thrown.statusCode()).isEqualTo(503);
    assertThat(anthropic.requests()).hasSize(2);
    assertThat(naps.taken()).isEmpty();
  }

  @Test
  void theUpstreamWorksOnAfterTheSdksTimeout() {
    try (World silent = start()) {
      silent.site("anthropic").always(Answer.silence());
      AnthropicClient hasty =
          settings(silent).timeout(SdkWorld.SHORT_TIMEOUT).maxRetries(0).build();
      AnthropicIoException thrown =
          catchThrowableOfType(
              AnthropicIoException.class,
              () -> hasty.messages().create(asking(MessageAnswers.MODEL).build()));
      assertThat(thrown).isNotNull();
      assertThat(silent.site("anthropic").awaitAllClosed(SdkWorld.LONGEST)).isTrue();
    }
  }

  @Test
  void aStreamThatBreaksEndsAsIfItWereWhole() {
    anthropic.always(MessageAnswers.brokenStream());
    AnthropicException thrown =
        catchThrowableOfType(AnthropicException.class, () -> stream(asking(MessageAnswers.MODEL)));
    assertThat(thrown).isNotNull();
    assertThat(anthropic.requests()).hasSize(1);
  }
}
