package dev.arobase.observe;

import dev.arobase.account.Cost;
import dev.arobase.exchange.Attempt;
import dev.arobase.exchange.ErrorCode;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/**
 * The gateway's metrics. Every label is bounded: providers and keys are what the operator
 * configured, and a model becomes a label only once a request for it succeeded, at most 200 of
 * them. Safe for use by every event loop.
 */
public final class Metrics {
  /** The type of what {@link #render} gives. */
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final int MAX_MODELS = 200;
  private static final int MAX_NAMES = 200;
  private static final double[] DURATION_BUCKETS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final BoundedLabel models = new BoundedLabel(MAX_MODELS);
  private final BoundedLabel providers = new BoundedLabel(MAX_NAMES);
  private final BoundedLabel keys = new BoundedLabel(MAX_NAMES);
  private final BoundedLabel codes = new BoundedLabel(MAX_NAMES);
  private final ExactSums costs = new ExactSums();
  private final ExactSums keyCosts = new ExactSums();

  private final Counter requests =
      counter(
          MetricNames.REQUESTS, "Requests that ended", "endpoint", "provider", "model", "status");
  private final Counter keyRequests =
      counter(MetricNames.KEY_REQUESTS, "Requests that ended, by client key", "key");
  private final Counter errors =
      counter(MetricNames.ERRORS, "Requests that ended with an error", "endpoint", "code");
  private final Counter ends = counter(MetricNames.ENDS, "How requests ended", "endpoint", "end");
  private final Counter attempts =
      counter(MetricNames.ATTEMPTS, "Tries at upstreams", "provider", "model", "outcome");
  private final Counter tokens = counter(MetricNames.TOKENS, "Tokens", "provider", "model", "kind");
  private final Counter costUnknown =
      counter(
          MetricNames.COST_UNKNOWN,
          "Served requests of unknown cost",
          "provider",
          "model",
          "reason");
  private final Counter costDrift =
      counter(
          MetricNames.COST_DRIFT,
          "Requests whose reported and computed cost are more than 1 % apart",
          "provider",
          "model");
  private final Counter abandoned =
      counter(
          MetricNames.ABANDONED,
          "Attempts given up after their request was sent; the provider may bill them",
          "provider",
          "model");
  private final Counter abandonedTokens =
      counter(
          MetricNames.ABANDONED_TOKENS,
          "Completion tokens that abandoned attempts were seen to produce",
          "provider",
          "model");
  private final Counter wireRefusals =
      counter(MetricNames.WIRE_REFUSALS, "Refused before a request was read", "code");
  private final Counter syncFailures =
      counter(MetricNames.SYNC_FAILURES, "Catalog syncs that failed", "provider");
  private final Counter reloads = counter(MetricNames.RELOADS, "Configurations put in force");
  private final Counter reloadFailures =
      counter(MetricNames.RELOAD_FAILURES, "Changed configurations that were refused");
  private final Histogram duration =
      histogram(MetricNames.DURATION, "From a request's arrival to the end of its answer");
  private final Histogram firstToken =
      histogram(MetricNames.FIRST_TOKEN, "From a request's arrival to the first content token");

  public Metrics(String version, Gauges gauges) {
    Info.builder()
        .name(MetricNames.BUILD)
        .help("The running version")
        .labelNames("version")
        .register(registry)
        .setLabelValues(version);
    sums(
        MetricNames.COST,
        "USD; exact per request in the log",
        costs,
        "provider",
        "model",
        "source");
    sums(MetricNames.KEY_COST, "USD by client key", keyCosts, "key");
    gauge(MetricNames.IN_FLIGHT, "Requests being worked on", gauges::requestsInFlight);
    gauge(MetricNames.CONNECTIONS, "Open client connections", gauges::connectionsOpen);
    gauge(MetricNames.MODELS, "Models in the catalog", gauges::catalogModels);
    gauge(MetricNames.READY, "1 when ready for requests", () -> gauges.ready() ? 1 : 0);
    loads(
        MetricNames.PROVIDER_IN_FLIGHT,
        "Requests that hold a place at a provider",
        gauges,
        ProviderLoad::inFlight);
    loads(
        MetricNames.PROVIDER_QUEUED,
        "Requests that wait for a place at a provider",
        gauges,
        ProviderLoad::queued);
    GaugeWithCallback.builder()
        .name(MetricNames.BREAKERS)
        .help("Circuit breakers by state")
        .labelNames("provider", "state")
        .callback(
            sample ->
                gauges
                    .breakers()
                    .forEach(
                        (provider, states) ->
                            states.forEach((state, count) -> sample.call(count, provider, state))))
        .register(registry);
  }

