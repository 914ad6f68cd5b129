package dev.arobase.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In Turkish the small letter of I is ı, and the capital of i is İ. */
class TurkishLocaleTest {

  private final Locale before = Locale.getDefault();

  @BeforeEach
  void speakTurkish() {
    Locale.setDefault(Locale.of("tr", "TR"));
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void capitalLettersStillFindTheirModel() {
    World world =
        World.usual()
            .offers(
                "deepinfra",
                "MistralAI/Mixtral-8x7B-Instruct",
                "mistralai/mixtral-8x7b-instruct",
                "1",
                "1")
            .route("MINI", "@openai/gpt-4o-mini");
    assertThat(Asking.of(world, "MISTRALAI/MIXTRAL-8X7B-INSTRUCT").targets())
        .containsExactly("@deepinfra/MistralAI/Mixtral-8x7B-Instruct");
    assertThat(Asking.of(world, "@DEEPINFRA/mixtral-8x7b-INSTRUCT").targets())
        .containsExactly("@deepinfra/MistralAI/Mixtral-8x7B-Instruct");
    assertThat(Asking.of(world, "mini").targets()).containsExactly("@openai/gpt-4o-mini");
    assertThat(Asking.of(world, "mixtral-8x7b-instruct:FLOOR").targets()).hasSize(1);
  }

  @Test
  void anExplanationIsWrittenTheSame() {
    World world =
        World.usual().offers(World.offer("deepinfra", "m", "m").price("1", "1").context(131_072));
    assertThat(Asking.of(world, "m").explain().text()).contains("131,072", "$1.00");
  }
}
