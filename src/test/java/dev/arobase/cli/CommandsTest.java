package dev.arobase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.catalog.Model;
import dev.arobase.catalog.OfferBuilder;
import dev.arobase.catalog.Offering;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** check, models, sync, explain. */
class CommandsTest {
  private static final String TWO_PROVIDERS =
      """
      providers:
        one: {base_url: "http://127.0.0.1:1/v1", models: {list: [small], sync: off}}
        two: {base_url: "http://127.0.0.1:2/v1", models: {list: [small, large], sync: off}}
      """;

  @TempDir private Path folder;
  private CliHarness cli;

  @BeforeEach
  void start() {
    cli = new CliHarness(folder);
  }

  @Test
  void checkIsContentWithoutAFile() {
    assertThat(cli.run("check")).isZero();
    assertThat(cli.out()).isEqualTo("no file: built-in defaults, 1 provider on, 0 routes\n");
  }

  @Test
  void checkListsEveryMistakeWithItsPlace() throws Exception {
    cli.routes("server:\n  prot: 1\nroutes:\n  r: '@nobody/x'\n");
    assertThat(cli.run("check")).isEqualTo(1);
    String file = folder.resolve("routes.yaml").toString();
    assertThat(cli.out().lines().filter(line -> line.startsWith(file + ":"))).hasSize(2);
    assertThat(cli.out()).contains(file + ":2:3: ").contains(file + ":4:");
  }

  @Test
  void checkNamesAFileThatIsNotThere() {
    assertThat(cli.run("check", "-c", folder.resolve("none.yaml").toString())).isEqualTo(1);
    assertThat(cli.out()).contains("none.yaml");
  }

  @Test
  void otherCommandsRefuseABrokenFileAndSayWhy() throws Exception {
    cli.routes("server: {prot: 1}");
    assertThat(cli.run("explain", "x")).isEqualTo(1);
    assertThat(cli.err()).contains("prot").contains("arobase check");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void modelsAreATableWithPricesPerMillion() {
    cli.catalog = snapshot();
    assertThat(cli.run("models")).isZero();
    assertThat(cli.out())
        .isEqualTo(
            """
            MODEL                 CONTEXT    IN $/1M   OUT $/1M  PROVIDERS
            @local/own                  -          -          -  local
            openai/gpt-oss-20b    131,072       0.03       0.14  deepinfra, groq
            openrouter/auto             -     varies     varies  openrouter
            """);
  }

  @Test
  void modelsOfOneProviderHaveItsPrices() throws Exception {
    cli.catalog = snapshot();
    cli.environment.put("GROQ_API_KEY", "gsk-0123456789");
    assertThat(cli.run("models", "--provider", "GROQ", "--json")).isZero();
    JsonNode models = new ObjectMapper().readTree(cli.out());
    assertThat(models).hasSize(1);
    assertThat(models.at("/0/id").asText()).isEqualTo("openai/gpt-oss-20b");
    assertThat(models.at("/0/pricing/prompt").asText()).isEqualTo("0.0000001");
    assertThat(models.at("/0/usd_per_million/completion").asText()).isEqualTo("0.50");
  }

  @Test
  void modelsNamesAProviderThatIsOff() {
    assertThat(cli.run("models", "--provider", "groq")).isEqualTo(1);
    assertThat(cli.err()).contains("GROQ_API_KEY not found");
    assertThat(cli.run("models", "--provider", "nobody")).isEqualTo(1);
    assertThat(cli.err()).contains("nobody");
  }

  @Test
  void modelsReadsTheListsWhenNothingIsStored() {
    assertThat(cli.run("models")).isZero();
    assertThat(cli.synced).containsExactly("all");
    assertThat(cli.err()).contains("reading a list");
  }

  @Test
  void syncTellsProgressApartFromTheDifference() {
    assertThat(cli.run("sync")).isZero();
    assertThat(cli.out()).isEqualTo("1 added\n");
    assertThat(cli.err()).contains("reading a list");
    assertThat(cli.run("sync", "--provider", "groq")).isEqualTo(1);
    assertThat(cli.synced).containsExactly("all", "groq");
  }

  @Test
  void explainSaysWhereARequestWouldGo() throws Exception {
    cli.routes(TWO_PROVIDERS);
    assertThat(cli.run("explain", "@two/LARGE")).isZero();
    assertThat(cli.out()).contains("two").contains("LARGE");
    assertThat(cli.run("explain", "large", "--provider", "two", "--json")).isZero();
    assertThat(new ObjectMapper().readTree(cli.out()).isObject()).isTrue();
  }

  @Test
  void explainFailsForWhatWouldBeRefused() throws Exception {
    cli.routes(TWO_PROVIDERS);
    assertThat(cli.run("explain", "@nobody/x")).isEqualTo(1);
    assertThat(cli.out()).contains("nobody");
  }

  @Test
  void explainKnowsTheMockWhileNoOtherProviderIsOn() {
    assertThat(cli.run("explain", "@mock/echo")).isZero();
    assertThat(cli.out()).contains("echo");
  }

  private static CatalogSnapshot snapshot() {
    return new CatalogSnapshot(
        List.of(
            model(
                "openai/gpt-oss-20b",
                true,
                offering("deepinfra", "0.03", "0.14"),
                offering("groq", "0.1", "0.5")),
            model("openrouter/auto", true, offering("openrouter", "-1", "-1")),
            model("own", false, offering("local", "", ""))),
        Map.of(),
        List.of(),
        Instant.EPOCH);
  }

  private static Model model(String id, boolean canonical, Offering... offerings) {
    return new Model(id, offerings[0], List.of(offerings), canonical);
  }

  private static Offering offering(String provider, String prompt, String completion) {
    String id = provider.equals("local") ? "own" : "gpt-oss-20b";
    OfferBuilder offer = new OfferBuilder(provider, id, id);
    if (provider.equals("deepinfra")) {
      offer.context(131_072);
    }
    return prompt.isEmpty() ? offer.build() : offer.price(prompt, completion).build();
  }
}
