package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request ids and trace parents. */
class IdentifiersTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  private final RequestIds ids = new RequestIds(new Random(7));

  @ParameterizedTest
  @ValueSource(strings = {"a", "req_1-2.3:4/5+6=7@8", "0123456789abcdef"})
  void aSaneIdIsKept(String id) {
    assertThat(ids.of(Optional.of(id))).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\nb", "a\"b", "é", "<a>", "a,b", "a\u0000"})
  void anOddOneIsReplaced(String id) {
    assertThat(ids.of(Optional.of(id))).matches("[A-Za-z0-9_-]{16}");
  }

  @Test
  void aLongOneIsReplacedAndNewOnesDiffer() {
    assertThat(ids.of(Optional.of("a".repeat(128)))).hasSize(128);
    assertThat(ids.of(Optional.of("a".repeat(129)))).hasSize(16);
    assertThat(ids.of(Optional.empty())).isNotEqualTo(ids.of(Optional.empty()));
  }

  @Test
  void aTraceGoesOnUnderANewSpan() {
    TraceParent parent = TraceParent.parse("00-" + TRACE + "-" + SPAN + "-01").orElseThrow();
    TraceParent child = parent.child(new Random(1));
    assertThat(child.traceId()).isEqualTo(TRACE);
    assertThat(child.spanId()).isNotEqualTo(SPAN).matches("[0-9a-f]{16}");
    assertThat(child.toString()).isEqualTo("00-" + TRACE + "-" + child.spanId() + "-01");
    assertThat(TraceParent.parse(child.toString())).contains(child);
    assertThat(TraceParent.root(new Random(1), false).toString())
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
  }

  @Test
  void aLaterVersionIsReadAsFarAsItIsKnown() {
    assertThat(TraceParent.parse("cc-" + TRACE + "-" + SPAN + "-09-more")).isPresent();
    assertThat(TraceParent.parse("cc-" + TRACE + "-" + SPAN + "-09")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-" + TRACE + "-" + SPAN,
        "00-" + TRACE + "-" + SPAN + "-01-more",
        "ff-" + TRACE + "-" + SPAN + "-01",
        "00-00000000000000000000000000000000-" + SPAN + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01",
        "00_" + TRACE + "-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-0x"
      })
  void aMalformedParentIsNone(String text) {
    assertThat(TraceParent.parse(text)).isEmpty();
  }

  @Test
  void twoParentsAreNone() {
    String text = "00-" + TRACE + "-" + SPAN + "-01";
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("traceparent", text);
    assertThat(TraceParent.of(headers)).isPresent();
    assertThat(TraceParent.of(headers.add("traceparent", text))).isEmpty();
  }
}
