package dev.arobase.catalog.sync;

import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.catalog.CatalogStore;
import dev.arobase.catalog.join.CatalogInputs;
import dev.arobase.catalog.list.Refusal;
import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the catalog fresh in the background: each provider's lists in a period of their own,
 * OpenRouter's first, one fetch of a provider at a time. Whatever a provider does, the others'
 * lists and what was known of its own stay.
 *
 * <p>All state belongs to one Vert.x context; reading, joining and writing happen on a few worker
 * threads.
 */
public final class CatalogSync {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogSync.class);

  /** Two lists of 64 MiB at most are in memory at once. */
  private static final int WORKERS = 2;

  /** Who waits for the first round waits no longer, however the upstreams hang. */
  private static final Duration FIRST_ROUND = Duration.ofSeconds(8);

  /** How long the others wait for OpenRouter's list. */
  private static final Duration HEAD_START = Duration.ofSeconds(2);

  /**
   * A provider's sync that is under way.
   *
   * @param addresses of its lists
   */
  private record Running(List<String> addresses, Future<Optional<Refusal>> done) {}

  private final Vertx vertx;
  private final Context context;
  private final WorkerExecutor workers;
  private final ListFetcher fetcher;
  private final Function<ProviderConfig, HttpClientOptions> connections;
  private final SyncListener listener;
  private final Timetable timetable;
  private final Holdings holdings;
  private final SnapshotWriter writer;
  private final Map<String, Running> running = new HashMap<>();
  private final Promise<Void> firstRound = Promise.promise();
  private SyncPlan plan = SyncPlan.NONE;
  private boolean closed;

  /**
   * A sync that has not begun.
   *
   * @param connections how to connect to a provider: TLS, proxy, connect timeout
   * @param random between 0 and 1, for jitter
   * @param userAgent {@code arobase/VERSION}
   */
  public CatalogSync(
      Vertx vertx,
      CatalogStore store,
      CatalogFile file,
      Function<ProviderConfig, HttpClientOptions> connections,
      SyncListener listener,
      InstantSource clock,
      DoubleSupplier random,
      FetchLimits limits,
      String userAgent) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.workers = vertx.createSharedWorkerExecutor("arobase-catalog", WORKERS);
    this.fetcher = new ListFetcher(vertx, workers, limits, userAgent);
    this.connections = connections;
    this.listener = listener;
    this.timetable = new Timetable(vertx, random);
    this.holdings = new Holdings(clock);
    this.writer = new SnapshotWriter(workers, store, file);
  }

  /**
   * Reads what is stored, puts it in force and begins the first round.
   *
   * @return completes when the stored catalog is in force
   */
  public Future<Void> start(Config config) {
    return start(SyncPlan.of(config, connections));
  }

  Future<Void> start(SyncPlan first) {
    return on(
        () ->
            stored(first)
                .andThen(
                    done -> {
                      vertx.setTimer(FIRST_ROUND.toMillis(), id -> firstRound.tryComplete());
                      round(List.copyOf(plan.tasks().keySet()))
                          .onComplete(ended -> firstRound.tryComplete());
                    }));
  }

  /**
   * Reads what is stored and puts it in force, and asks nobody; for commands that look at the
   * catalog or {@link #syncNow sync} once.
   */
  public Future<Void> restore(Config config) {
    return on(() -> stored(SyncPlan.of(config, connections)));
  }

  private Future<Void> stored(SyncPlan next) {
    return writer
        .load()
        .compose(
            stored -> {
              holdings.restore(stored);
              plan = next;
              return write();
            });
  }

  /** Completes when the first round has ended, well or badly, at most 8 s after the start. */
  public Future<Void> firstRoundDone() {
    return firstRound.future();
  }

  /**
   * Puts a new configuration in force; lists at other addresses, and those that could not be read,
   * are fetched now.
   */
  public Future<Void> reload(Config config) {
    return reload(SyncPlan.of(config, connections));
  }

  Future<Void> reload(SyncPlan next) {
    return on(
        () -> {
          SyncPlan before = plan;
          plan = next;
          timetable.clear();
          List<String> fresh = new ArrayList<>();
          plan.tasks()
              .forEach(
                  (name, task) -> {
                    SyncPlan.Task old = before.tasks().get(name);
                    if (old == null
                        || !addresses(old).equals(addresses(task))
                        || timetable.isFailing(name)) {
                      fresh.add(name);
                    } else {
                      schedule(task);
                    }
                  });
          Future<Void> written = write();
          round(fresh);
          return written;
        });
  }

  /**
   * Reads lists once, now; those that are being read already are not read twice.
   *
   * @param provider only this one's
   */
  public Future<SyncOutcome> syncNow(Optional<String> provider) {
    return on(
        () -> {
          CatalogSnapshot before = writer.current();
          List<String> names =
              plan.tasks().keySet().stream()
                  .filter(name -> provider.isEmpty() || name.equals(provider.get()))
                  .toList();
          return round(names)
              .compose(refusals -> writer.settled().map(nothing -> refusals))
              .map(
                  refusals ->
                      new SyncOutcome(refusals, SyncDiff.between(before, writer.current())));
        });
  }

  /** Stops; what is known has been stored when this completes. */
  public Future<Void> close() {
    return on(
        () -> {
          closed = true;
          timetable.clear();
          firstRound.tryComplete();
          return writer.close().eventually(workers::close);
        });
  }

  /** OpenRouter's list first, then the others side by side; refusals by name. */
  private Future<Map<String, Refusal>> round(List<String> names) {
    Map<String, Refusal> refusals = new TreeMap<>();
    Optional<String> first = plan.canonicalProvider().filter(names::contains);
    Promise<Void> headStart = Promise.promise();
    List<Future<?>> syncs = new ArrayList<>();
    if (first.isPresent()) {
      vertx.setTimer(HEAD_START.toMillis(), id -> headStart.tryComplete());
      syncs.add(sync(first.get(), refusals).onComplete(ended -> headStart.tryComplete()));
    } else {
      headStart.complete();
    }
    Future<?> others =
        headStart
            .future()
            .compose(
                nothing ->
                    Future.join(
                        names.stream()
                            .filter(name -> !first.equals(Optional.of(name)))
                            .map(name -> sync(name, refusals))
                            .toList()));
    syncs.add(others);
    return Future.join(syncs).map(refusals);
  }

  private Future<?> sync(String name, Map<String, Refusal> refusals) {
    return sync(name).onSuccess(refusal -> refusal.ifPresent(why -> refusals.put(name, why)));
  }

  /** One provider's sync, or the one that is under way. Never fails. */
  private Future<Optional<Refusal>> sync(String name) {
    SyncPlan.Task task = plan.tasks().get(name);
    if (task == null || closed) {
      return Future.succeededFuture(Optional.empty());
    }
    Running underWay = running.get(name);
    if (underWay != null && underWay.addresses().equals(addresses(task))) {
      return underWay.done();
    }
    listener.started(name);
    Promise<Optional<Refusal>> done = Promise.promise();
    Running started = new Running(addresses(task), done.future());
    // One that is under way at another address has been overtaken by a new configuration.
    running.put(name, started);
    fetchAll(task)
        .onComplete(
            ended -> {
              boolean overtaken = !running.remove(name, started);
              Optional<Refusal> refusal =
                  ended.succeeded()
                      ? ended.result()
                      : Optional.of(new Refusal(Refusal.Reason.NO_ANSWER, "it could not be read"));
              if (ended.failed()) {
                LOG.error("the sync of {} failed", name, ended.cause());
              }
              if (closed || overtaken) {
                done.complete(refusal);
                return;
              }
              end(task, refusal);
              write().onComplete(written -> done.complete(refusal));
            });
    return done.future();
  }

  private void end(SyncPlan.Task task, Optional<Refusal> refusal) {
    String name = task.name();
    if (refusal.isPresent()) {
      holdings.failed(name, refusal.get().detail());
      timetable.failed(name);
      LOG.warn(
          "model list of {} not taken, {} known models kept: {}",
          name,
          holdings.size(task),
          refusal.get().detail());
      listener.failed(name, refusal.get());
    } else {
      holdings.succeeded(name);
      timetable.succeeded(name);
      LOG.info("model list of {} taken, {} models", name, holdings.size(task));
      listener.succeeded(name, holdings.size(task));
    }
    SyncPlan.Task planned = plan.tasks().get(name);
    if (planned != null) {
      schedule(planned);
    }
  }

  /** All lists of a provider; the first refusal that matters is the provider's. */
  private Future<Optional<Refusal>> fetchAll(SyncPlan.Task task) {
    List<Future<Optional<Refusal>>> lists = task.lists().stream().map(this::fetch).toList();
    if (lists.size() > 1) {
      // The others may take their time: what has come is of use already.
      lists.getFirst().onSuccess(refusal -> refusal.ifPresentOrElse(why -> {}, this::write));
    }
    return Future.join(lists)
        .map(all -> refusal(task.lists(), lists.stream().map(Future::result).toList()));
  }

  /**
   * A list that was never there is not missed: a further one in any case, the main one where it
   * does not exist and another has come in its place.
   */
  private Optional<Refusal> refusal(List<ListSource> lists, List<Optional<Refusal>> refusals) {
    boolean oneCame = refusals.stream().anyMatch(Optional::isEmpty);
    for (int i = 0; i < lists.size(); i++) {
      Optional<Refusal> refusal = refusals.get(i);
      boolean main = i == 0;
      boolean missed =
          holdings.has(lists.get(i))
              || (main
                  && (!oneCame
                      || refusal.filter(w -> w.reason() == Refusal.Reason.NOT_FOUND).isEmpty()));
      if (refusal.isPresent() && missed) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Future<Optional<Refusal>> fetch(ListSource source) {
    return fetcher
        .fetch(source, holdings.etag(source))
        .map(fetched -> holdings.take(source, fetched));
  }

  private void schedule(SyncPlan.Task task) {
    if (!closed) {
      timetable.schedule(task.name(), task.period(), () -> sync(task.name()));
    }
  }

  private Future<Void> write() {
    CatalogInputs inputs = holdings.inputs(plan);
    return writer.write(holdings.stored(), inputs);
  }

  private static List<String> addresses(SyncPlan.Task task) {
    return task.lists().stream().map(ListSource::fingerprint).toList();
  }

  /** Runs on the context that all state belongs to. */
  private <T> Future<T> on(Supplier<Future<T>> action) {
    Promise<T> done = Promise.promise();
    context.runOnContext(nothing -> action.get().onComplete(done));
    return done.future();
  }
}
