package dev.arobase.cli;

import dev.arobase.catalog.Catalog;
import dev.arobase.config.Config;
import dev.arobase.exchange.Endpoint;
import dev.arobase.resolve.Explanation;
import dev.arobase.resolve.HealthView;
import dev.arobase.resolve.ProviderChoice;
import dev.arobase.resolve.ResolveRequest;
import dev.arobase.resolve.Resolver;
import dev.arobase.resolve.RestrictionSources;
import dev.arobase.resolve.Snapshot;
import dev.arobase.resolve.SpeedView;
import dev.arobase.resolve.Turns;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Explains by the resolver itself, over the stored catalog. What only a running gateway knows, the
 * health and speed of providers, is left out.
 */
public final class ResolverExplaining implements Explaining {
  private final CatalogSource catalog;

  public ResolverExplaining(CatalogSource catalog) {
    this.catalog = catalog;
  }

  @Override
  public Explained explain(Config config, String model, Optional<String> provider) {
    Resolver resolver = new Resolver(HealthView.HEALTHY, SpeedView.UNKNOWN, new Turns(() -> 0));
    RestrictionSources sources =
        new RestrictionSources(Optional.empty(), Optional.empty(), provider, ProviderChoice.NONE);
    Explanation explanation =
        resolver.explain(
            ResolveRequest.of(Endpoint.CHAT_COMPLETIONS, model, sources),
            Snapshot.of(config, Catalog.of(catalog.stored(config))));
    return new Explained(
        explanation.text(),
        new String(explanation.json(), StandardCharsets.UTF_8),
        explanation.rejection().isEmpty());
  }
}
