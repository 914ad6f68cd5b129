package dev.arobase.mock;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class TokensTest {
  @Property
  void tokensPutTogetherAreTheTextAndNoneIsEmptyOrSplitsACharacter(
      @ForAll @StringLength(max = 200) String text) {
    StringBuilder together = new StringBuilder();
    int tokens = 0;
    for (int at = 0; at < text.length(); tokens++) {
      int end = Tokens.end(text, at);
      assertThat(end).isGreaterThan(at);
      boolean splitsPair =
          end < text.length()
              && Character.isHighSurrogate(text.charAt(end - 1))
              && Character.isLowSurrogate(text.charAt(end));
      assertThat(splitsPair).isFalse();
      together.append(text, at, end);
      at = end;
    }
    assertThat(together).hasToString(text);
    assertThat(Tokens.count(text)).isEqualTo(tokens);
    assertThat(Tokens.first(text, tokens)).isEqualTo(text);
  }
}