  /** Counts one finished request, with its attempts, tokens and cost. */
  public void record(RequestRecord request) {
    boolean served = request.status() < 400 && request.provider().isPresent();
    String provider = request.provider().map(providers::of).orElse(BoundedLabel.NONE);
    String model = model(request, served);
    requests
        .labelValues(request.endpoint(), provider, model, Integer.toString(request.status()))
        .inc();
    request.keyName().ifPresent(key -> keyRequests.labelValues(keys.of(key)).inc());
    request
        .errorCode()
        .ifPresent(code -> errors.labelValues(request.endpoint(), codes.of(code)).inc());
    ends.labelValues(request.endpoint(), request.end().word()).inc();
    duration
        .labelValues(provider, request.endpoint())
        .observe(request.latencyMilliseconds() / 1000.0);
    request
        .firstTokenMilliseconds()
        .ifPresent(ms -> firstToken.labelValues(provider, request.endpoint()).observe(ms / 1000.0));
    for (Attempt attempt : request.attempts()) {
      attempts
          .labelValues(
              providers.of(attempt.provider()),
              models.known(attempt.model()),
              codes.of(attempt.reason()))
          .inc();
    }
    count(request.tokens(), provider, model);
    cost(request, provider, model, served);
    for (AbandonedRecord attempt : request.abandoned()) {
      String given = providers.of(attempt.provider());
      String up = models.known(attempt.model());
      abandoned.labelValues(given, up).inc();
      attempt
          .completionTokens()
          .ifPresent(count -> abandonedTokens.labelValues(given, up).inc(count));
    }
  }

  /** A client was refused before its request was read. */
  public void wireRefusal(ErrorCode code) {
    wireRefusals.labelValues(code.word()).inc();
  }

  public void catalogSyncFailed(String provider) {
    syncFailures.labelValues(providers.of(provider)).inc();
  }

  public void configReloaded() {
    reloads.inc();
  }

  public void configReloadFailed() {
    reloadFailures.inc();
  }

  /** All metrics in Prometheus' text format, as {@link #CONTENT_TYPE} says. */
  public String render() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private String model(RequestRecord request, boolean served) {
    if (request.model().isEmpty()) {
      return BoundedLabel.OTHER;
    }
    String model = request.model().get();
    return served ? models.of(model) : models.known(model);
  }

  private void count(TokenCounts counts, String provider, String model) {
    count(counts.prompt(), provider, model, "prompt");
    count(counts.completion(), provider, model, "completion");
    count(counts.cached(), provider, model, "cached");
    count(counts.cacheWrite(), provider, model, "cache_write");
    count(counts.reasoning(), provider, model, "reasoning");
  }

  private void count(OptionalLong count, String provider, String model, String kind) {
    if (count.isPresent()) {
      tokens.labelValues(provider, model, kind).inc(count.getAsLong());
    }
  }

  private void cost(RequestRecord request, String provider, String model, boolean served) {
    if (request.bill().drift().isPresent()) {
      costDrift.labelValues(provider, model).inc();
    }
    if (request.cost() instanceof Cost.Unknown(Cost.Reason reason)) {
      if (served) {
        costUnknown.labelValues(provider, model, reason.word()).inc();
      }
      return;
    }
    BigDecimal usd = request.cost().usd().orElse(BigDecimal.ZERO);
    costs.add(usd, provider, model, request.cost().source());
    request.keyName().ifPresent(key -> keyCosts.add(usd, keys.of(key)));
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private Histogram histogram(String name, String help) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .labelNames("provider", "endpoint")
        .classicOnly()
        .classicUpperBounds(DURATION_BUCKETS)
        .register(registry);
  }

  private void sums(String name, String help, ExactSums sums, String... labels) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .callback(
            sample ->
                sums.forEach(
                    (values, sum) -> sample.call(sum.doubleValue(), values.toArray(String[]::new))))
        .register(registry);
  }

  private void loads(String name, String help, Gauges gauges, ToIntFunction<ProviderLoad> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("provider")
        .callback(
            sample ->
                gauges
                    .providerLoads()
                    .forEach(load -> sample.call(value.applyAsInt(load), load.provider())))
        .register(registry);
  }

  private void gauge(String name, String help, IntSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(sample -> sample.call(value.getAsInt()))
        .register(registry);
  }
}
