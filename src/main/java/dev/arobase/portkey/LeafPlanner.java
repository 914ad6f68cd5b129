package dev.arobase.portkey;

import dev.arobase.access.BroughtKey;
import dev.arobase.config.AuthStyle;
import dev.arobase.config.Config;
import dev.arobase.config.CustomHosts;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.Providers;
import dev.arobase.config.Secret;
import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Rejection;
import dev.arobase.resolve.Plan;
import dev.arobase.resolve.Resolution;
import dev.arobase.resolve.ResolveRequest;
import dev.arobase.resolve.Resolver;
import dev.arobase.resolve.RestrictionSources;
import dev.arobase.resolve.Snapshot;
import dev.arobase.resolve.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One target of a configuration: whose key, whose host, and then the gateway's own resolving. */
final class LeafPlanner {
  private final Resolver resolver;
  private final Snapshot snapshot;
  private final ResolveRequest wish;
  private final Settings above;
  private final Optional<String> headerProvider;
  private final Optional<KeyOwner> owner;
  private final Optional<BroughtKey> brought;
  private final LeafDrafts drafts;

  private Optional<Resolution.Refused> firstRefusal = Optional.empty();
  private Optional<Plan> plan = Optional.empty();

  /**
   * @param above what the headers say for every target
   * @param owner whom the brought key is for
   */
  LeafPlanner(
      Resolver resolver,
      Snapshot snapshot,
      ResolveRequest wish,
      Settings above,
      Optional<String> headerProvider,
      Optional<KeyOwner> owner,
      Optional<BroughtKey> brought,
      LeafDrafts drafts) {
    this.resolver = resolver;
    this.snapshot = snapshot;
    this.wish = wish;
    this.above = above;
    this.headerProvider = headerProvider;
    this.owner = owner;
    this.brought = brought;
    this.drafts = drafts;
  }

  /** Why nothing is left, when every target came out empty. */
  Resolution.Refused refusal() {
    return firstRefusal.orElseThrow(() -> new IllegalStateException("no target was refused"));
  }

  /** The gateway's own plan for the target that was planned last; none for a custom host. */
  Optional<Plan> plan() {
    return plan;
  }

  /** The provider in {@code @P/M}. */
  static Optional<String> prefix(String model) {
    int slash = model.indexOf('/');
    return model.startsWith("@") && slash > 1
        ? Optional.of(model.substring(1, slash))
        : Optional.empty();
  }

  /** Its targets in order; none when it has to be passed over. */
  List<Draft> plan(Node.Leaf leaf) throws BadConfig {
    Settings settings = leaf.settings().over(above);
    Optional<String> model = settings.model().or(wish::model);
    Optional<String> name = settings.provider().or(() -> headerProvider);
    return settings.customHost().isPresent()
        ? onCustomHost(leaf, settings, name, model)
        : atProvider(leaf, settings, name, model);
  }

  private List<Draft> atProvider(
      Node.Leaf leaf, Settings settings, Optional<String> name, Optional<String> model)
      throws BadConfig {
    Optional<String> named = name.or(() -> model.flatMap(LeafPlanner::prefix));
    Optional<ProviderConfig> provider = named.flatMap(this::provider);
    if (settings.apiKey().isPresent() && named.isEmpty()) {
      throw new BadConfig(leaf.path() + ".api_key", "is for no provider; name one beside it");
    }
    Optional<Secret> own = provider.flatMap(known -> ownKey(settings, known));
    Snapshot seen = own.isPresent() ? with(provider.orElseThrow(), own.get()) : snapshot;
    Resolution resolution = resolver.resolve(asked(name, model), seen);
    switch (resolution) {
      case Resolution.Refused refused -> {
        Resolution.Refused placed =
            new Resolution.Refused(
                PortkeyRouting.at(leaf.path(), refused.rejection()), refused.suggestions());
        if (isMistake(refused.rejection())) {
          throw new BadConfig(placed.rejection());
        }
        firstRefusal = firstRefusal.or(() -> Optional.of(placed));
        return List.of();
      }
      case Resolution.Planned planned -> {
        plan = Optional.of(planned.plan());
        Optional<String> ownName =
            own.isPresent() ? provider.map(ProviderConfig::name) : Optional.empty();
        return drafts.of(leaf, settings, planned.plan().targets(), ownName, Optional.empty());
      }
    }
  }

  private static boolean isMistake(Rejection rejection) {
    return rejection.code() == ErrorCode.UNKNOWN_PROVIDER
        || rejection.code() == ErrorCode.INVALID_MODEL
        || rejection.code() == ErrorCode.PROVIDER_CONFLICT
        || rejection.code() == ErrorCode.MISSING_MODEL;
  }

