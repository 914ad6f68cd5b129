package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.wire.ScanResult.BadField;
import dev.arobase.wire.ScanResult.NotJson;
import dev.arobase.wire.ScanResult.Scanned;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that are no JSON, and texts that look as if they were none. */
class HostileJsonTest {

  private final RequestScanner scanner = new RequestScanner();

  // One char is one byte here, so that any byte can be written.
  private ScanResult result(String latin1) {
    byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
    return scanner.scan(bytes, bytes.length);
  }

  static Stream<String> brokenValues() {
    return Stream.of(
        // Arrays.
        "[1 true]",
        "[a\u00e5]",
        "[\"\": 1]",
        "[\"\"],",
        "[,1]",
        "[1,,2]",
        "[\"x\",,]",
        "[\"x\"]]",
        "[\"\",]",
        "[\"x\"",
        "[x",
        "[3[4]]",
        "[\u00ff]",
        "[1:2]",
        "[,]",
        "[-]",
        "[   , \"\"]",
        "[\"a\",\n4\n,1,",
        "[1,]",
        "[1,,]",
        "[\"\u000ba\"\\f]",
        "[*]",
        "[\"\"",
        "[1,",
        "[1,\n1\n,1",
        "[{}",
        "[1\u0000]",
        // Words and numbers.
        "[fals]",
        "[nul]",
        "[tru]",
        "[True]",
        "[NaN]",
        "[-NaN]",
        "[Infinity]",
        "[+Inf]",
        "[Inf]",
        "[-Infinity]",
        "[++1234]",
        "[+1]",
        "[-01]",
        "[-1.0.]",
        "[-2.]",
        "[.-1]",
        "[.2e-3]",
        "[0.1.2]",
        "[0.3e+]",
        "[0.3e]",
        "[0.e1]",
        "[0E+]",
        "[0E]",
        "[0e+]",
        "[0e]",
        "[1.0e+]",
        "[1.0e-]",
        "[1.0e]",
        "[1 000.0]",
        "[1eE2]",
        "[2.e+3]",
        "[2.e-3]",
        "[2.e3]",
        "[9.e+]",
        "[1+2]",
        "[0x1]",
        "[0x42]",
        "[0e+-1]",
        "[-foo]",
        "[- 1]",
        "[-012]",
        "[-.123]",
        "[1ea]",
        "[1.]",
        "[.123]",
        "[1.2a-3]",
        "[1.8011670033376514H-308]",
        "[012]",
        "[- ]",
        "[1_000]",
        "[\u00ef\u00bc\u0091]",
        "[123\u00e5]",
        "[1e1\u00e5]",
        "[0\u00e5]",
        "[-1x]",
        "[0b1]",
        "[1f]",
        // Objects.
        "[\"x\", truth]",
        "{\"x\", null}",
        "{\"x\"::\"b\"}",
        "{\u00f0\u009f\u0087\u00a8}",
        "{\"a\":\"a\" 123}",
        "{key: 'value'}",
        "{[: \"x\"}",
        "{\"a\" b}",
        "{:\"b\"}",
        "{\"a\" \"b\"}",
        "{\"a\":",
        "{\"a\"",
        "{1:1}",
        "{9999E9999:1}",
        "{null:null,null:null}",
        "{\"id\":0,,,,,}",
        "{'a':0}",
        "{\"id\":0,}",
        "{\"a\":\"b\"}/**/",
        "{\"a\":\"b\"}/**//",
        "{\"a\":\"b\"}//",
        "{\"a\":\"b\"}/",
        "{\"a\":\"b\",,\"c\":\"d\"}",
        "{a: \"b\"}",
        "{\"a\":\"a",
        "{ \"foo\" : \"bar\", \"a\" }",
        "{\"a\":\"b\"}#",
        "{\"\u00b9\":\"0\",}",
        "{\"a\":1 \"b\":2}",
        // Strings.
        "[\"\\uD800\\\"]",
        "[\"\\uD800\\u\"]",
        "[\"\\uD800\\u1\"]",
        "[\"\\uD800\\u1x\"]",
        "[\u00e9]",
        "[\"\\\u0000\"]",
        "[\"\\x00\"]",
        "[\"\\\\\\\"]",
        "[\"\\\t\"]",
        "[\"\\\u00f0\u009f\u008c\u0080\"]",
        "[\"\\\"]",
        "[\"\\u00A\"]",
        "[\"\\uD834\\uDd\"]",
        "[\"\\uD800\\uD800\\x\"]",
        "[\"\\u\u00e5\"]",
        "[\"\\a\"]",
        "[\"\\uqqqq\"]",
        "[\"\\\u00e5\"]",
        "[\\u0020\"asd\"]",
        "[\\n]",
        "\"",
        "['single quote']",
        "abc",
        "[\"\\",
        "[\"a\u0000a\"]",
        "[\"new\nline\"]",
        "[\"\t\"]",
        "[\"\u001f\"]",
        "\"\\UA66D\"",
        "\"\"x",
        "[\"a\u007f\", \"\u0019\"]",
        // Structure.
        "<.>",
        "[<null>]",
        "[1]x",
        "[1]]",
        "[\"asd]",
        "a\u00e5",
        "[True]",
        "1]",
        "{\"x\": true,",
        "[][]",
        "]",
        "\u00ef\u00bb{}",
        "\u00e5",
        "[",
        "2@",
        "{}}",
        "{\"\":",
        "{\"a\":/*comment*/\"b\"}",
        "{\"a\": true} \"x\"",
        "['",
        "[,",
        "[{",
        "[\"a",
        "[\"a\"",
        "{",
        "{]",
        "{,",
        "{[",
        "{\"a",
        "{'a'",
        "[\"\\{[\"\\{[\"\\{[\"\\{",
        "*",
        "{\"a\":\"b\"}#{}",
        "[\\u000A\"\"]",
        "[1",
        "[ false, nul",
        "[ true, fals",
        "[ false, tru",
        "{\"asd\":\"asd\"",
        "[\u00e2\u0081\u00a0",
        "[\f]",
        "\u000b[]",
        "\u00a0[]",
        "[1]\u0085",
        "[\u000c1]",
        "{\"a\":1}\u0000");
  }

