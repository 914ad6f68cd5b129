package dev.arobase.upstream;

import dev.arobase.config.BreakerConfig;
import dev.arobase.config.HttpAddress;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.RetryConfig;
import dev.arobase.config.Secret;
import dev.arobase.exchange.Failure;
import dev.arobase.exchange.StatusRow;
import dev.arobase.relay.Complaints;
import dev.arobase.resolve.Target;
import dev.arobase.wire.Masking;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** One provider as its requests have found it; shared by all event loops. */
public final class ProviderState {
  /** A header that the operator set may be a key; one shorter than this is more likely a word. */
  private static final int SECRET_HEADER_LENGTH = 16;

  private final String name;
  private final Breakers breakers;
  private final ModelAbsence absences;
  private final KeyRests rests;
  private final RetryBudget budget;
  private final SpeedStats speeds;
  private final ConcurrencyLimit limit = new ConcurrencyLimit();

  private volatile Settings settings;

  /** What follows from the configuration alone. */
  private record Settings(
      ProviderConfig provider,
      KeyRing keys,
      Complaints complaints,
      BreakerSettings breaker,
      ConcurrencyLimit.Settings limit) {}

  ProviderState(
      ProviderConfig provider,
      Breakers breakers,
      ModelAbsence absences,
      KeyRests rests,
      RetryBudget budget,
      SpeedStats speeds) {
    this.name = provider.name();
    this.breakers = breakers;
    this.absences = absences;
    this.rests = rests;
    this.budget = budget;
    this.speeds = speeds;
    this.settings = settings(provider);
  }

  /** Takes over a changed configuration. */
  @SuppressWarnings(
      "ReferenceEquality") // Asked with every request: the same configuration is the same object.
  void configure(ProviderConfig provider) {
    if (settings.provider() != provider) {
      settings = settings(provider);
    }
  }

  private Settings settings(ProviderConfig provider) {
    BreakerConfig breaker = provider.breaker();
    List<UpstreamKey> keys =
        provider.keys().stream().map(Secret::reveal).map(UpstreamKey::new).toList();
    List<String> secrets = new ArrayList<>(keys.stream().map(UpstreamKey::text).toList());
    secrets.add(provider.baseUrl().getAuthority());
    HttpAddress.host(provider.baseUrl()).ifPresent(secrets::add);
    provider.headers().values().stream()
        .filter(value -> value.length() >= SECRET_HEADER_LENGTH)
        .forEach(secrets::add);
    return new Settings(
        provider,
        new KeyRing(name, keys, rests),
        new Complaints(new Masking(secrets)),
        new BreakerSettings(
            breaker.failures(), breaker.rate(), breaker.window(), breaker.cooldown()),
        new ConcurrencyLimit.Settings(
            provider.maxConcurrent(), provider.queue().length(), provider.queue().maxWait()));
  }

  Complaints complaints() {
    return settings.complaints();
  }

  /** Leave of the breaker; empty while it is open and {@code anyway} is not set. */
  Optional<BreakerPermit> permit(Target target, boolean anyway) {
    BreakerId id = breakerId(target);
    return anyway
        ? Optional.of(breakers.acquireAnyway(id, settings.breaker()))
        : breakers.tryAcquire(id, settings.breaker());
  }

  /** Whether {@link #permit} would be refused now. */
  boolean isOpen(Target target) {
    return breakers.isOpen(breakerId(target));
  }

  /** Ids that no list has share one breaker: nobody makes breakers by inventing ids. */
  private BreakerId breakerId(Target target) {
    return target.offering().isPresent()
        ? BreakerId.listed(name, target.upstreamId())
        : BreakerId.unlisted(name);
  }

  ConcurrencyLimit.Ticket acquire(Context context) {
    return limit.acquire(context, settings.limit());
  }

  Optional<UpstreamKey> key(Set<UpstreamKey> tried) {
    return settings.keys().pick(tried);
  }

  boolean hasOtherKey(Set<UpstreamKey> tried) {
    return settings.keys().hasOther(tried);
  }

  boolean allKeysRest() {
    KeyRing keys = settings.keys();
    return !keys.keys().isEmpty() && keys.resting() == keys.keys().size();
  }

  void firstAttempt() {
    budget.request();
  }

  boolean mayRepeat(RetryConfig retry) {
    return budget.hasRoom(new RetryBudget.Settings(retry.budget(), retry.budgetMin()));
  }

  boolean trySpendRepeat(RetryConfig retry) {
    return budget.trySpend(new RetryBudget.Settings(retry.budget(), retry.budgetMin()));
  }

  /** A head has come, good or bad: it may say that the key has nothing left. */
  void headed(Optional<UpstreamKey> key, MultiMap headers) {
    key.ifPresent(
        used ->
            RateLimitHeaders.untilReset(headers, Instant.now())
                .ifPresent(wait -> rests.exhausted(name, used, wait)));
  }

  void succeeded(Target target, Optional<UpstreamKey> key, Duration firstContent) {
    key.ifPresent(used -> rests.succeeded(name, used));
    absences.clear(name, target.upstreamId());
    speeds.answered(name, target.upstreamId(), firstContent, OptionalDouble.empty());
  }

  /** A stream has ended well. */
  void streamed(Target target, double tokensPerSecond) {
    speeds.streamed(name, target.upstreamId(), tokensPerSecond);
  }

  /** An answer broke after its first content. */
  void broke(Target target) {
    speeds.failed(name, target.upstreamId());
  }

  void failed(Target target, Optional<UpstreamKey> key, Failure failure) {
    key.ifPresent(used -> rests.failed(name, used, failure));
    if (failure instanceof Failure.BadStatus bad && bad.row() == StatusRow.MODEL_NOT_FOUND) {
      absences.report(name, target.upstreamId());
    }
    if (failure.countsForBreaker() || isRateLimit(failure)) {
      speeds.failed(name, target.upstreamId());
    }
  }

  private static boolean isRateLimit(Failure failure) {
    return failure instanceof Failure.BadStatus bad && bad.row() == StatusRow.RATE_LIMITED;
  }

  /** Requests at the provider now, for those who watch. */
  public int inUse() {
    return limit.inUse();
  }

  /** Requests that wait for a place at the provider. */
  public int queued() {
    return limit.waiting();
  }

  public int restingKeys() {
    return settings.keys().resting();
  }
}
