package dev.arobase.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.catalog.CaseFold;
import dev.arobase.config.Strategy;
import dev.arobase.exchange.Endpoint;
import dev.arobase.wire.Feature;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ResolvePropertiesTest {

  private static final List<String> LISTED =
      List.of(
          "Qwen/Qwen3-Max",
          "meta-llama/Meta-Llama-3.1-8B-Instruct",
          "gpt-oss:20b",
          "accounts/fireworks/models/llama-v3p1",
          "org/m@2.0*%2F",
          "Ωmega/Σίσυφος",
          "İstanbul/ılık-MODEL",
          "名前/モデル:free",
          "~author/x-latest");

  private final Snapshot snapshot = world().snapshot();

  private static World world() {
    World world =
        World.usual()
            .route("fast", Strategy.ROUND_ROBIN, World.target("@openai/a"), World.target("@xai/b"))
            .route(
                "shared",
                Strategy.WEIGHTED,
                World.target("Qwen/Qwen3-Max", 2),
                World.target("@together/b", 1))
            .route("claude-*", "@anthropic/claude-*");
    for (String id : LISTED) {
      world
          .offers("deepinfra", id, CaseFold.fold(id), "1", "1")
          .offers("openrouter", CaseFold.fold(id), CaseFold.fold(id), "1", "1");
    }
    return world.offers("together", "Other/Qwen3-Max", "other/qwen3-max", "2", "2");
  }

  /** A listed id with each character in a case of its own. */
  @Provide
  Arbitrary<List<String>> spelled() {
    return Combinators.combine(Arbitraries.of(LISTED), Arbitraries.longs())
        .as((id, bits) -> List.of(id, mixed(id, bits)));
  }

  private static String mixed(String id, long bits) {
    StringBuilder spelled = new StringBuilder();
    id.codePoints()
        .forEach(
            character -> {
              boolean upper = (bits >>> (spelled.length() % 64) & 1) == 1;
              spelled.appendCodePoint(
                  upper ? Character.toUpperCase(character) : Character.toLowerCase(character));
            });
    return spelled.toString();
  }

  @Property
  void anySpellingOfAListedIdReachesTheUpstreamInTheUpstreamsSpelling(
      @ForAll("spelled") List<String> spelled) {
    String listed = spelled.getFirst();
    String asked = spelled.getLast();
    assertThat(new Asking(snapshot).model("@deepinfra/" + asked).targets())
        .containsExactly("@deepinfra/" + listed);
    assertThat(new Asking(snapshot).model(asked).portkey("deepinfra").targets())
        .containsExactly("@deepinfra/" + listed);
    assertThat(new Asking(snapshot).model(asked).targets())
        .containsExactlyInAnyOrder("@deepinfra/" + listed, "@openrouter/" + CaseFold.fold(listed));
  }

  @Provide
  Arbitrary<String> anyText() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMinLength(1).ofMaxLength(30),
        Arbitraries.strings().withChars("/:@.*%aZ é漢").ofMinLength(1).ofMaxLength(12));
  }

  @Property
  void aPrefixIsSplitAtTheFirstSlashOnly(@ForAll("anyText") String model) {
    Resolution resolution = new Asking(snapshot).model("@anthropic/" + model).resolve();
    assertThat(resolution).isInstanceOf(Resolution.Planned.class);
    // Nothing that anthropic lists, so that it gets what stands after the first slash, untouched.
    assertThat(((Resolution.Planned) resolution).plan().targets())
        .singleElement()
        .satisfies(
            target -> {
              assertThat(target.provider().name()).isEqualTo("anthropic");
              assertThat(target.upstreamId()).isEqualTo(model);
            });
  }

  @Property
  void nothingUnknownEverReachesAProvider(@ForAll("anyText") String model) {
    Assume.that(!model.isBlank());
    String folded = CaseFold.fold(model);
    Assume.that(LISTED.stream().noneMatch(id -> CaseFold.fold(id).contains(folded)));
    Assume.that(!folded.startsWith("claude-") && !folded.startsWith("@"));
    // No default provider is set: what nobody knows goes nowhere.
    assertThat(new Asking(snapshot).model(model).resolve()).isInstanceOf(Resolution.Refused.class);
    // An unknown provider is never another one.
    assertThat(new Asking(snapshot).model("@no-such-" + model + "/x").resolve())
        .isInstanceOf(Resolution.Refused.class);
  }

  @Property
  void aNamedProviderIsTheOnlyOne(@ForAll("references") String model) {
    Resolution resolution = new Asking(snapshot).model(model).portkey("together").resolve();
    if (resolution instanceof Resolution.Planned planned) {
      assertThat(planned.plan().targets())
          .allMatch(target -> target.provider().name().equals("together"));
    }
  }

  @Provide
  Arbitrary<String> references() {
    Arbitrary<String> id =
        Arbitraries.oneOf(
            Arbitraries.of(LISTED),
            Arbitraries.of("fast", "shared", "claude-opus", "QWEN3-max", "model", "m@2.0*%2F"),
            anyText());
    Arbitrary<String> prefix =
        Arbitraries.of("", "", "@deepinfra/", "@Grok/", "@groq/", "@nobody/", "together/", "@");
    Arbitrary<String> suffix = Arbitraries.of("", "", ":floor", ":nitro", ":free", ":online", ":x");
    return Combinators.combine(prefix, id, suffix)
        .as((before, middle, after) -> before + middle + after);
  }

  @Property(tries = 2000)
  void whatExplainSaysIsWhatResolveDoes(
      @ForAll("references") String model,
      @ForAll("restricting") Optional<String> provider,
      @ForAll Endpoint endpoint,
      @ForAll Set<Feature> wanted,
      @ForAll long random) {
    Resolver resolver =
        new Resolver(HealthView.HEALTHY, SpeedView.UNKNOWN, new FixedChance(random));
    Asking asking = new Asking(snapshot).with(resolver).model(model).at(endpoint);
    asking.wanting(wanted.toArray(Feature[]::new));
    provider.ifPresent(asking::header);
    for (int i = 0; i < 3; i++) {
      Explanation explanation = asking.explain();
      switch (asking.resolve()) {
        case Resolution.Refused refused -> {
          assertThat(explanation.rejection()).contains(refused.rejection());
          assertThat(explanation.suggestions()).isEqualTo(refused.suggestions());
          assertThat(explanation.choices()).isEmpty();
        }
        case Resolution.Planned planned -> {
          assertThat(explanation.rejection()).isEmpty();
          assertThat(explanation.choices())
              .extracting(choice -> "@" + choice.provider() + "/" + choice.model())
              .isEqualTo(planned.plan().targets().stream().map(Target::reference).toList());
          assertThat(explanation.route()).isEqualTo(planned.plan().route());
        }
      }
      assertThat(explanation.text()).isNotEmpty();
      assertThat(explanation.json()).startsWith((byte) '{').endsWith((byte) '}');
    }
  }

  @Provide
  Arbitrary<Optional<String>> restricting() {
    return Arbitraries.of("", "deepinfra", "@x-ai", "openrouter", "groq", "nobody")
        .map(name -> name.isEmpty() ? Optional.empty() : Optional.of(name));
  }

  @Property(tries = 200)
  void theTurkishLocaleChangesNothing(@ForAll("references") String model) {
    Locale before = Locale.getDefault();
    Resolution here = new Asking(snapshot).model(model).resolve();
    Resolution there;
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      there = new Asking(world().snapshot()).model(model).resolve();
    } finally {
      Locale.setDefault(before);
    }
    assertThat(spoken(there)).isEqualTo(spoken(here));
  }

  private static Object spoken(Resolution resolution) {
    return switch (resolution) {
      case Resolution.Refused refused -> refused.rejection();
      case Resolution.Planned planned ->
          planned.plan().targets().stream().map(Target::reference).toList();
    };
  }
}
