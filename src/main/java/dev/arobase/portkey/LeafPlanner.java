package dev.arobase.portkey;

import dev.arobase.access.BroughtKey;
import dev.arobase.config.AuthStyle;
import dev.arobase.config.Config;
import dev.arobase.config.CustomHosts;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.Providers;
import dev.arobase.config.RawJson;
import dev.arobase.config.RetryOverrides;
import dev.arobase.config.Secret;
import dev.arobase.config.TimeLimit;
import dev.arobase.config.TimeoutOverrides;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** One target of a configuration: whose key, whose host, and then the gateway's own resolving. */
final class LeafPlanner {
  private static final Set<Integer> CONCERNS_KEY = Set.of(401, 402, 403, 429);
  private static final int TIMEOUT = 504;

  private final Resolver resolver;
  private final Snapshot snapshot;
  private final ResolveRequest wish;
  private final Settings above;
  private final Optional<String> headerProvider;
  private final Optional<KeyOwner> owner;
  private final Optional<BroughtKey> brought;
  private final LeafCircuits circuits;
  private final boolean configured;

  private Optional<Resolution.Refused> firstRefusal = Optional.empty();
  private Optional<Plan> plan = Optional.empty();

  /**
   * @param above what the headers say for every target
   * @param owner whom the brought key is for
   * @param configured whether there is a configuration, which then alone says what is repeated
   */
  LeafPlanner(
      Resolver resolver,
      Snapshot snapshot,
      ResolveRequest wish,
      Settings above,
      Optional<String> headerProvider,
      Optional<KeyOwner> owner,
      Optional<BroughtKey> brought,
      LeafCircuits circuits,
      boolean configured) {
    this.resolver = resolver;
    this.snapshot = snapshot;
    this.wish = wish;
    this.above = above;
    this.headerProvider = headerProvider;
    this.owner = owner;
    this.brought = brought;
    this.circuits = circuits;
    this.configured = configured;
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
    Optional<ProviderConfig> provider = Optional.empty();
    if (named.isPresent()) {
      provider = snapshot.config().provider(PortkeyRouting.plainName(named.get()));
    }
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
        return drafts(
            leaf, settings, planned.plan().targets(), own.flatMap(key -> named), Optional.empty());
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
        ? brought.map(key -> Secret.of(key.reveal()))
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
    String place =
        leaf.settings().customHost().isPresent()
            ? leaf.path() + ".custom_host"
            : PortkeyHeaders.CUSTOM_HOST;
    if (!rules.enabled()) {
      throw new BadConfig(place, "is switched off by portkey.custom_hosts.enabled");
    }
    URI url = HostUrl.read(place, settings.customHost().orElseThrow());
    Optional<ProviderConfig> like = Optional.empty();
    Optional<String> named = name.or(() -> model.flatMap(LeafPlanner::prefix));
    if (named.isPresent()) {
      like = snapshot.config().provider(PortkeyRouting.plainName(named.get()));
      if (like.isEmpty()) {
        throw new BadConfig(
            Rejection.of(
                ErrorCode.UNKNOWN_PROVIDER,
                leaf.path() + ": Unknown provider \"" + Level.shown(named.get()) + "\".",
                PortkeyHeaders.PROVIDER));
      }
    }
    if (model.isEmpty() && wish.endpoint() != Endpoint.OTHER) {
      throw new BadConfig(
          Rejection.of(ErrorCode.MISSING_MODEL, "The request names no model.", "model"));
    }
    Optional<String> likeName = like.map(ProviderConfig::name);
    boolean meant =
        owner
            .filter(meantFor -> settings.customHost().equals(Optional.of(meantFor.customHost())))
            .filter(
                meantFor ->
                    snapshot
                        .config()
                        .provider(meantFor.provider())
                        .map(ProviderConfig::name)
                        .equals(likeName))
            .isPresent();
    Optional<Secret> key =
        settings
            .apiKey()
            .or(() -> meant ? brought.map(some -> Secret.of(some.reveal())) : Optional.empty());
    ProviderConfig guest = OwnProvider.at(url, like, key, snapshot.config());
    Target target = Target.verbatim(guest, model.map(text -> withoutPrefix(text)).orElse(""));
    return drafts(leaf, settings, List.of(target), Optional.of(guest.name()), Optional.of(rules));
  }

  private static String withoutPrefix(String model) {
    return prefix(model).map(found -> model.substring(found.length() + 2)).orElse(model);
  }

  /**
   * @param ownName whose key is the client's own
   */
  private List<Draft> drafts(
      Node.Leaf leaf,
      Settings settings,
      List<Target> targets,
      Optional<String> ownName,
      Optional<CustomHosts> ownHost) {
    Optional<String> own =
        ownHost.isPresent()
            ? ownName
            : ownName
                .flatMap(name -> snapshot.config().provider(PortkeyRouting.plainName(name)))
                .map(ProviderConfig::name);
    List<Draft> drafts = new ArrayList<>(targets.size());
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      Map<String, RawJson> params = new HashMap<>(target.params());
      params.putAll(settings.params());
      boolean ownKey =
          own.filter(name -> name.equals(target.provider().name())).isPresent()
              && !target.provider().keys().isEmpty();
      Target adjusted =
          target.withRoute(
              params,
              configured ? leaf.path() : target.option(),
              timeouts(settings, target),
              retry(settings, target, ownKey || ownHost.isPresent()));
      drafts.add(
          new Draft(
              adjusted,
              ownKey,
              ownHost,
              settings,
              targets.size() - i,
              circuits.of(leaf),
              List.of()));
    }
    return drafts;
  }

  private static TimeoutOverrides timeouts(Settings settings, Target target) {
    TimeoutOverrides given = target.timeouts();
    if (settings.requestTimeout().isEmpty()) {
      return given;
    }
    Duration limit = settings.requestTimeout().get();
    Duration connect = target.provider().timeouts().connect();
    return new TimeoutOverrides(
        Optional.of(TimeLimit.of(limit.compareTo(connect) < 0 ? limit : connect)),
        Optional.of(TimeLimit.of(limit)),
        given.firstToken(),
        given.idle(),
        given.total());
  }

  /**
   * Without a configuration the gateway's own rules hold, but what concerns the client's own key is
   * told at once, and a time that the client set is not waited for twice.
   */
  private RetryOverrides retry(Settings settings, Target target, boolean own) {
    RetryOverrides given = target.retry();
    if (!configured) {
      Set<Integer> on = new HashSet<>(target.provider().retry().with(given).on());
      if (own) {
        on.removeAll(CONCERNS_KEY);
      }
      if (settings.requestTimeout().isPresent()) {
        on.remove(TIMEOUT);
      }
      return new RetryOverrides(
          given.attempts(), Optional.of(on), given.maxDelay(), given.budget(), given.budgetMin());
    }
    Settings.Retry retry = settings.retry().orElse(Settings.Retry.NONE);
    return new RetryOverrides(
        OptionalInt.of(retry.attempts()),
        Optional.of(retry.on()),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty());
  }
}