  private ResolveRequest asked(Optional<String> name, Optional<String> model) {
    RestrictionSources sources = wish.sources();
    return new ResolveRequest(
        wish.endpoint(),
        model,
        wish.models(),
        new RestrictionSources(sources.path(), name, sources.portkeyProvider(), sources.provider()),
        wish.wanted(),
        wish.estimatedTokens(),
        wish.conversation());
  }

  /** A key in the configuration wins; one in a header counts only where the operator has none. */
  private Optional<Secret> ownKey(Settings settings, ProviderConfig provider) {
    if (settings.apiKey().isPresent()) {
      return settings.apiKey();
    }
    boolean meant =
        owner
            .filter(meantFor -> meantFor.customHost().isEmpty())
            .flatMap(meantFor -> snapshot.config().provider(meantFor.provider()))
            .filter(known -> known.name().equals(provider.name()))
            .isPresent();
    return meant && provider.keys().isEmpty() && !provider.headers().containsKey(header(provider))
        ? broughtSecret()
        : Optional.empty();
  }

  private static String header(ProviderConfig provider) {
    return provider.auth().orElse(AuthStyle.BEARER).header();
  }

  /** The snapshot of a gateway in which this provider has that key and no other. */
  private Snapshot with(ProviderConfig provider, Secret key) {
    Config config = snapshot.config();
    ProviderConfig keyed = OwnProvider.withKey(provider, key);
    List<ProviderConfig> providers = new ArrayList<>();
    for (ProviderConfig each : config.providers()) {
      providers.add(each.name().equals(provider.name()) ? keyed : each);
    }
    return new Snapshot(
        config.withProviders(new Providers(providers)), snapshot.routes(), snapshot.catalog());
  }

  private List<Draft> onCustomHost(
      Node.Leaf leaf, Settings settings, Optional<String> name, Optional<String> model)
      throws BadConfig {
    CustomHosts rules = snapshot.config().customHosts();
    URI url = host(leaf, settings, rules);
    Optional<ProviderConfig> like = kind(leaf, name.or(() -> model.flatMap(LeafPlanner::prefix)));
    if (model.isEmpty() && wish.endpoint() != Endpoint.OTHER) {
      throw new BadConfig(
          Rejection.of(ErrorCode.MISSING_MODEL, "The request names no model.", "model"));
    }
    ProviderConfig guest = OwnProvider.at(url, like, hostKey(settings, like), snapshot.config());
    Target target = Target.verbatim(guest, model.map(LeafPlanner::withoutPrefix).orElse(""));
    return drafts.of(
        leaf, settings, List.of(target), Optional.of(guest.name()), Optional.of(rules));
  }

  private static URI host(Node.Leaf leaf, Settings settings, CustomHosts rules) throws BadConfig {
    String place =
        leaf.settings().customHost().isPresent()
            ? leaf.path() + ".custom_host"
            : PortkeyHeaders.CUSTOM_HOST;
    if (!rules.enabled()) {
      throw new BadConfig(place, "is switched off by portkey.custom_hosts.enabled");
    }
    return HostUrl.read(place, settings.customHost().orElseThrow());
  }

  /** The provider that a custom host speaks like. */
  private Optional<ProviderConfig> kind(Node.Leaf leaf, Optional<String> named) throws BadConfig {
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Optional<ProviderConfig> like = provider(named.get());
    if (like.isEmpty()) {
      throw new BadConfig(
          Rejection.of(
              ErrorCode.UNKNOWN_PROVIDER,
              leaf.path() + ": Unknown provider \"" + Level.shown(named.get()) + "\".",
              PortkeyHeaders.PROVIDER));
    }
    return like;
  }

  /** A key in a header goes to a custom host only where it was meant for that very host. */
  private Optional<Secret> hostKey(Settings settings, Optional<ProviderConfig> like) {
    boolean meant =
        owner
            .filter(meantFor -> settings.customHost().equals(Optional.of(meantFor.customHost())))
            .filter(
                meantFor ->
                    snapshot
                        .config()
                        .provider(meantFor.provider())
                        .map(ProviderConfig::name)
                        .equals(like.map(ProviderConfig::name)))
            .isPresent();
    return settings.apiKey().or(() -> meant ? broughtSecret() : Optional.empty());
  }

  private Optional<Secret> broughtSecret() {
    return brought.map(key -> Secret.of(key.reveal()));
  }

  private Optional<ProviderConfig> provider(String named) {
    return snapshot.config().provider(PortkeyRouting.plainName(named));
  }

  private static String withoutPrefix(String model) {
    return prefix(model).map(found -> model.substring(found.length() + 2)).orElse(model);
  }
}
