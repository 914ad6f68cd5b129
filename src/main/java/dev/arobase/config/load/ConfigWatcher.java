package dev.arobase.config.load;

import dev.arobase.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts changed files in force: routes.yaml and every key and certificate it names. One daemon
 * thread looks at their content; what it finds is loaded once two looks in a row agree, so that a
 * file is not read while it is being written. A broken change is logged and leaves the last good
 * one in force.
 */
public final class ConfigWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigWatcher.class);

  /** Four looks and a load fit into the two seconds a change may take. */
  private static final Duration PERIOD = Duration.ofMillis(300);

  /** A file that never rests is loaded all the same after so many looks. */
  private static final int MOST_UNSTEADY_LOOKS = 4;

  private final ConfigLoader loader;
  private final LoadRequest request;
  private final ConfigStore store;
  private final ReloadObserver observer;
  private final ScheduledExecutorService thread;

  // Confined to the thread, but for the constructor.
  private FilesState loaded;
  private FilesState seen;
  private int unsteadyLooks;

  /**
   * @param request as the configuration in force was loaded
   * @param files that were read then, as they were then
   */
  public ConfigWatcher(
      ConfigLoader loader,
      LoadRequest request,
      ConfigStore store,
      FilesState files,
      ReloadObserver observer) {
    this.loader = loader;
    this.request = request;
    this.store = store;
    this.observer = observer;
    this.loaded = files;
    this.seen = loaded;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("config-watcher").factory());
  }

  /** Begins to look. Without a file there is nothing to see. */
  public void start() {
    if (!loaded.paths().isEmpty()) {
      long period = PERIOD.toMillis();
      var _ =
          thread.scheduleWithFixedDelay(this::lookSafely, period, period, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Loads now, changed or not, as SIGHUP asks for. Returns at once; the result shows in the log.
   */
  public void reloadNow() {
    if (request.file().isEmpty()) {
      LOG.info("no configuration file, nothing to load");
      return;
    }
    thread.execute(
        () -> {
          try {
            load();
          } catch (RuntimeException e) {
            LOG.error("the configuration could not be loaded again", e);
          }
        });
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      // Else the executor would never look again.
      LOG.error("the configuration could not be looked at", e);
    }
  }

  /** One look; on the watcher's thread, or in a test that has not started it. */
  void look() {
    FilesState now = loaded.now();
    if (now.equals(loaded)) {
      seen = now;
      unsteadyLooks = 0;
      return;
    }
    boolean steady = now.equals(seen);
    seen = now;
    unsteadyLooks++;
    if (steady || unsteadyLooks >= MOST_UNSTEADY_LOOKS) {
      load();
    }
  }

  private void load() {
    LoadResult result = loader.load(request);
    // A file that is broken names no others: those of the last good one stay watched, and what the
    // broken one looked for in vain is watched too, for it may be what is missing.
    loaded =
        result instanceof LoadResult.Loaded ? result.files() : loaded.now().and(result.files());
    seen = loaded;
    unsteadyLooks = 0;
    switch (result) {
      case LoadResult.Loaded good -> accept(good);
      case LoadResult.Refused bad -> refuse(bad.errors());
    }
  }

  private void accept(LoadResult.Loaded good) {
    good.warnings().forEach(warning -> LOG.warn("{}", warning.text()));
    Config before = store.current();
    List<String> restart = RestartKeys.changed(before, good.config());
    if (!restart.isEmpty()) {
      LOG.warn("changed, but only a restart takes it: {}", String.join(", ", restart));
    }
    Config after = RestartKeys.kept(before, good.config());
    if (!after.equals(before)) {
      store.replace(after);
    }
    LOG.info(
        "configuration loaded again{}", request.file().map(file -> " from " + file).orElse(""));
    observer.reloaded(good.warnings());
  }

  private void refuse(List<Diagnostic> errors) {
    errors.forEach(error -> LOG.error("{}", error.text()));
    LOG.error("the changed configuration is refused; the last good one stays in force");
    observer.refused(errors);
  }
}
