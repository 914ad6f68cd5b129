package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.wire.ScanResult.Scanned;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyEditsTest {

  private static EditedBody edited(String body, UnaryOperator<BodyEdits> edits) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ScanResult result = new RequestScanner().scan(bytes, bytes.length);
    RequestScan scan = ((Scanned) result).scan();
    return edits.apply(new BodyEdits(bytes, bytes.length, scan)).apply();
  }

  private static String body(String body, UnaryOperator<BodyEdits> edits) {
    return edited(body, edits).body().toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"x\":1}|{}",
        "{ \"x\" : 1 }|{  }",
        "{\"x\":1,\"a\":2}|{\"a\":2}",
        "{ \"x\":1 , \"a\":2}|{ \"a\":2}",
        "{\"a\":2,\"x\":1}|{\"a\":2}",
        "{\"a\":2 , \"x\": 1 }|{\"a\":2 }",
        "{\"a\":2,\"x\":1,\"b\":3}|{\"a\":2,\"b\":3}",
        "{\"a\":2,\"x\":1,\"x\":[],\"b\":3}|{\"a\":2,\"b\":3}",
        "{\"x\":1,\"x\":2,\"a\":3,\"x\":4}|{\"a\":3}",
        "{\"x\":1,\"a\":3,\"x\":4,\"b\":5,\"x\":6}|{\"a\":3,\"b\":5}",
        "{\"x\":1,\"x\":2}|{}",
      })
  void aCutTakesTheRightComma(String before, String after) {
    assertThat(body(before, edits -> edits.cut("x"))).isEqualTo(after);
  }

  @Test
  void theModelIsReplacedAndAllElseStays() {
    String before = "{ \"a\":1e400,\"model\" : \"old\" , \"b\":12345678901234567890}";
    EditedBody edited = edited(before, edits -> edits.model("Qwen/\"Q\"\n\\3"));
    assertThat(edited.body().toString())
        .isEqualTo(
            "{ \"a\":1e400,\"model\" : \"Qwen/\\\"Q\\\"\\u000a\\\\3\" ,"
                + " \"b\":12345678901234567890}");
    assertThat(edited.edits()).containsExactly("model");
  }

  @Test
  void theSameModelIsNoEdit() {
    String before = "{\"model\":\"a\\/b\"}";
    EditedBody edited = edited(before, edits -> edits.model("a/b"));
    assertThat(edited.body().toString()).isEqualTo(before);
    assertThat(edited.edits()).isEmpty();
  }

  @Test
  void halfOfAPairInAModelIsWrittenAsAnEscape() {
    assertThat(body("{\"model\":\"x\"}", edits -> edits.model("a\ud800b")))
        .isEqualTo("{\"model\":\"a\\ud800b\"}");
  }

  @Test
  void aMissingModelIsPutIn() {
    assertThat(body("{}", edits -> edits.model("m"))).isEqualTo("{\"model\":\"m\"}");
    assertThat(body("{\"a\":1 }", edits -> edits.model("m")))
        .isEqualTo("{\"a\":1,\"model\":\"m\" }");
    assertThat(body("{\"portkey_x\":1}", edits -> edits.model("m").cutGatewayFields(false)))
        .isEqualTo("{\"model\":\"m\"}");
  }

  @Test
  void gatewayFieldsAreCutForEveryUpstream() {
    String before =
        "{\"model\":\"m\",\"provider\":\"portkey\",\"portkey_provider\":\"p\",\"messages\":[],"
            + "\"portkey_virtual_key\":\"k\"}";
    EditedBody edited = edited(before, edits -> edits.cutGatewayFields(true));
    assertThat(edited.body().toString()).isEqualTo("{\"model\":\"m\",\"messages\":[]}");
    assertThat(edited.edits())
        .containsExactly("-provider", "-portkey_provider", "-portkey_virtual_key");
    assertThat(body("{\"provider\":[\"a\"],\"b\":1}", edits -> edits.cutGatewayFields(true)))
        .isEqualTo("{\"b\":1}");
  }

  @Test
  void openRoutersOwnFieldsReachOnlyOpenRouter() {
    String before =
        "{\"provider\":{\"order\":[]},\"models\":[\"a\"],\"route\":\"fallback\",\"transforms\":[],"
            + "\"plugins\":[],\"session_id\":\"s\",\"usage\":{\"include\":true},\"n\":1}";
    assertThat(body(before, edits -> edits.cutGatewayFields(true))).isEqualTo(before);
    assertThat(body(before, edits -> edits.cutGatewayFields(false))).isEqualTo("{\"n\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1}|{\"a\":1,\"stream_options\":{\"include_usage\":true}}",
        "{}|{\"stream_options\":{\"include_usage\":true}}",
        "{\"stream_options\":{ }}|{\"stream_options\":{\"include_usage\":true }}",
        "{\"stream_options\":{\"x\":1}}|{\"stream_options\":{\"include_usage\":true,\"x\":1}}",
        "{\"stream_options\":{\"include_usage\": false}}|{\"stream_options\":{\"include_usage\":"
            + " true}}",
        "{\"stream_options\":{\"include_usage\":null}}|{\"stream_options\":{\"include_usage\":true}}",
        "{\"stream_options\":null}|{\"stream_options\":{\"include_usage\":true}}",
        "{\"stream_options\":{\"include_usage\":true}}|{\"stream_options\":{\"include_usage\":true}}",
        "{\"stream_options\":\"odd\"}|{\"stream_options\":\"odd\"}",
      })
  void usageIsAskedForWhereItIsNotYet(String before, String after) {
    EditedBody edited = edited(before, BodyEdits::includeUsage);
    assertThat(edited.body().toString()).isEqualTo(after);
    assertThat(edited.edits().isEmpty()).isEqualTo(before.equals(after));
  }

  @Test
  void parametersAreReplacedOrPutIn() {
    byte[] value = "[0.20]".getBytes(StandardCharsets.UTF_8);
    assertThat(body("{\"t\":1 ,\"t\" : {}}", edits -> edits.set("t", value)))
        .isEqualTo("{\"t\":[0.20] ,\"t\" : [0.20]}");
    EditedBody edited = edited("{\"a\":\"b\"}", edits -> edits.set("t", value).model("m"));
    assertThat(edited.body().toString()).isEqualTo("{\"a\":\"b\",\"model\":\"m\",\"t\":[0.20]}");
    assertThat(edited.edits()).containsExactly("+model", "+t");
    assertThat(body("{\"t\":1}", edits -> edits.cut("t").set("t", value)))
        .isEqualTo("{\"t\":[0.20]}");
    assertThat(body("{\"t\":1}", edits -> edits.set("t", value).cut("t"))).isEqualTo("{}");
  }

  @Test
  void aKeyIsRenamedUnlessTheOtherIsThere() {
    EditedBody edited =
        edited(
            "{\"max_tokens\" : 5}", edits -> edits.rename("max_tokens", "max_completion_tokens"));
    assertThat(edited.body().toString()).isEqualTo("{\"max_completion_tokens\" : 5}");
    assertThat(edited.edits()).containsExactly("max_tokens->max_completion_tokens");
    String both = "{\"max_tokens\":5,\"max_completion_tokens\":6}";
    assertThat(body(both, edits -> edits.rename("max_tokens", "max_completion_tokens")))
        .isEqualTo(both);
  }

  @Test
  void aClientCannotWriteIntoAHeaderByAName() {
    EditedBody edited =
        edited("{\"portkey_\\r\\nx: é\":1}", edits -> edits.cutGatewayFields(false));
    assertThat(edited.edits()).containsExactly("-portkey_??x???");
  }
}
