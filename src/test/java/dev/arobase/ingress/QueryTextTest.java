package dev.arobase.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryTextTest {

  @Test
  void valuesAreDecodedAndKeepTheirOrder() {
    assertThat(QueryText.parameters("?a=1&b=x+y%2Fz&a=2&c"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("a", List.of("1", "2"), "b", List.of("x y/z"), "c", List.of("")));
    assertThat(QueryText.parameters("")).isEmpty();
  }

  @Test
  void whatIsNoEscapeStandsForItself() {
    assertThat(QueryText.parameters("?a=%ZZ&%=b"))
        .containsEntry("a", List.of("%ZZ"))
        .containsEntry("%", List.of("b"));
    assertThat(QueryText.ofPath("a%2Fb+c")).isEqualTo("a/b+c");
    assertThat(QueryText.ofPath("100%")).isEqualTo("100%");
  }
}
