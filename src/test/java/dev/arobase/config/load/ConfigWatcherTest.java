package dev.arobase.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.Config;
import dev.arobase.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatcherTest {
  private static final String MINE =
      "providers: {mine: {base_url: 'http://a', api_key_file: mine.key}}\n";

  @TempDir Path directory;

  private final List<String> refused = new ArrayList<>();
  private final List<ConfigWatcher> open = new ArrayList<>();
  private Path file = Path.of("");

  @BeforeEach
  void writeFirst() throws IOException {
    file = directory.resolve("routes.yaml");
    Files.writeString(file, MINE);
    Files.writeString(directory.resolve("mine.key"), "first\n");
  }

  @AfterEach
  void close() {
    open.forEach(ConfigWatcher::close);
  }

  private record Watched(ConfigStore store, ConfigWatcher watcher) {
    Secret key() {
      return store.current().provider("mine").orElseThrow().keys().getFirst();
    }

    /** As many looks as a change takes at most. */
    void look() {
      for (int i = 0; i < 3; i++) {
        watcher.look();
      }
    }
  }

  private Watched watch(Path path) {
    ConfigLoader loader = new ConfigLoader(Map.of());
    LoadRequest request = LoadRequest.of(path);
    LoadResult.Loaded first = (LoadResult.Loaded) loader.load(request);
    ConfigStore store = new ConfigStore(first.config());
    ConfigWatcher watcher =
        new ConfigWatcher(
            loader,
            request,
            store,
            first.files(),
            new ReloadObserver() {
              @Override
              public void reloaded(List<Diagnostic> warnings) {}

              @Override
              public void refused(List<Diagnostic> errors) {
                errors.forEach(error -> refused.add(error.message()));
              }
            });
    open.add(watcher);
    return new Watched(store, watcher);
  }

  @Test
  void nothingChangedIsNothingLoaded() {
    Watched watched = watch(file);
    Config before = watched.store().current();
    watched.look();
    assertThat(watched.store().current()).isSameAs(before);
  }

  @Test
  void aChangeBeforeTheFirstLookIsNotMissed() throws IOException {
    ConfigLoader loader = new ConfigLoader(Map.of());
    LoadRequest request = LoadRequest.of(file);
    LoadResult.Loaded first = (LoadResult.Loaded) loader.load(request);
    Files.writeString(directory.resolve("mine.key"), "second");
    ConfigStore store = new ConfigStore(first.config());
    ConfigWatcher watcher =
        new ConfigWatcher(loader, request, store, first.files(), ReloadObserver.NONE);
    open.add(watcher);
    Watched watched = new Watched(store, watcher);
    watched.look();
    assertThat(watched.key()).isEqualTo(Secret.of("second"));
  }

  @Test
  void anEditedKeyFileIsInForce() throws IOException {
    Watched watched = watch(file);
    Files.writeString(directory.resolve("mine.key"), "other");
    watched.look();
    assertThat(watched.key()).isEqualTo(Secret.of("other"));
  }

  @Test
  void aFileThatAnEditorRenamedIntoPlaceIsInForce() throws IOException {
    Watched watched = watch(file);
    Path next = Files.writeString(directory.resolve("routes.yaml~"), MINE.replace("//a", "//b"));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    watched.look();
    assertThat(watched.store().current().provider("mine").orElseThrow().baseUrl())
        .hasToString("http://b/v1");
  }

  @Test
  void aMountedConfigMapThatSwapsItsLinkIsInForce() throws IOException {
    Path mount = Files.createDirectory(directory.resolve("mount"));
    for (String version : List.of("one", "two")) {
      Path data = Files.createDirectory(mount.resolve(".." + version));
      Files.writeString(data.resolve("routes.yaml"), MINE);
      Files.writeString(data.resolve("mine.key"), version);
    }
    Files.createSymbolicLink(mount.resolve("..data"), Path.of("..one"));
    for (String name : List.of("routes.yaml", "mine.key")) {
      Files.createSymbolicLink(mount.resolve(name), Path.of("..data", name));
    }
    Watched watched = watch(mount.resolve("routes.yaml"));
    assertThat(watched.key()).isEqualTo(Secret.of("one"));

    Files.createSymbolicLink(mount.resolve("..tmp"), Path.of("..two"));
    Files.move(mount.resolve("..tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    watched.look();
    assertThat(watched.key()).isEqualTo(Secret.of("two"));
  }

  @Test
  void aBrokenEditIsRefusedOnceAndTheLastGoodOneStays() throws IOException {
    Watched watched = watch(file);
    Files.writeString(file, "providers: {mine: {base_ulr: 'http://a'}}\n");
    watched.look();
    watched.look();
    assertThat(refused).hasSize(2).anyMatch(message -> message.contains("did you mean"));
    assertThat(watched.key()).isEqualTo(Secret.of("first"));

    Files.writeString(file, MINE.replace("//a", "//c"));
    watched.look();
    assertThat(watched.store().current().provider("mine").orElseThrow().baseUrl())
        .hasToString("http://c/v1");
  }

  @Test
  void aKeyFileThatWasMissingIsSeenWhenItComes() throws IOException {
    Watched watched = watch(file);
    Files.writeString(file, MINE.replace("mine.key", "new.key"));
    watched.look();
    assertThat(refused).singleElement().asString().contains("there is no file new.key");
    Files.writeString(directory.resolve("new.key"), "new");
    watched.look();
    assertThat(watched.key()).isEqualTo(Secret.of("new"));
  }

  @Test
  void aFileThatIsGoneLeavesTheLastGoodOneInForce() throws IOException {
    Watched watched = watch(file);
    Files.delete(file);
    watched.look();
    watched.look();
    assertThat(refused).singleElement().asString().contains("there is no file");
    assertThat(watched.key()).isEqualTo(Secret.of("first"));
  }

  @Test
  void aFileBeingWrittenIsNotReadHalfway() throws IOException {
    Watched watched = watch(file);
    Files.writeString(file, MINE.substring(0, 20));
    watched.watcher().look();
    Files.writeString(file, MINE.replace("//a", "//d"));
    watched.watcher().look();
    watched.watcher().look();
    assertThat(refused).isEmpty();
    assertThat(watched.store().current().provider("mine").orElseThrow().baseUrl())
        .hasToString("http://d/v1");
  }

  @Test
  void aFileThatNeverRestsIsLoadedAllTheSame() throws IOException {
    Watched watched = watch(file);
    for (int i = 0; i < 4; i++) {
      Files.writeString(file, MINE + "# " + i);
      watched.watcher().look();
    }
    Files.writeString(file, MINE.replace("//a", "//e") + "# last");
    for (int i = 0; i < 2; i++) {
      watched.watcher().look();
    }
    assertThat(watched.store().current().provider("mine").orElseThrow().baseUrl())
        .hasToString("http://e/v1");
  }

  @Test
  void whatOnlyARestartTakesKeepsItsRunningValue() throws IOException {
    Watched watched = watch(file);
    Files.writeString(
        file,
        "server: {host: 0.0.0.0, port: 9999, max_requests: 7}\nmetrics: {port: 9}\n"
            + "auth: {open: true}\n"
            + MINE);
    watched.look();
    Config now = watched.store().current();
    assertThat(now.server().host()).isEqualTo("127.0.0.1");
    assertThat(now.server().port()).isEqualTo(8080);
    assertThat(now.metrics().listener()).isEmpty();
    assertThat(now.server().maxRequests()).isEqualTo(7);
  }

  @Test
  void theKeysThatNeedARestartAreNamed() {
    Config before = Loading.config("");
    Config after =
        Loading.config("{server: {host: localhost, port: 1, max_body: 1MiB}, metrics: {port: 2}}");
    assertThat(RestartKeys.changed(before, after))
        .containsExactly("server.host", "server.port", "metrics.port");
    assertThat(RestartKeys.changed(before, before)).isEmpty();
  }

  @Test
  void aListenerThatFailsDoesNotKeepTheOthersFromHearing() throws IOException {
    Watched watched = watch(file);
    List<String> heard = new ArrayList<>();
    watched
        .store()
        .addListener(
            (before, after) -> {
              throw new IllegalStateException("no");
            });
    watched.store().addListener((before, after) -> heard.add(after.server().host()));
    Files.writeString(directory.resolve("mine.key"), "other");
    watched.look();
    assertThat(heard).hasSize(1);
  }

  @Test
  void theThreadSeesAChangeByItselfAndReloadNowLoadsAtOnce() throws Exception {
    Watched watched = watch(file);
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(2);
    watched
        .store()
        .addListener(
            (before, after) -> {
              first.countDown();
              second.countDown();
            });
    Files.writeString(directory.resolve("mine.key"), "by reload".replace(" ", "-"));
    watched.watcher().reloadNow();
    assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(watched.key()).isEqualTo(Secret.of("by-reload"));

    watched.watcher().start();
    Files.writeString(directory.resolve("mine.key"), "by-watching");
    assertThat(second.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(watched.key()).isEqualTo(Secret.of("by-watching"));
  }
}