  static Stream<String> broken() {
    return Stream.of(
            brokenValues(),
            brokenValues().map(value -> "{\"model\":\"m\",\"x\":" + value + ","),
            Stream.of("", " ", "\n", "{\"x\":[1}", "{\"x\":{]}"))
        .flatMap(texts -> texts);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsNotJsonIsRefused(String text) {
    assertThat(result(text)).isInstanceOf(NotJson.class);
  }

  static Stream<String> badEncodings() {
    return Stream.of(
        // A lone continuation byte, overlong forms, surrogates, beyond Unicode, cut short.
        "\u0080",
        "\u00c0\u00af",
        "\u00c1\u00bf",
        "\u00e0\u0080\u00af",
        "\u00e0\u009f\u00bf",
        "\u00f0\u0080\u0080\u00af",
        "\u00f0\u008f\u00bf\u00bf",
        "\u00ed\u00a0\u0080",
        "\u00ed\u00bf\u00bf",
        "\u00f4\u0090\u0080\u0080",
        "\u00f5\u0080\u0080\u0080",
        "\u00f8\u0088\u0080\u0080\u0080",
        "\u00fc\u0083\u00bf\u00bf\u00bf\u00bf",
        "\u00fe",
        "\u00ff",
        "\u00e2\u0082",
        "\u00c3",
        "\u00f0\u009f\u0098",
        "\u00e2\u0082\u0080\u0080",
        "\u00c3\u00c3");
  }

  @ParameterizedTest
  @MethodSource("badEncodings")
  void whatIsNotUtf8IsRefusedInTextsAndNames(String bytes) {
    assertThat(result("{\"model\":\"m\",\"x\":\"aaaaaaaaaaaa" + bytes + "\"}"))
        .isInstanceOf(NotJson.class);
    assertThat(result("{\"model\":\"m\",\"" + bytes + "\":1}")).isInstanceOf(NotJson.class);
  }

  static Stream<String> foreignEncodings() {
    return Stream.of(
        "\u00ef\u00bb\u00bf{\"model\":\"m\"}",
        "\u00ef\u00bb\u00bf",
        "\u00ff\u00fe{\u0000}\u0000",
        "\u00fe\u00ff\u0000{\u0000}",
        "{\u0000}\u0000",
        "\u0000{\u0000}",
        "\u0000\u0000\u0000{\u0000\u0000\u0000}",
        "{\u0000\u0000\u0000}\u0000\u0000\u0000",
        "[\u0000]\u0000");
  }

  @ParameterizedTest
  @MethodSource("foreignEncodings")
  void marksAndOtherEncodingsAreRefusedAndNeverGuessed(String bytes) {
    assertThat(result(bytes)).isInstanceOf(NotJson.class);
  }

  static Stream<String> goodValues() {
    return Stream.of(
        "[[]   ]",
        "[\"\"]",
        "[]",
        "[\"a\"]",
        "[false]",
        "[null, 1, \"1\", {}]",
        "[null]",
        "[1\n]",
        " [1]",
        "[1,null,null,null,2]",
        "[2] ",
        "[123e65]",
        "[0e+1]",
        "[0e1]",
        "[ 4]",
        "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]",
        "[20e1]",
        "[-0]",
        "[-123]",
        "[-1]",
        "[1E22]",
        "[1E-2]",
        "[1E+2]",
        "[123e45]",
        "[123.456e78]",
        "[1e-2]",
        "[1e+2]",
        "[123]",
        "[123.456789]",
        "[1e400]",
        "[-1e400]",
        "[1e-999999]",
        "[12345678901234567890]",
        "[0.1e00000000001]",
        "{\"asd\":\"sdf\", \"dfg\":\"fgh\"}",
        "{\"asd\":\"sdf\"}",
        "{\"a\":\"b\",\"a\":\"c\"}",
        "{\"a\":\"b\",\"a\":\"b\"}",
        "{}",
        "{\"\":0}",
        "{\"foo\\u0000bar\": 42}",
        "{ \"min\": -1.0e+28, \"max\": 1.0e+28 }",
        "{\"x\":[{\"id\": \"xx\"}], \"id\": \"yy\"}",
        "{\"a\":[]}",
        "{\"title\":\"\\u041f\\u043e\" }",
        "{\n\"a\": \"b\"\n}",
        "[\"\\u0060\\u012a\\u12AB\"]",
        "[\"\\uD801\\udc37\"]",
        "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]",
        "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
        "[\"\\\\u0000\"]",
        "[\"\\\"\"]",
        "[\"a/*b*/c/*d//e\"]",
        "[\"\\\\a\"]",
        "[\"\\\\n\"]",
        "[\"\\u0012\"]",
        "[\"\\uFFFF\"]",
        "[\"asd\"]",
        "[ \"asd\"]",
        "[\"\\uDBFF\\uDFFF\"]",
        "[\"new\\u00A0line\"]",
        "[\"\\u0000\"]",
        "[\"\\u002c\"]",
        "[\"\u00cf\u0080\"]",
        "[\"\u00f0\u009b\u00bf\u00bf\"]",
        "[\"asd \"]",
        "\" \"",
        "[\"\\uD834\\uDd1e\"]",
        "[\"\\u0821\"]",
        "[\"\\u0123\"]",
        "[\"\u00e2\u0080\u00a8\"]",
        "[\"\u00e2\u0080\u00a9\"]",
        "[\"\\u0061\\u30af\"]",
        "[\"new\\u000Aline\"]",
        "[\"\u007f\"]",
        "[\"\\uA66D\"]",
        "[\"\\u005C\"]",
        "[\"\\u0022\"]",
        "[\"\\uDBFF\\uDFFE\"]",
        "[\"\\u200B\"]",
        "[\"\\u2064\"]",
        "[\"\\uFDD0\"]",
        "[\"\\uFFFE\"]",
        "[\"\u00e2\u0082\u00ac\u00f0\u009d\u0084\u009e\"]",
        "[\"a\u007fa\"]",
        "false",
        "42",
        "-0.1",
        "null",
        "\"asd\"",
        "true",
        "\"\"",
        "[\"a\"]\n",
        "[true]",
        " [] ",
        // Odd, and left to whoever reads it.
        "[\"\\uD800\"]",
        "[\"\\uDd1ea\"]",
        "[\"\\uD800\\uD800\\n\"]",
        "[\"\\uDC00\\uD800\"]",
        "[1.0e99999999999999999999]",
        "[" + "9".repeat(5000) + "]",
        "{\"" + "n".repeat(70_000) + "\":1}");
  }

  @ParameterizedTest
  @MethodSource("goodValues")
  void whatIsOddButLegalPasses(String value) {
    String body = "{\"model\":\"m\",\"x\":" + value + "}";
    ScanResult result = result(body);
    assertThat(result).isInstanceOf(Scanned.class);
    Member member = ((Scanned) result).scan().member("x").orElseThrow();
    assertThat(body.substring(member.value().start(), member.value().end()))
        .isEqualTo(value.strip());
  }

  @ParameterizedTest
  @MethodSource("goodValues")
  void onlyAnObjectIsARequest(String value) {
    ScanResult result = result(value);
    if (value.strip().startsWith("{")) {
      assertThat(result).isInstanceOf(Scanned.class);
    } else {
      assertThat(result).isEqualTo(new BadField("", "the body must be a JSON object"));
    }
  }
}
