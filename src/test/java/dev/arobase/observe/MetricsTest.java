package dev.arobase.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.account.Bill;
import dev.arobase.account.Cost;
import dev.arobase.exchange.ErrorCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics =
      new Metrics(
          "1.2.3",
          new Gauges() {
            @Override
            public int requestsInFlight() {
              return 7;
            }

            @Override
            public int connectionsOpen() {
              return 9;
            }

            @Override
            public int catalogModels() {
              return 11;
            }

            @Override
            public boolean ready() {
              return true;
            }

            @Override
            public List<ProviderLoad> providerLoads() {
              return List.of(new ProviderLoad("deepinfra", 3, 5), new ProviderLoad("own", 0, 0));
            }

            @Override
            public Map<String, Map<String, Integer>> breakers() {
              return Map.of("deepinfra", Map.of("open", 2));
            }
          });

  @Test
  void aRequestIsCountedWithTokensCostAttemptsAndTime() {
    metrics.record(Requests.served("deepinfra", "openai/gpt-oss-20b"));
    assertThat(metrics.render())
        .contains(
            "arobase_requests_total{endpoint=\"/v1/chat/completions\",model=\"openai/gpt-oss-20b\",provider=\"deepinfra\",status=\"200\"}"
                + " 1.0")
        .contains("arobase_key_requests_total{key=\"frontend\"} 1.0")
        .contains(
            "arobase_tokens_total{kind=\"prompt\",model=\"openai/gpt-oss-20b\",provider=\"deepinfra\"}"
                + " 12.0")
        .contains(
            "arobase_cost_usd_total{model=\"openai/gpt-oss-20b\",provider=\"deepinfra\",source=\"computed\"}"
                + " 4.2E-6")
        .contains(
            "arobase_attempts_total{model=\"openai/gpt-oss-20b\",outcome=\"ok\",provider=\"deepinfra\"}"
                + " 1.0")
        .contains(
            "arobase_request_duration_seconds_count{endpoint=\"/v1/chat/completions\",provider=\"deepinfra\"}"
                + " 1")
        .contains(
            "arobase_time_to_first_token_seconds_bucket{endpoint=\"/v1/chat/completions\",provider=\"deepinfra\",le=\"0.25\"}"
                + " 1");
  }

  @Test
  void theMomentIsShown() {
    assertThat(metrics.render())
        .contains("arobase_requests_in_flight 7.0")
        .contains("arobase_connections_open 9.0")
        .contains("arobase_catalog_models 11.0")
        .contains("arobase_ready 1.0")
        .contains("arobase_breakers{provider=\"deepinfra\",state=\"open\"} 2.0")
        .contains("arobase_build_info{version=\"1.2.3\"} 1");
  }

  @Test
  void aThousandModelsMakeTwoHundredLabelsAndTheRestIsOther() {
    for (int i = 0; i < 1000; i++) {
      metrics.record(Requests.served("deepinfra", "model-" + i));
    }
    String text = metrics.render();
    long labels =
        text.lines()
            .filter(line -> line.startsWith("arobase_requests_total{"))
            .filter(line -> !line.contains("model=\"other\""))
            .count();
    assertThat(labels).isEqualTo(200);
    assertThat(text)
        .contains(
            "arobase_requests_total{endpoint=\"/v1/chat/completions\",model=\"other\",provider=\"deepinfra\",status=\"200\"}"
                + " 800.0");
  }

  @Test
  void aModelThatNobodyServesIsNoLabel() {
    metrics.record(Requests.failed("deepinfra", "made-up-by-a-client"));
    assertThat(metrics.render()).doesNotContain("made-up-by-a-client");
  }

  @Test
  void theModelIsOnCountersOnly() {
    metrics.record(Requests.served("deepinfra", "openai/gpt-oss-20b"));
    assertThat(metrics.render().lines().filter(line -> line.contains("_seconds")))
        .noneMatch(line -> line.contains("model="));
  }

  @Test
  void whatEachProviderHasToDoIsShown() {
    assertThat(metrics.render())
        .contains("arobase_provider_requests_in_flight{provider=\"deepinfra\"} 3.0")
        .contains("arobase_provider_requests_queued{provider=\"deepinfra\"} 5.0")
        .contains("arobase_provider_requests_in_flight{provider=\"own\"} 0.0");
  }

  @Test
  void aMillionTinyCostsDoNotDrift() {
    RequestRecord tiny = Requests.served("p", "m", new Cost.Computed(new BigDecimal("0.0000001")));
    for (int i = 0; i < 100_000; i++) {
      metrics.record(tiny);
    }
    assertThat(metrics.render())
        .contains("arobase_cost_usd_total{model=\"m\",provider=\"p\",source=\"computed\"} 0.01\n");
  }

  @Test
  void aReportedCostFarFromTheComputedOneIsCounted() {
    BigDecimal reported = new BigDecimal("0.00005");
    Bill.Drift drift = new Bill.Drift(reported, new BigDecimal("0.00003"));
    metrics.record(
        Requests.served("p", "m", new Bill(new Cost.Reported(reported), Optional.of(drift))));
    metrics.record(Requests.served("p", "m"));
    assertThat(metrics.render())
        .contains("arobase_cost_drift_total{model=\"m\",provider=\"p\"} 1.0");
  }

  @Test
  void anUnknownCostIsCountedAsSuchAndAddsNothing() {
    metrics.record(Requests.served("p", "m", new Cost.Unknown(Cost.Reason.NO_PRICE)));
    assertThat(metrics.render())
        .contains("arobase_cost_unknown_total{model=\"m\",provider=\"p\",reason=\"no_price\"} 1.0")
        .doesNotContain("arobase_cost_usd_total{");
  }

  @Test
  void abandonedAttemptsAndFailuresOfTheBackgroundAreCounted() {
    metrics.record(Requests.failed("deepinfra", "m"));
    metrics.catalogSyncFailed("deepinfra");
    metrics.configReloadFailed();
    metrics.configReloaded();
    metrics.wireRefusal(ErrorCode.HEADERS_TOO_LARGE);
    assertThat(metrics.render())
        .contains("arobase_abandoned_total{model=\"other\",provider=\"deepinfra\"} 1.0")
        .contains("arobase_abandoned_tokens_total{model=\"other\",provider=\"deepinfra\"} 3.0")
        .contains("arobase_catalog_sync_failures_total{provider=\"deepinfra\"} 1.0")
        .contains("arobase_config_reload_failures_total 1.0")
        .contains("arobase_config_reloads_total 1.0")
        .contains("arobase_wire_refusals_total{code=\"headers_too_large\"} 1.0")
        .contains("arobase_errors_total{code=\"upstream_timeout\"");
  }
}
