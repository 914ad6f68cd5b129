package dev.arobase.config.load;

import static dev.arobase.config.load.Loading.errors;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ManyMistakesTest {

  @Test
  void everyMistakeOfAFileIsNamedWithItsPlaceInOneRun() {
    String yaml =
        """
        server:
          hots: 127.0.0.1
          port: 80a
          max_body: 32MB
          keepalive: 25
        auth:
          keys:
            - {name: a, key: "${NO_SUCH_KEY}"}
        defaults:
          breaker: {rate: 1.5}
          retry: {on: [200]}
        default_provider: deepinfr
        providers:
          mine:
            base_url: ftp://example.com
          Mine:
            base_url: http://example.com/v1
          bad:
            base_url: http://bad.example/v1
            api_key: "sk-a b"
            headers: {X-Team: "caf\u2615"}
        catalog: {canonical: openruoter}
        routes:
          a: b
          b: a
          zero:
            strategy: weighted
            targets: [{model: "@openai/x", weight: 0}]
          empty: {targets: []}
          lost: "@unheard/x"
        unheard_of: 1
        """;

    assertThat(errors(yaml))
        .containsExactly(
            "2:3: server.hots: unknown key; did you mean \"host\"?",
            "3:9: server.port: must be a whole number from 0 to 65535, not \"80a\"",
            "4:13: server.max_body: must be a size such as 64KiB or 32MiB, from 1B to 1GiB, not"
                + " \"32MB\"",
            "5:14: server.keepalive: must be a duration such as 250ms, 3s, 15m or 1h, at most 576h,"
                + " at least 1ms, or off, not \"25\"",
            "8:22: auth.keys[0].key: the variable NO_SUCH_KEY is not set; set it, or give a"
                + " default: ${NO_SUCH_KEY:-…}",
            "10:19: defaults.breaker.rate: must be a number from 0 to 1, not \"1.5\"",
            "11:16: defaults.retry.on[0]: must be a whole number from 400 to 599, not \"200\"",
            "12:19: default_provider: unknown provider \"deepinfr\"; did you mean \"deepinfra\"?",
            "15:15: providers.mine.base_url: must begin with http:// or https://",
            "16:3: providers.Mine: is the same provider as mine in line 14",
            "20:14: providers.bad.api_key: the key holds white space at position 5; it was damaged"
                + " on its way here, copy it again",
            "21:23: providers.bad.headers.X-Team: the value holds a character outside Latin-1 at"
                + " position 4",
            "22:22: catalog.canonical: must be one of openrouter, none, not \"openruoter\"; did"
                + " you mean \"openrouter\"?",
            "24:3: routes.a: leads back to itself: a → b → a",
            "28:14: routes.zero.targets: the weights sum to 0; give one of the targets a weight",
            "29:20: routes.empty.targets: needs at least one target",
            "30:9: routes.lost: unknown provider \"unheard\"",
            "31:1: unheard_of: unknown key; known here: auth, catalog, default_model,"
                + " default_provider, defaults, headers, log, metrics, portkey, providers,"
                + " providers_from_env, proxy, routes, server");
  }
}
