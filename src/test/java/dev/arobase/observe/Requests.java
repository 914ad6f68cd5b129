package dev.arobase.observe;

import dev.arobase.account.Bill;
import dev.arobase.account.Cost;
import dev.arobase.exchange.Attempt;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Records of requests for tests. */
final class Requests {
  private Requests() {}

  static RequestRecord served(String provider, String model) {
    return served(provider, model, new Cost.Computed(new BigDecimal("0.0000042")));
  }

  static RequestRecord served(String provider, String model, Cost cost) {
    return served(provider, model, new Bill(cost, Optional.empty()));
  }

  static RequestRecord served(String provider, String model, Bill bill) {
    return new RequestRecord(
        "req-1",
        Optional.of("frontend"),
        "POST",
        "/v1/chat/completions",
        Optional.of(provider),
        Optional.of(model),
        Optional.of("gpt-oss-20b"),
        200,
        Optional.empty(),
        List.of(Attempt.succeeded(provider, model, 200, 800)),
        true,
        new TokenCounts(
            OptionalLong.of(12),
            OptionalLong.of(34),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.of(5)),
        bill,
        List.of(),
        812,
        OptionalLong.of(800),
        OptionalLong.of(210),
        120,
        900,
        RequestEnd.COMPLETE);
  }

  static RequestRecord failed(String provider, String model) {
    return new RequestRecord(
        "req-2",
        Optional.empty(),
        "POST",
        "/v1/chat/completions",
        Optional.of(provider),
        Optional.of(model),
        Optional.of(model),
        504,
        Optional.of("upstream_timeout"),
        List.of(new Attempt(provider, model, OptionalInt.empty(), "idle_timeout", 1000)),
        false,
        TokenCounts.UNKNOWN,
        new Bill(new Cost.Unknown(Cost.Reason.NO_USAGE), Optional.empty()),
        List.of(new AbandonedRecord(provider, model, OptionalLong.of(3))),
        1001,
        OptionalLong.of(1000),
        OptionalLong.empty(),
        10,
        20,
        RequestEnd.REFUSED);
  }
}
