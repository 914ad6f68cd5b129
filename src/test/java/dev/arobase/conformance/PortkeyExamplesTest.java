package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.FakeUpstream;
import dev.arobase.support.Gateway;
import dev.arobase.support.ReceivedRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Configurations such as Portkey's documentation shows for each of its features, and what it says
 * of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortkeyExamplesTest {
  private final FakeUpstream upstream = FakeUpstream.start();
  private final World world =
      World.plan(upstream)
          .custom("main", "large", "small")
          .custom("spare", "large", "small")
          .custom("third", "large", "small")
          .open()
          .start();

  @BeforeEach
  void reset() {
    upstream.reset();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private ClientAnswer send(String config) {
    return world.send(Gateway.chat("large", false).header("x-portkey-config", oneLine(config)));
  }

  private ClientAnswer send(String config, String metadata, String body) {
    return world.send(
        ClientRequest.chat(body)
            .header("x-portkey-config", oneLine(config))
            .header("x-portkey-metadata", metadata));
  }

  private static String oneLine(String json) {
    return json.replace('\n', ' ');
  }

  private List<ReceivedRequest> at(String provider) {
    return upstream.existing(provider).requests();
  }

  private static void took(ClientAnswer answer, String option) {
    Verdicts.good(answer);
    assertThat(answer.header("x-portkey-last-used-option-index")).isEqualTo(option);
  }

  @Test
  void oneProviderWithItsKey() {
    took(send("{\"provider\": \"main\", \"api_key\": \"sk-in-the-config\"}"), "config");
    assertThat(upstream.existing("main").only().bearer()).contains("sk-in-the-config");
  }

  @Test
  void aProviderInTheOverriddenModel() {
    took(send("{\"override_params\": {\"model\": \"@spare/small\"}}"), "config");
    assertThat(upstream.existing("spare").only().model()).isEqualTo("small");
  }

  @Test
  void aFallbackToAnotherModel() {
    String config =
        """
        {
          "strategy": {"mode": "fallback"},
          "targets": [
            {"provider": "@main", "override_params": {"model": "large"}},
            {"override_params": {"model": "@spare/small", "max_tokens": 9}}
          ]
        }
        """;
    took(send(config), "config.targets[0]");
    upstream.existing("main").play(Answer.error(503));
    took(send(config), "config.targets[1]");
    JsonNode sent = upstream.existing("spare").only().json();
    assertThat(sent.path("model").asText()).isEqualTo("small");
    assertThat(sent.path("max_tokens").asInt()).isEqualTo(9);
  }

  @Test
  void aFallbackOnSomeStatuses() {
    String config =
        """
        {
          "strategy": {"mode": "fallback", "on_status_codes": [429, 503]},
          "targets": [{"provider": "main"}, {"provider": "spare"}, {"provider": "third"}]
        }
        """;
    upstream.existing("main").play(Answer.error(429));
    upstream.existing("spare").play(Answer.error(500));
    assertThat(send(config).status()).isEqualTo(502);
    assertThat(at("spare")).hasSize(1);
    assertThat(at("third")).isEmpty();
  }

  @Test
  void aLoadShared() {
    String config =
        """
        {
          "strategy": {"mode": "loadbalance"},
          "targets": [
            {"provider": "main", "weight": 0.7},
            {"provider": "spare", "weight": 0.3},
            {"provider": "third", "weight": 0}
          ]
        }
        """;
    for (int i = 0; i < 100; i++) {
      Verdicts.good(send(config));
    }
    assertThat(at("main").size()).isBetween(67, 73);
    assertThat(at("third")).isEmpty();
  }

  @Test
  void aCanaryThatGetsAFewRequests() {
    String config =
        """
        {
          "strategy": {"mode": "loadbalance"},
          "targets": [
            {"provider": "main", "weight": 0.95},
            {"provider": "spare", "weight": 0.05, "override_params": {"model": "small"}}
          ]
        }
        """;
    for (int i = 0; i < 100; i++) {
      Verdicts.good(send(config));
    }
    assertThat(at("spare").size()).isBetween(3, 7);
    assertThat(at("spare")).allSatisfy(got -> assertThat(got.model()).isEqualTo("small"));
  }

  @Test
  void aSharedLoadWithAFallbackBelow() {
    String config =
        """
        {
          "strategy": {"mode": "loadbalance"},
          "targets": [
            {
              "weight": 1,
              "strategy": {"mode": "fallback", "on_status_codes": [500]},
              "targets": [{"provider": "main"}, {"provider": "spare"}]
            }
          ]
        }
        """;
    upstream.existing("main").play(Answer.error(500));
    took(send(config), "config.targets[0].targets[1]");
  }

  @Test
  void aFallbackToASharedLoadThatInheritsItsParameters() {
    String config =
        """
        {
          "strategy": {"mode": "fallback"},
          "override_params": {"temperature": 0.5},
          "retry": {"attempts": 0},
          "targets": [
            {"provider": "main"},
            {
              "strategy": {"mode": "loadbalance"},
              "override_params": {"top_p": 0.9},
              "targets": [{"provider": "spare"}, {"provider": "third", "weight": 0}]
            }
          ]
        }
        """;
    upstream.existing("main").play(Answer.error(500));
    took(send(config), "config.targets[1].targets[0]");
    JsonNode sent = upstream.existing("spare").only().json();
    assertThat(sent.path("temperature").asDouble()).isEqualTo(0.5);
    assertThat(sent.path("top_p").asDouble()).isEqualTo(0.9);
  }

  @Test
  void retriesForSomeStatusesAndForEachTarget() {
    String config =
        """
        {
          "strategy": {"mode": "fallback"},
          "targets": [
            {"provider": "main", "retry": {"attempts": 2, "on_status_codes": [429]}},
            {"provider": "spare", "retry": {"attempts": 1, "use_retry_after_header": true}}
          ]
        }
        """;
    upstream.existing("main").play(Answer.error(500));
    upstream
        .existing("spare")
        .play(Answer.error(503).header("retry-after", "0"), Chat.saying("at last").plain("large"));
    ClientAnswer answer = send(config);
    took(answer, "config.targets[1]");
    assertThat(answer.header("x-portkey-retry-attempt-count")).isEqualTo("1");
    assertThat(at("main")).hasSize(1);
    assertThat(at("spare")).hasSize(2);
  }

  @Test
  void aTimeoutForAllAndAnotherForOneWithItsFallback() {
    String config =
        """
        {
          "strategy": {"mode": "fallback", "on_status_codes": [408]},
          "request_timeout": 20000,
          "targets": [{"provider": "main", "request_timeout": 60}, {"provider": "spare"}]
        }
        """;
    upstream.existing("main").play(Answer.silence());
    took(send(config), "config.targets[1]");
  }

  @Test
  void aCircuitBreaker() {
    String config =
        """
        {
          "strategy": {
            "mode": "fallback",
            "cb_config": {
              "failure_threshold_percentage": 20,
              "minimum_requests": 2,
              "cooldown_interval": 60000,
              "failure_status_codes": [401, 429, 500]
            }
          },
          "targets": [
            {"override_params": {"model": "@main/large"}},
            {"override_params": {"model": "@spare/large"}}
          ]
        }
        """;
    upstream.existing("main").play(Answer.error(500), Answer.error(500));
    for (int i = 0; i < 4; i++) {
      took(send(config), "config.targets[1]");
    }
    assertThat(at("main")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"plan\":\"paid\"}|{\"model\":\"large\",\"messages\":[]}|config.targets[0]",
        "{\"plan\":\"free\",\"age\":20}|{\"model\":\"large\",\"messages\":[]}|config.targets[1].targets[0]",
        "{\"plan\":\"free\",\"age\":17}|{\"model\":\"large\",\"messages\":[]}|config.targets[2]",
        "{}|{\"model\":\"large\",\"temperature\":1.5,\"messages\":[]}|config.targets[1].targets[0]",
        "{}|{\"model\":\"small\",\"messages\":[]}|config.targets[2]"
      })
  void conditionsOverMetadataParametersAndPath(String metadata, String body, String option) {
    String config =
        """
        {
          "strategy": {
            "mode": "conditional",
            "conditions": [
              {"query": {"metadata.plan": {"$eq": "paid"}}, "then": "best"},
              {
                "query": {
                  "$or": [
                    {"$and": [{"metadata.age": {"$gte": 18}}, {"metadata.plan": {"$in": ["free", "trial"]}}]},
                    {"$and": [{"params.temperature": {"$gt": 1}}, {"params.model": {"$ne": "small"}}]}
                  ]
                },
                "then": "usual"
              },
              {"query": {"url.pathname": {"$regex": "embeddings$"}}, "then": "best"}
            ],
            "default": "last"
          },
          "targets": [
            {"name": "best", "provider": "main"},
            {
              "name": "usual",
              "strategy": {"mode": "fallback"},
              "targets": [{"provider": "spare"}, {"provider": "third"}]
            },
            {"name": "last", "provider": "third"}
          ]
        }
        """;
    took(send(config, metadata, body), option);
  }

  @Test
  void aConditionBelowACondition() {
    String config =
        """
        {
          "strategy": {
            "mode": "conditional",
            "conditions": [{"query": {"params.model": "large"}, "then": "by-region"}],
            "default": "third"
          },
          "targets": [
            {
              "name": "by-region",
              "strategy": {
                "mode": "conditional",
                "conditions": [{"query": {"metadata.region": {"$nin": ["us"]}}, "then": "here"}],
                "default": "there"
              },
              "targets": [{"name": "here", "provider": "main"}, {"name": "there", "provider": "spare"}]
            },
            {"name": "third", "provider": "third"}
          ]
        }
        """;
    String body = "{\"model\":\"large\",\"messages\":[]}";
    took(send(config, "{\"region\":\"eu\"}", body), "config.targets[0].targets[0]");
    took(send(config, "{\"region\":\"us\"}", body), "config.targets[0].targets[1]");
  }

  @Test
  void noConditionThatHoldsAndNoDefault() {
    ClientAnswer answer =
        send(
            """
            {
              "strategy": {
                "mode": "conditional",
                "conditions": [{"query": {"metadata.x": "y"}, "then": "a"}]
              },
              "targets": [{"name": "a", "provider": "main"}]
            }
            """);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(upstream.requestCount()).isZero();
  }

  @Test
  void aCacheBesideARetry() {
    ClientAnswer answer =
        send(
            """
            {"provider": "main", "cache": {"mode": "semantic", "max_age": 60}, "retry": {"attempts": 3}}
            """);
    took(answer, "config");
    assertThat(answer.header("x-portkey-cache-status")).isEqualTo("DISABLED");
  }

  @Test
  void headersPassedOn() {
    Verdicts.good(
        world.send(
            Gateway.chat("large", false)
                .header("x-team", "search")
                .header(
                    "x-portkey-config",
                    "{\"provider\":\"main\",\"forward_headers\":[\"X-Team\",\"Authorization\"]}")));
    assertThat(upstream.existing("main").only().headers().first("x-team")).contains("search");
    assertThat(upstream.existing("main").only().bearer()).contains(World.keyOf("main"));
  }
}
