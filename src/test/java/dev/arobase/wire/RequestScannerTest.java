package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.wire.ScanResult.BadField;
import dev.arobase.wire.ScanResult.NotJson;
import dev.arobase.wire.ScanResult.Scanned;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestScannerTest {

  private final RequestScanner scanner = new RequestScanner();

  private ScanResult result(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return scanner.scan(bytes, bytes.length);
  }

  private RequestScan scan(String body) {
    assertThat(result(body)).isInstanceOf(Scanned.class);
    return ((Scanned) result(body)).scan();
  }

  private static String at(String body, ByteRange range) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new String(bytes, range.start(), range.length(), StandardCharsets.UTF_8);
  }

  @Test
  void theModelIsDecodedAndItsPlaceIsKnown() {
    String body = "{ \"é\" : \"x\" ,\n \"model\"\t: \"a\\u002fb\\\"c\" , \"stream\":true}";
    RequestScan scan = scan(body);
    assertThat(scan.model().orElseThrow().text()).isEqualTo("a/b\"c");
    assertThat(at(body, scan.model().orElseThrow().value())).isEqualTo("\"a\\u002fb\\\"c\"");
    assertThat(scan.stream()).isTrue();
  }

  @Test
  void nullIsAModelWithoutAName() {
    String body = "{\"model\" : null ,\"stream\":true}";
    RequestScan scan = scan(body);
    assertThat(scan.model().orElseThrow().text()).isEmpty();
    assertThat(at(body, scan.model().orElseThrow().value())).isEqualTo("null");
    assertThat(result("{\"model\":null,\"model\":\"a\"}")).isInstanceOf(BadField.class);
  }

  @Test
  void aNameSpelledWithEscapesIsTheSameName() {
    assertThat(scan("{\"mod\\u0065l\":\"m\"}").model().orElseThrow().text()).isEqualTo("m");
    assertThat(result("{\"mod\\u0065l\":\"m\",\"model\":\"n\"}")).isInstanceOf(BadField.class);
  }

  @Test
  void onlyTheFirstBytesOfALargerArrayCount() {
    byte[] bytes = "{\"model\":\"m\"}garbage".getBytes(StandardCharsets.UTF_8);
    assertThat(scanner.scan(bytes, 13)).isInstanceOf(Scanned.class);
    assertThat(scanner.scan(bytes, 14)).isInstanceOf(NotJson.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model",
        "stream",
        "provider",
        "portkey_provider",
        "models",
        "stream_options",
        "store",
        "background",
        "user",
        "metadata",
        "prompt_cache_key",
        "portkey_virtual_key",
        "max_tokens"
      })
  void aMemberThatDecidesSomethingMustNotStandTwice(String name) {
    String body = "{\"" + name + "\":null,\"" + name + "\":null,\"messages\":[]}";
    if (name.equals("model")) {
      body = "{\"model\":\"a\",\"model\":\"b\"}";
    }
    assertThat(result(body)).isEqualTo(new BadField(name, "`" + name + "` stands twice"));
  }

  @Test
  void anyOtherMemberMayStandTwice() {
    RequestScan scan =
        scan("{\"temperature\":1,\"temperature\":2,\"a\":{\"model\":1,\"model\":2}}");
    assertThat(scan.members())
        .extracting(Member::name)
        .containsExactly("temperature", "temperature", "a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"model\":1}|model",
        "{\"model\":[\"a\"]}|model",
        "{\"model\":{\"a\":[1]}}|model",
        "{\"provider\":3}|provider",
        "{\"provider\":true}|provider",
        "{\"provider\":[1,\"a\"]}|provider",
        "{\"provider\":[[\"a\"]]}|provider",
        "{\"portkey_provider\":{}}|portkey_provider",
        "{\"models\":\"a\"}|models",
        "{\"models\":[{}]}|models",
        "{\"stream\":\"yes\"}|stream",
        "{\"stream\":[true]}|stream",
      })
  void aMemberOfTheWrongTypeIsNamed(String body, String name) {
    assertThat(result(body)).isInstanceOf(BadField.class);
    assertThat(((BadField) result(body)).name()).isEqualTo(name);
  }

  @Test
  void brokenJsonIsSaidBeforeAWrongMember() {
    assertThat(result("{\"model\":1,}")).isInstanceOf(NotJson.class);
  }

  @Test
  void theProviderFieldMeansFourThings() {
    assertThat(scan("{}").provider()).isEqualTo(ProviderField.NONE);
    assertThat(scan("{\"provider\":null}").provider()).isEqualTo(ProviderField.NONE);
    assertThat(scan("{\"provider\":\" \"}").provider()).isEqualTo(ProviderField.NONE);
    assertThat(scan("{\"provider\":[]}").provider()).isEqualTo(ProviderField.NONE);
    assertThat(scan("{\"provider\":\"Portkey\"}").provider()).isEqualTo(ProviderField.PORTKEY);
    assertThat(scan("{\"provider\":\"Groq\"}").provider())
        .isEqualTo(new ProviderField.Names(List.of("Groq")));
    assertThat(scan("{\"provider\":[\"a\",\"b\"]}").provider())
        .isEqualTo(new ProviderField.Names(List.of("a", "b")));
    String body = "{\"provider\": {\"order\":[\"a\"]} ,\"x\":1}";
    ProviderField field = scan(body).provider();
    assertThat(field).isInstanceOf(ProviderField.OpenRouterObject.class);
    assertThat(at(body, ((ProviderField.OpenRouterObject) field).range()))
        .isEqualTo("{\"order\":[\"a\"]}");
  }

  @Test
  void whatTellsConversationsApartIsRead() {
    ConversationKeys keys =
        scan("{\"user\":\"u\",\"metadata\":{\"a\":[1],\"user_id\":\"m\"},\"prompt_cache_key\":\"p\"}")
            .conversation();
    assertThat(keys.user()).contains("u");
    assertThat(keys.metadataUserId()).contains("m");
    assertThat(keys.promptCacheKey()).contains("p");
    assertThat(scan("{\"user\":{\"x\":1},\"metadata\":[1]}").conversation())
        .isEqualTo(ConversationKeys.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}|TOOLS",
        "{\"functions\":[{\"name\":\"f\"}]}|TOOLS",
        "{\"response_format\":{\"type\":\"json_object\"}}|RESPONSE_FORMAT",
        "{\"text\":{\"format\":{\"type\":\"json_schema\",\"schema\":{}}}}|RESPONSE_FORMAT",
        "{\"messages\":[{\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}}]}]}|VISION",
        "{\"input\":[{\"content\":[{\"type\":\"input_image\",\"file_id\":\"f\"}]}]}|VISION",
        "{\"messages\":[{\"content\":[{\"type\":\"image\",\"source\":{}}]}]}|VISION",
      })
  void wantedFeaturesAreSeen(String body, Feature feature) {
    assertThat(scan(body).features()).containsExactly(feature);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tools\":[]}",
        "{\"tools\":null}",
        "{\"response_format\":null}",
        "{\"response_format\":{\"type\":\"text\"}}",
        "{\"text\":{\"format\":{\"type\":\"text\"}}}",
        "{\"messages\":[{\"content\":\"image_url\"}]}",
        "{\"image_url\":1}"
      })
  void aFeatureThatIsNotWantedIsNotSeen(String body) {
    assertThat(scan(body).features()).isEmpty();
  }

  @Test
  void textIsCountedDecodedAndDataIsNot() {
    assertThat(scan("{\"messages\":[{\"role\":\"\",\"content\":\"abc\"}]}").textBytes())
        .isEqualTo(3);
    assertThat(scan("{\"prompt\":\"\\u00e9\\n\\ud83d\\ude00\\u20ac\"}").textBytes())
        .isEqualTo(2 + 1 + 4 + 3);
    assertThat(scan("{\"prompt\":\"é😀\"}").textBytes()).isEqualTo(6);
    String image = "{\"url\":\"data:" + "A".repeat(1000) + "\"}";
    assertThat(scan("{\"messages\":[{\"image_url\":" + image + "}]}").textBytes()).isZero();
    assertThat(scan("{\"prompt\":\"abcde\"}").estimatedTokens()).isEqualTo(2);
  }

  @Test
  void streamOptionsAndFlagsAreRead() {
    String body =
        "{\"stream_options\": { \"a\":1, \"include_usage\" : false },\"store\":true,"
            + "\"background\":true,\"max_completion_tokens\":7}";
    RequestScan scan = scan(body);
    assertThat(scan.includeUsage()).isFalse();
    assertThat(at(body, scan.includeUsageValue().orElseThrow())).isEqualTo("false");
    assertThat(at(body, scan.streamOptions().orElseThrow()))
        .isEqualTo("{ \"a\":1, \"include_usage\" : false }");
    assertThat(scan.store()).isTrue();
    assertThat(scan.background()).isTrue();
    assertThat(scan.maxTokens()).hasValue(7);
    assertThat(scan("{\"max_tokens\":99999999999999999999}").maxTokens()).isEmpty();
    assertThat(scan("{\"stream_options\":{\"include_usage\":true}}").includeUsage()).isTrue();
  }

  @Test
  void aCommentIsRefusedWithItsPlaceAndWithoutTheParsersAdvice() {
    assertThat(result("{\n  \"model\": \"m\",\n  // a comment\n  \"stream\": true\n}"))
        .isEqualTo(new NotJson("Unexpected character ('/' (code 47))", 3, 3));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 1, 2", "9, 1, 10"})
  void aBodyThatEndsEarlySaysWhere(int length, int line, int column) {
    byte[] bytes = "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8);
    ScanResult result = scanner.scan(bytes, length);
    assertThat(result).isInstanceOf(NotJson.class);
    assertThat(((NotJson) result).line()).isEqualTo(line);
    assertThat(((NotJson) result).column()).isEqualTo(column);
  }

  @Test
  void depthIsBoundedAndNothingRecurses() {
    assertThat(scan("{\"a\":" + "[".repeat(511) + "]".repeat(511) + "}").members()).hasSize(1);
    assertThat(result("{\"a\":" + "[".repeat(512) + "]".repeat(512) + "}"))
        .isInstanceOf(NotJson.class);
    byte[] brackets = new byte[32 * 1024 * 1024];
    Arrays.fill(brackets, (byte) '[');
    assertThat(scanner.scan(brackets, brackets.length))
        .isEqualTo(new NotJson("nested deeper than 512 levels", 1, 514));
  }

  @Test
  void everyMembersPlaceIsExact() {
    String body = "{\"a\" : -1.5e400 ,\"b\":[1, 2 ] , \"c\":null,\"d\":\"\\\\\" , \"e\" :true }";
    RequestScan scan = scan(body);
    assertThat(scan.members())
        .extracting(member -> at(body, member.value()))
        .containsExactly("-1.5e400", "[1, 2 ]", "null", "\"\\\\\"", "true");
    assertThat(at(body, scan.object())).isEqualTo(body);
  }

  @Test
  void namesThatCollideDoNotCrashIt() {
    StringBuilder body = new StringBuilder("{");
    for (int i = 0; i < 50_000; i++) {
      body.append('"').append("k").append(i).append("\":1,");
    }
    assertThat(scan(body.append("\"model\":\"m\"}").toString()).model()).isPresent();
  }
}
