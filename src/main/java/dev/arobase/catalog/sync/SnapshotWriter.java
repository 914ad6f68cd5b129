package dev.arobase.catalog.sync;

import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.catalog.CatalogStore;
import dev.arobase.catalog.LeftOut;
import dev.arobase.catalog.join.CatalogBuilder;
import dev.arobase.catalog.join.CatalogInputs;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts snapshots together, in force and on disk, one after the other; what comes in meanwhile is
 * done once, with the newest state. Called from one context only.
 */
final class SnapshotWriter {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriter.class);

  /** Collisions are logged once each, up to this many. */
  private static final int MAX_LOGGED = 1000;

  private record Work(StoredCatalog stored, CatalogInputs inputs, Promise<Void> done) {}

  private final WorkerExecutor workers;
  private final CatalogStore store;
  private final CatalogFile file;
  private final Set<LeftOut> logged = new HashSet<>();
  private Optional<Work> waiting = Optional.empty();
  private Future<Void> writing = Future.succeededFuture();
  private boolean closed;

  SnapshotWriter(WorkerExecutor workers, CatalogStore store, CatalogFile file) {
    this.workers = workers;
    this.store = store;
    this.file = file;
  }

  CatalogSnapshot current() {
    return store.current();
  }

  Future<StoredCatalog> load() {
    return workers
        .executeBlocking(file::read, false)
        .map(stored -> stored == null ? StoredCatalog.EMPTY : stored);
  }

  /** Completes when a snapshot with this state, or a newer one, is in force. */
  Future<Void> write(StoredCatalog stored, CatalogInputs inputs) {
    Promise<Void> done = waiting.map(Work::done).orElseGet(Promise::promise);
    boolean idle = waiting.isEmpty() && writing.isComplete();
    waiting = Optional.of(new Work(stored, inputs, done));
    if (idle) {
      next();
    }
    return done.future();
  }

  /** Completes when nothing waits to be written. */
  Future<Void> settled() {
    Future<Void> last = waiting.map(work -> work.done().future()).orElse(writing);
    return last.otherwiseEmpty().compose(nothing -> writing.otherwiseEmpty());
  }

  /** Takes nothing more; completes when what was taken is on disk. */
  Future<Void> close() {
    return settled().onComplete(ended -> closed = true);
  }

  private void next() {
    if (waiting.isEmpty() || closed) {
      return;
    }
    Work work = waiting.get();
    waiting = Optional.empty();
    // Set before anything can complete: whoever waits for it must not see the last one.
    Promise<Void> whole = Promise.promise();
    writing = whole.future();
    workers
        .executeBlocking(() -> CatalogBuilder.build(work.inputs()), false)
        .map(
            snapshot -> {
              if (snapshot != null) {
                store.swap(snapshot);
                log(snapshot);
              }
              work.done().complete();
              return snapshot;
            })
        .compose(
            snapshot ->
                workers.executeBlocking(
                    () -> {
                      save(work.stored());
                      return snapshot;
                    },
                    false))
        .onFailure(
            failure -> {
              LOG.error("the catalog could not be put together; the last one stays", failure);
              work.done().tryFail(failure);
            })
        .onComplete(
            ended -> {
              whole.complete();
              next();
            });
  }

  private void save(StoredCatalog stored) {
    try {
      file.write(stored);
    } catch (IOException e) {
      LOG.warn("the catalog could not be stored: {}", e.toString());
    }
  }

  private void log(CatalogSnapshot snapshot) {
    for (LeftOut row : snapshot.leftOut()) {
      if (row.isCollision() && logged.size() < MAX_LOGGED && logged.add(row)) {
        LOG.warn(
            "model {} of {} is not listed: {}", row.upstreamId(), row.provider(), row.reason());
      }
    }
  }
}
