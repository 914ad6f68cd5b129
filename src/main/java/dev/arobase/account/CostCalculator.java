package dev.arobase.account;

import dev.arobase.catalog.ModelType;
import dev.arobase.catalog.Offering;
import dev.arobase.catalog.Price;
import dev.arobase.wire.Usage;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * From an upstream's usage to USD, exact. The upstream's own figure goes first; else its tokens
 * times the serving provider's prices. What cannot be known is unknown, never 0.
 */
public final class CostCalculator {

  /** Two figures more than this share of the larger one apart are told. */
  private static final BigDecimal DRIFT = new BigDecimal("0.01");

  private final InstantSource clock;

  /**
   * @param clock for prices that depend on the time of day
   */
  public CostCalculator(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The cost of one answer.
   *
   * @param usage the last one that the upstream sent; empty when it sent none
   * @param offering who served it at which prices; empty when no list has the model
   */
  public Bill bill(Optional<Usage> usage, Optional<Offering> offering) {
    if (usage.isEmpty()) {
      return new Bill(new Cost.Unknown(Cost.Reason.NO_USAGE), Optional.empty());
    }
    Cost computed = compute(usage.get(), offering);
    Optional<BigDecimal> reported =
        usage.get().reportedCost().filter(amount -> amount.signum() >= 0);
    if (reported.isEmpty()) {
      return new Bill(computed, Optional.empty());
    }
    return new Bill(
        new Cost.Reported(reported.get()),
        computed
            .usd()
            .filter(own -> apart(reported.get(), own))
            .map(own -> new Bill.Drift(reported.get(), own)));
  }

  private Cost compute(Usage usage, Optional<Offering> offering) {
    if (offering.isEmpty()) {
      return new Cost.Unknown(Cost.Reason.NO_PRICE);
    }
    Optional<Tokens> counted = Tokens.of(usage, offering.get().type());
    if (counted.isEmpty()) {
      return new Cost.Unknown(Cost.Reason.NO_USAGE);
    }
    Tokens tokens = counted.get();
    EffectivePrices prices =
        EffectivePrices.of(
            offering.get().pricing(),
            tokens.prompt(),
            LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    Sum sum = new Sum();
    sum.add(tokens.plainPrompt(), prices.price(EffectivePrices.PROMPT));
    sum.add(tokens.cacheRead(), prices.known(EffectivePrices.CACHE_READ, EffectivePrices.PROMPT));
    sum.add(tokens.cacheWrite(), prices.known(EffectivePrices.CACHE_WRITE, EffectivePrices.PROMPT));
    sum.add(tokens.completion(), prices.price(EffectivePrices.COMPLETION));
    if (prices.price(EffectivePrices.REQUEST) instanceof Price.Known perRequest) {
      sum.add(1, perRequest);
    }
    return sum.cost();
  }

  private static boolean apart(BigDecimal reported, BigDecimal computed) {
    BigDecimal allowed = reported.max(computed).multiply(DRIFT);
    return reported.subtract(computed).abs().compareTo(allowed) > 0;
  }

  /** What is billed; every prompt token stands in exactly one of the first three. */
  private record Tokens(long plainPrompt, long cacheRead, long cacheWrite, long completion) {

    static Optional<Tokens> of(Usage usage, ModelType type) {
      boolean promptOnly =
          switch (type) {
            case EMBEDDING, RERANK, MODERATION -> true;
            case CHAT, IMAGE, AUDIO, VIDEO, UNKNOWN -> false;
          };
      OptionalLong prompt = usage.prompt();
      if (prompt.isEmpty() && promptOnly) {
        prompt = usage.total();
      }
      OptionalLong completion = usage.completion();
      if (completion.isEmpty() && promptOnly) {
        completion = OptionalLong.of(0);
      } else if (completion.isEmpty() && prompt.isPresent() && usage.total().isPresent()) {
        completion = OptionalLong.of(Math.max(0, usage.total().getAsLong() - prompt.getAsLong()));
      }
      if (prompt.isEmpty() || completion.isEmpty()) {
        return Optional.empty();
      }
      // A report of more cached tokens than tokens is cut down, not billed twice.
      long all = prompt.getAsLong();
      long read = Math.min(all, usage.cachedRead().orElse(0));
      long write = Math.min(all - read, usage.cacheWrite().orElse(0));
      return Optional.of(new Tokens(all - read - write, read, write, completion.getAsLong()));
    }

    long prompt() {
      return plainPrompt + cacheRead + cacheWrite;
    }
  }

  /** Adds up until a price that is needed turns out not to be known. */
  private static final class Sum {
    private BigDecimal amount = BigDecimal.ZERO;
    private Optional<Cost.Reason> unknown = Optional.empty();

    void add(long count, Price price) {
      if (count == 0) {
        return;
      }
      switch (price) {
        case Price.Known(BigDecimal usd) ->
            amount = amount.add(usd.multiply(BigDecimal.valueOf(count)));
        case Price.Unknown _ -> unknown = Optional.of(Cost.Reason.NO_PRICE);
        case Price.Dynamic _ -> unknown = Optional.of(Cost.Reason.DYNAMIC_PRICE);
      }
    }

    Cost cost() {
      return unknown.<Cost>map(Cost.Unknown::new).orElseGet(() -> new Cost.Computed(amount));
    }
  }
}
