package dev.arobase.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CaseFoldTest {

  @Test
  void lettersThatOnlyLookAlikeInSomeLocaleAreOne() {
    assertThat(CaseFold.fold("İIıi")).isEqualTo("iiii");
    assertThat(CaseFold.fold("ΣΊΣΥΦΟΣ")).isEqualTo(CaseFold.fold("σίσυφος"));
    assertThat(CaseFold.fold("GPT-4.1:Free@2*%2F")).isEqualTo("gpt-4.1:free@2*%2f");
    assertThat(CaseFold.fold("\uD801\uDC00x")).isEqualTo("\uD801\uDC28x");
  }

  @Property
  void foldingKeepsPositionsAndFoldingTwiceIsFoldingOnce(@ForAll String text) {
    String folded = CaseFold.fold(text);
    assertThat(folded).hasSameSizeAs(text);
    assertThat(CaseFold.fold(folded)).isEqualTo(folded);
  }

  @Property
  void everyCharactersCasesFoldToTheSame(@ForAll char character) {
    String upper = String.valueOf(Character.toUpperCase(character));
    String lower = String.valueOf(Character.toLowerCase(character));
    assertThat(CaseFold.fold(upper)).isEqualTo(CaseFold.fold(String.valueOf(character)));
    assertThat(CaseFold.fold(lower)).isEqualTo(CaseFold.fold(String.valueOf(character)));
  }
}
