package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerScannerTest {

  private static AnswerScanner scan(String answer) {
    AnswerScanner scanner = new AnswerScanner();
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    scanner.feed(bytes, 0, bytes.length);
    return scanner;
  }

  private static String raw(AnswerScanner scanner, String member) {
    return scanner
        .raw(member)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " {\"a\":[1,{\"b\":null}],\"c\":\"]}\\\"\"}\n",
        "[]",
        "[1,2]",
        "12",
        "true",
        "\"a\\\\\"",
        "{\"\":{}}",
        "[[],{}]"
      })
  void aWholeValueIsComplete(String answer) {
    assertThat(scan(answer).isComplete()).isTrue();
    assertThat(scan(answer).isBroken()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "[",
        "[1",
        "[1,",
        "\"a",
        "\"a\\\"",
        "{\"a\":\"}",
        "{\"a\":[}"
      })
  void aCutOneIsNot(String answer) {
    assertThat(scan(answer).isComplete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "{]",
        "[}",
        "{\"a\":1]",
        "[1}",
        "{1:2}",
        "{,}",
        "[,]",
        "{\"a\" 1}",
        "{}{}",
        "{}x",
        "[1 2]",
        "}",
        "{\"a\":1,}",
        "{\"a\":}"
      })
  void whatCannotBeJsonIsBroken(String answer) {
    assertThat(scan(answer).isBroken()).isTrue();
    assertThat(scan(answer).isComplete()).isFalse();
  }

  @Test
  void membersOfTheTopLevelAreKeptAndNoOthers() {
    AnswerScanner scanner =
        scan(
            "{\"choices\":[{\"usage\":{\"total_tokens\":9},\"model\":\"no\"}], \"model\" :"
                + " \"a\\u002fb\" ,\"object\":\"chat.completion\",\"usage\" :{ \"cost\":0.00000181,"
                + " \"x\":[1]} ,\"error\":null}");
    assertThat(scanner.model()).contains("a/b");
    assertThat(scanner.object()).contains("chat.completion");
    assertThat(raw(scanner, "usage")).isEqualTo("{ \"cost\":0.00000181, \"x\":[1]}");
    assertThat(raw(scanner, "error")).isEqualTo("null");
    assertThat(scanner.usage().orElseThrow().reportedCost()).contains(new BigDecimal("0.00000181"));
  }

  @Test
  void numbersAndWordsAreKeptUpToTheirLastByte() {
    assertThat(raw(scan("{\"error\":12}"), "error")).isEqualTo("12");
    assertThat(raw(scan("{\"error\":true ,\"a\":1}"), "error")).isEqualTo("true");
    assertThat(raw(scan("{\"error\":1e5,\"usage\":2}"), "usage")).isEqualTo("2");
  }

  @Test
  void aListHasNoMembers() {
    assertThat(raw(scan("[\"usage\",{\"usage\":1}]"), "usage")).isEqualTo("none");
  }

  @Test
  void aNameWithAKeptOneInItIsAnother() {
    assertThat(raw(scan("{\"usages\":1,\"xusage\":2,\"usage0123456789abcdef\":3}"), "usage"))
        .isEqualTo("none");
  }

  @Test
  void whatIsTooLongIsNotKept() {
    AnswerScanner scanner =
        scan("{\"error\":\"" + "a".repeat(70_000) + "\",\"usage\":{\"total_tokens\":1}}");
    assertThat(raw(scanner, "error")).isEqualTo("none");
    assertThat(scanner.usage()).isPresent();
    assertThat(scanner.isComplete()).isTrue();
  }

  @Test
  void depthIsBounded() {
    assertThat(scan("[".repeat(1024) + "]".repeat(1024)).isComplete()).isTrue();
    assertThat(scan("[".repeat(1025)).isBroken()).isTrue();
  }

  @Property
  void howTheBytesAreSplitChangesNothing(
      @ForAll("answers") String answer, @ForAll("sizes") List<Integer> sizes) {
    AnswerScanner whole = scan(answer);
    AnswerScanner split = new AnswerScanner();
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    int from = 0;
    for (int turn = 0; from < bytes.length; turn++) {
      int to = Math.min(bytes.length, from + sizes.get(turn % sizes.size()));
      split.feed(bytes, from, to);
      from = to;
    }
    assertThat(split.isComplete()).isEqualTo(whole.isComplete());
    assertThat(split.isBroken()).isEqualTo(whole.isBroken());
    for (String member : List.of("usage", "error", "model", "object", "detail", "message")) {
      assertThat(raw(split, member)).isEqualTo(raw(whole, member));
    }
  }

  @Provide
  Arbitrary<String> answers() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"usage\":",
            "\"model\":\"m\"",
            "\"error\":",
            "{\"a\":[1,{}]}",
            "\\",
            "é",
            "12",
            "null",
            " ",
            "{\"usage\":{\"total_tokens\":3},")
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<List<Integer>> sizes() {
    return Arbitraries.integers().between(1, 7).list().ofMinSize(1).ofMaxSize(6);
  }
}
