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
    ProviderConfig clients =
        operators.withKeys(List.of(Secret.of("sk-the-clients")), Optional.empty());
    assertThat(states.health().open(Target.verbatim(clients, "m"))).isFalse();
    assertThat(state.key(Set.of()).map(UpstreamKey::text)).contains("key");
  }
}
