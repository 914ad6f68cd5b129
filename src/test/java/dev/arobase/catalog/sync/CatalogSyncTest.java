package dev.arobase.catalog.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.catalog.CatalogStore;
import dev.arobase.catalog.Model;
import dev.arobase.catalog.Offering;
import dev.arobase.catalog.join.ProviderPlan;
import dev.arobase.catalog.list.ListParsers;
import dev.arobase.catalog.list.ListReader;
import dev.arobase.catalog.sync.SyncDiff.PriceChange;
import dev.arobase.config.ListShape;
import dev.arobase.config.ModelPolicy;
import dev.arobase.config.PriceUnit;
import dev.arobase.support.Answer;
import dev.arobase.support.Eventually;
import dev.arobase.support.FakeUpstream;
import dev.arobase.support.Site;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogSyncTest {

  private static final String GOOD =
      "{\"object\":\"list\",\"data\":[{\"id\":\"a/one\"},{\"id\":\"a/two\"},{\"id\":\"a/three\"}]}";
  private static final FetchLimits LIMITS =
      new FetchLimits(10_000, Duration.ofSeconds(5), Duration.ofSeconds(20), 5);

  /** Shorter than it would take to try again after a failure. */
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final CatalogStore store = new CatalogStore(CatalogSnapshot.EMPTY);
  private FakeUpstream upstream;
  private CatalogSync sync;

  @BeforeEach
  void start() {
    upstream = FakeUpstream.start();
    sync = newSync(store);
  }

  @AfterEach
  void stop() {
    await(sync.close());
    await(vertx.close());
    upstream.close();
  }

  private CatalogSync newSync(CatalogStore into) {
    return new CatalogSync(
        vertx,
        into,
        new CatalogFile(folder.resolve("catalog.json")),
        provider -> new HttpClientOptions(),
        SyncListener.NONE,
        InstantSource.system(),
        () -> 0.5,
        LIMITS,
        "arobase/test");
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static ListSource source(Site site, ListShape shape) {
    return source(site, shape, "/models");
  }

  private static ListSource source(Site site, ListShape shape, String path) {
    return source(site, shape, path, PriceUnit.NONE);
  }

  private static ListSource source(Site site, ListShape shape, String path, PriceUnit unit) {
    URI address = URI.create(site.baseUrl() + path);
    return new ListSource(
        site.name(),
        address,
        ListSource.fingerprint(address.toString()),
        new ListSource.Headers(Map.of("authorization", "Bearer sk-secret")),
        new ListReader(ListParsers.of(shape).orElseThrow(), ListParsers.prices(unit, false)),
        new HttpClientOptions(),
        Optional.empty());
  }

  private static SyncPlan plan(ListShape shape, Site... sites) {
    Map<String, List<ListSource>> lists = new LinkedHashMap<>();
    for (Site site : sites) {
      lists.put(site.name(), List.of(source(site, shape)));
    }
    return planOf(lists);
  }

  private static SyncPlan planOf(String name, List<ListSource> lists) {
    return planOf(Map.of(name, lists));
  }

  private static SyncPlan planOf(Map<String, List<ListSource>> lists) {
    List<ProviderPlan> plans = new ArrayList<>();
    Map<String, SyncPlan.Task> tasks = new LinkedHashMap<>();
    for (String name : lists.keySet()) {
      plans.add(
          new ProviderPlan(
              name,
              Set.of(name),
              ModelPolicy.EXTEND,
              true,
              Optional.empty(),
              Map.of(),
              Map.of(),
              List.of()));
      tasks.put(name, new SyncPlan.Task(name, lists.get(name), Duration.ofHours(1)));
    }
    return new SyncPlan(plans, tasks, List.of(), Optional.empty(), name -> Optional.empty());
  }

  private List<String> ids() {
    return store.current().models().stream().map(Model::id).sorted().toList();
  }

  private Site started(Answer first) {
    Site site = upstream.site("p");
    site.list(first);
    await(sync.start(plan(ListShape.ANTHROPIC, site)));
    await(sync.firstRoundDone());
    return site;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "500",
        "302",
        "html",
        "truncated",
        "nothing",
        "wrong",
        "empty",
        "large",
        "silent",
        "half"
      })
  void aPoisonedListChangesNothingButSaysSinceWhenAndHeals(String poison) {
    Site site = started(Answer.json(GOOD));
    site.list(
        switch (poison) {
          case "500" -> Answer.error(500);
          case "302" -> Answer.empty(302).header("location", site.baseUrl() + "/elsewhere");
          case "html" -> Answer.html(200);
          case "truncated" -> Answer.json(GOOD.substring(0, 50));
          case "nothing" -> Answer.json("");
          case "wrong" -> Answer.json("{\"data\":\"a/one\"}");
          case "empty" -> Answer.json("{\"data\":[]}");
          case "large" -> Answer.json("{\"data\":[]," + " ".repeat(20_000) + "}");
          case "half" -> Answer.json("{\"data\":[{\"id\":\"a/one\"}]}");
          default -> Answer.silence();
        });
    SyncOutcome bad = await(sync.syncNow(Optional.empty()));
    assertThat(bad.complete()).isFalse();
    assertThat(bad.difference().isEmpty()).isTrue();
    assertThat(ids()).containsExactly("a/one", "a/three", "a/two");
    assertThat(store.current().states().get("p").staleSince()).isPresent();
    assertThat(store.current().states().get("p").lastFailure().orElse(""))
        .doesNotContain("127.0.0.1", "sk-secret");
    site.list(Answer.json(GOOD));
    assertThat(await(sync.syncNow(Optional.empty())).complete()).isTrue();
    assertThat(store.current().states().get("p").staleSince()).isEmpty();
  }

  @Test
  void aListThatLostMostOfItsModelsIsTakenWhenSeenTwice() {
    Site site = started(Answer.json(GOOD));
    site.list(Answer.json("{\"data\":[{\"id\":\"a/one\"}]}"));
    await(sync.syncNow(Optional.empty()));
    SyncOutcome second = await(sync.syncNow(Optional.empty()));
    assertThat(ids()).containsExactly("a/one");
    assertThat(second.difference().gone()).containsExactly("@p/a/three", "@p/a/two");
  }

  @Test
  void theDifferenceTellsOfPricesThatWaitAreConfirmedAndGetLost() {
    String list = "{\"data\":[{\"id\":\"a/one\",\"pricing\":{\"prompt\":\"PRICE\"}}]}";
    Site site = upstream.site("p");
    site.list(Answer.json(list.replace("PRICE", "0.001")));
    ListSource source = source(site, ListShape.OPENROUTER, "/models", PriceUnit.USD_PER_TOKEN);
    await(sync.start(planOf("p", List.of(source))));
    await(sync.firstRoundDone());
    site.list(Answer.json(list.replace("PRICE", "0.1")));
    SyncDiff jumped = await(sync.syncNow(Optional.empty())).difference();
    assertThat(jumped.dearer()).extracting(PriceChange::offering).containsExactly("@p/a/one");
    assertThat(jumped.quarantined()).containsExactly("@p/a/one");
    SyncDiff confirmed = await(sync.syncNow(Optional.empty())).difference();
    assertThat(confirmed.confirmed()).containsExactly("@p/a/one");
    assertThat(SyncDiffText.of(confirmed)).contains("price confirmed (1)", "@p/a/one");
    site.list(Answer.json(list.replace("PRICE", "-1")));
    SyncDiff dynamic = await(sync.syncNow(Optional.empty())).difference();
    assertThat(SyncDiffText.of(dynamic)).contains("100000/unknown -> dynamic/unknown USD per 1M");
    assertThat(await(sync.syncNow(Optional.empty())).difference().isEmpty()).isTrue();
  }

  @Test
  void aListThatSpellsItsModelsAnotherWayIsTakenAtOnce() {
    Site site = started(Answer.json(GOOD));
    site.list(Answer.json(GOOD.replace("a/", "A/")));
    assertThat(await(sync.syncNow(Optional.empty())).complete()).isTrue();
    assertThat(store.current().models())
        .flatExtracting(Model::offerings)
        .extracting(Offering::upstreamId)
        .containsExactlyInAnyOrder("A/one", "A/two", "A/three");
  }

  @Test
  void aNewAddressIsReadAlthoughTheOldOneIsStillSilent() {
    Site silent = upstream.site("p");
    silent.list(Answer.silence());
    await(sync.start(plan(ListShape.ANTHROPIC, silent)));
    assertThat(Eventually.holds(LONG, () -> !silent.listRequests().isEmpty())).isTrue();
    Site moved = upstream.site("moved");
    moved.list(Answer.json(GOOD));
    await(sync.reload(planOf("p", List.of(source(moved, ListShape.ANTHROPIC)))));
    assertThat(Eventually.holds(LONG, () -> ids().size() == 3)).isTrue();
  }

  @Test
  void oneOfTwoListsIsEnoughWhereTheFirstDoesNotExist() {
    Site site = upstream.site("p");
    site.always(Answer.error(404));
    site.list(Answer.json(GOOD));
    List<ListSource> lists =
        List.of(
            source(site, ListShape.ANTHROPIC, "/no-such-list"),
            source(site, ListShape.ANTHROPIC, "/models"));
    await(sync.start(planOf("p", lists)));
    await(sync.firstRoundDone());
    assertThat(await(sync.syncNow(Optional.empty())).complete()).isTrue();
    assertThat(ids()).hasSize(3);
    site.list(Answer.error(404));
    assertThat(await(sync.syncNow(Optional.empty())).complete()).isFalse();
    assertThat(ids()).hasSize(3);
  }

  @Test
  void aFurtherListIsMissedOnceItWasThere() {
    Site site = upstream.site("p");
    site.always(Answer.error(404));
    site.list(Answer.json(GOOD));
    List<ListSource> lists =
        List.of(
            source(site, ListShape.ANTHROPIC, "/models"),
            source(site, ListShape.ANTHROPIC, "/further"));
    await(sync.start(planOf("p", lists)));
    await(sync.firstRoundDone());
    assertThat(store.current().states().get("p").staleSince()).isEmpty();
    site.always(Answer.json("{\"data\":[{\"id\":\"a/four\"}]}"));
    assertThat(await(sync.syncNow(Optional.empty())).complete()).isTrue();
    assertThat(ids()).hasSize(4);
    site.always(Answer.html(200));
    assertThat(await(sync.syncNow(Optional.empty())).complete()).isFalse();
    assertThat(ids()).hasSize(4);
    assertThat(store.current().states().get("p").staleSince()).isPresent();
  }

  @Test
  void anUnchangedListCostsAnEmptyAnswer() {
    Site site = started(Answer.json(GOOD).header("ETag", "\"v1\""));
    site.list(Answer.empty(304));
    assertThat(await(sync.syncNow(Optional.empty())).complete()).isTrue();
    assertThat(ids()).hasSize(3);
    assertThat(site.listRequests().getLast().headers().first("if-none-match")).contains("\"v1\"");
  }

  @Test
  void manyRoundsAtOnceFetchOnce() {
    Site site = started(Answer.json(GOOD));
    int before = site.listRequests().size();
    List<Future<SyncOutcome>> rounds = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rounds.add(sync.syncNow(Optional.empty()));
    }
    await(Future.join(rounds));
    assertThat(site.listRequests()).hasSize(before + 1);
  }

  @Test
  void pagesThatNeverEndAreGivenUp() {
    started(Answer.json("{\"data\":[{\"id\":\"a\"}],\"has_more\":true,\"last_id\":\"a\"}"));
    assertThat(store.current().states().get("p").lastFailure()).contains("its pages never end");
    assertThat(store.current().models()).isEmpty();
  }

  @Test
  void oneProvidersSilenceDisturbsNoOther() {
    Site silent = upstream.site("silent");
    silent.list(Answer.silence());
    Site good = upstream.site("good");
    good.list(Answer.json(GOOD).gzip());
    await(sync.start(plan(ListShape.OPENAI, silent, good)));
    await(sync.firstRoundDone());
    assertThat(ids()).hasSize(3);
  }

  @Test
  void aRestartWithEveryUpstreamDeadServesTheStoredList() {
    Site site = started(Answer.json(GOOD));
    await(sync.close());
    site.list(Answer.error(503));
    CatalogStore other = new CatalogStore(CatalogSnapshot.EMPTY);
    sync = newSync(other);
    await(sync.start(plan(ListShape.ANTHROPIC, site)));
    assertThat(other.current().models()).hasSize(3);
    await(sync.firstRoundDone());
    assertThat(other.current().models()).hasSize(3);
  }

  @Test
  void aDamagedFileIsMovedAsideAndTheGatewayStarts() throws IOException {
    Site site = started(Answer.json(GOOD));
    await(sync.close());
    Path file = folder.resolve("catalog.json");
    Files.writeString(file, "}", StandardOpenOption.APPEND);
    site.list(Answer.error(503));
    CatalogStore other = new CatalogStore(CatalogSnapshot.EMPTY);
    sync = newSync(other);
    await(sync.start(plan(ListShape.ANTHROPIC, site)));
    assertThat(other.current().models()).isEmpty();
    assertThat(folder.resolve("catalog.json.damaged")).exists();
  }
}
