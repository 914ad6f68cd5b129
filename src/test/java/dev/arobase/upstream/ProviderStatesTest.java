package dev.arobase.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.ProviderConfig;
import dev.arobase.config.Secret;
import dev.arobase.resolve.Target;
import dev.arobase.resolve.World;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderStatesTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close();
  }

  @Test
  void lookingAtATargetWithAClientsKeyGivesThatKeyToNobody() {
    ProviderConfig operators = World.usual().snapshot().config().provider("openai").orElseThrow();
    ProviderStates states = new ProviderStates(vertx, new ManualTicker());
    ProviderState state = states.of(operators);
    ProviderConfig clients = withKey(operators, "sk-the-clients");
    assertThat(states.health().open(Target.verbatim(clients, "m"))).isFalse();
    assertThat(state.key(Set.of()).map(UpstreamKey::text)).contains("key");
  }

  private static ProviderConfig withKey(ProviderConfig provider, String key) {
    return new ProviderConfig(
        provider.name(),
        provider.synonyms(),
        provider.builtIn(),
        provider.listed(),
        provider.disabledReason(),
        provider.keyVariables(),
        provider.switchedOnBy(),
        provider.baseUrl(),
        provider.customBaseUrl(),
        List.of(Secret.of(key)),
        Optional.empty(),
        provider.headers(),
        provider.tls(),
        provider.proxy(),
        provider.timeouts(),
        provider.retry(),
        provider.breaker(),
        provider.maxConcurrent(),
        provider.queue(),
        provider.http2(),
        provider.models(),
        provider.traits());
  }
}
