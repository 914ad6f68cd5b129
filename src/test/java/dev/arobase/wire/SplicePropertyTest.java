package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.wire.ScanResult.Scanned;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SplicePropertyTest {

  /** A member as it is written: name, white space, value. */
  record Written(String name, String space, String value) {
    String text() {
      return space + "\"" + name + "\"" + space + ":" + space + value + space;
    }
  }

  private static RequestScan scan(byte[] body) {
    return ((Scanned) new RequestScanner().scan(body, body.length)).scan();
  }

  @Property(tries = 300)
  void onlyTheEditedMembersDiffer(
      @ForAll("members") List<Written> written, @ForAll("models") String model) {
    byte[] before = object(written).getBytes(StandardCharsets.UTF_8);
    byte[] after =
        new BodyEdits(before, before.length, scan(before))
            .cutGatewayFields(false)
            .model(model)
            .includeUsage()
            .apply()
            .body()
            .getBytes();

    List<String> expected = new ArrayList<>();
    for (Written member : written) {
      if (!member.name().equals("provider") && !member.name().startsWith("portkey_")) {
        boolean isModel = member.name().equals("model");
        expected.add(member.name() + "=" + (isModel ? "*" : member.value()));
      }
    }
    boolean hadModel = written.stream().anyMatch(member -> member.name().equals("model"));
    if (!hadModel) {
      expected.add("model=*");
    }
    expected.add("stream_options={\"include_usage\":true}");

    RequestScan scanned = scan(after);
    List<String> found = new ArrayList<>();
    for (Member member : scanned.members()) {
      ByteRange range = member.value();
      String value = new String(after, range.start(), range.length(), StandardCharsets.UTF_8);
      found.add(member.name() + "=" + (member.name().equals("model") ? "*" : value));
    }
    assertThat(found).isEqualTo(expected);
    assertThat(scanned.model().orElseThrow().text()).isEqualTo(model);
  }

  @Property(tries = 300)
  void withoutEditsNothingChanges(@ForAll("members") List<Written> written) {
    byte[] before = object(written).getBytes(StandardCharsets.UTF_8);
    EditedBody edited = new BodyEdits(before, before.length, scan(before)).apply();
    assertThat(edited.body().getBytes()).isEqualTo(before);
    assertThat(edited.edits()).isEmpty();
  }

  @Property(tries = 300)
  void aReplacedModelLeavesEveryOtherByte(@ForAll("members") List<Written> written) {
    List<Written> withModel = new ArrayList<>(written);
    withModel.removeIf(member -> member.name().equals("model"));
    withModel.add(withModel.size() / 2, new Written("model", " ", "\"MARK\""));
    String before = object(withModel);
    byte[] bytes = before.getBytes(StandardCharsets.UTF_8);
    String after =
        new BodyEdits(bytes, bytes.length, scan(bytes)).model("other").apply().body().toString();
    assertThat(after).isEqualTo(before.replace("\"MARK\"", "\"other\""));
  }

  private static String object(List<Written> written) {
    return "{" + String.join(",", written.stream().map(Written::text).toList()) + "}";
  }

  @Provide
  Arbitrary<String> models() {
    return Arbitraries.of("m", "Qwen/Qwen3-Max", "a\"b\\c\n", "é😀", "x\ud800", "@cf/a:b*");
  }

  @Provide
  Arbitrary<List<Written>> members() {
    Arbitrary<Written> free =
        Combinators.combine(Arbitraries.of("a", "é", "temperature", ""), spaces(), values())
            .as(Written::new);
    Arbitrary<Written> provider =
        Combinators.combine(
                Arbitraries.just("provider"),
                spaces(),
                Arbitraries.of("null", "\"p\"", "[\"p\", \"q\"]", "{\"order\":[\"x\"]}"))
            .as(Written::new);
    Arbitrary<Written> portkey =
        Combinators.combine(Arbitraries.of("portkey_a", "portkey_b"), spaces(), values())
            .as(Written::new);
    Arbitrary<Written> model =
        Combinators.combine(
                Arbitraries.just("model"), spaces(), Arbitraries.of("\"m\"", "\"\\u006d\\\"\""))
            .as(Written::new);
    return Arbitraries.oneOf(free, free, free, provider, portkey, model)
        .list()
        .ofMaxSize(9)
        .map(SplicePropertyTest::withoutDoubles);
  }

  private static List<Written> withoutDoubles(List<Written> members) {
    List<Written> kept = new ArrayList<>();
    for (Written member : members) {
      boolean once =
          member.name().equals("model")
              || member.name().equals("provider")
              || member.name().startsWith("portkey_");
      if (!once || kept.stream().noneMatch(other -> other.name().equals(member.name()))) {
        kept.add(member);
      }
    }
    return kept;
  }

  private static Arbitrary<String> spaces() {
    return Arbitraries.of("", " ", "\n\t", "\r\n  ");
  }

  private static Arbitrary<String> values() {
    Arbitrary<String> leaves =
        Arbitraries.of(
            "1e400",
            "-0.0",
            "12345678901234567890",
            "1E-2",
            "0.10",
            "true",
            "false",
            "null",
            "\"\"",
            "\"\\ud800\"",
            "\"\\\"\"",
            "\"\\\\\"",
            "\"é😀\"",
            "\",}\"",
            "\"model\"",
            "[]",
            "{}");
    return Arbitraries.lazyOf(
        () -> leaves,
        () -> leaves,
        () -> values().list().ofMaxSize(3).map(list -> "[ " + String.join(" ,", list) + "]"),
        () ->
            values()
                .list()
                .ofMaxSize(3)
                .map(
                    list ->
                        list.isEmpty()
                            ? "{ }"
                            : "{\"k\":" + String.join(", \"k\" : ", list) + " }"));
  }
}
