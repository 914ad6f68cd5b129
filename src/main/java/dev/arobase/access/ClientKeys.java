package dev.arobase.access;

import dev.arobase.config.ClientKey;
import dev.arobase.config.SecretDigest;
import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client keys in force: who a request is from, and whether it brings a provider key of its own.
 *
 * <p>Keys are looked up by their SHA-256 digest, so the time a look-up takes says nothing about how
 * much of a guess was right. Any of the headers may hold the key; one right key is enough, since
 * some SDKs fill two headers at once.
 */
public final class ClientKeys {
  /** No key is longer; hashing a header of 64 KiB for each wrong guess would be a gift. */
  private static final int MAX_KEY_LENGTH = 4096;

  private final Map<SecretDigest, Principal> principals;

  private ClientKeys(Map<SecretDigest, Principal> principals) {
    this.principals = principals;
  }

  /** With an empty list the gateway is open. */
  public static ClientKeys of(List<ClientKey> keys) {
    Map<SecretDigest, Principal> principals = HashMap.newHashMap(keys.size());
    for (ClientKey key : keys) {
      principals.putIfAbsent(key.digest(), new Principal(key.name()));
    }
    return new ClientKeys(Map.copyOf(principals));
  }

  /** Whether a client must show a key. */
  public boolean required() {
    return !principals.isEmpty();
  }

  /** Whether the request with these headers may enter. */
  public Access check(MultiMap clientHeaders) {
    if (principals.isEmpty()) {
      return new Access.Open();
    }
    Access.Reason reason = Access.Reason.MISSING;
    for (KeyPlace place : KeyPlace.values()) {
      switch (PresentedKey.read(clientHeaders, place)) {
        case PresentedKey.Absent _ -> {}
        case PresentedKey.Unusable(Access.Reason why) -> reason = worse(reason, why);
        case PresentedKey.Text(String key) -> {
          Optional<Principal> principal = principal(key);
          if (principal.isPresent()) {
            return new Access.Granted(principal.get(), place);
          }
          reason = Access.Reason.WRONG;
        }
      }
    }
    return new Access.Denied(reason);
  }

  /**
   * Whether the request carries a provider key of the client's own. Only for requests that were
   * granted access or found the gateway open.
   *
   * @param portkeyForm whether {@code x-portkey-provider} or {@code x-portkey-config} is there
   */
  public ProviderKeyChoice providerKey(MultiMap clientHeaders, boolean portkeyForm) {
    if (!portkeyForm) {
      return new ProviderKeyChoice.ConfiguredOnly();
    }
    return switch (PresentedKey.readProviderKey(clientHeaders)) {
      case PresentedKey.Text(String key) -> brought(key, KeyPlace.AUTHORIZATION);
      case PresentedKey.Unusable _ -> new ProviderKeyChoice.ConfiguredOnly();
      case PresentedKey.Absent _ ->
          PresentedKey.read(clientHeaders, KeyPlace.X_API_KEY) instanceof PresentedKey.Text(var key)
              ? brought(key, KeyPlace.X_API_KEY)
              : new ProviderKeyChoice.ConfiguredOnly();
    };
  }

  /** A key of ours never goes upstream, whichever header it stands in. */
  private ProviderKeyChoice brought(String key, KeyPlace place) {
    return principal(key).isPresent()
        ? new ProviderKeyChoice.ConfiguredOnly()
        : new ProviderKeyChoice.Brought(new BroughtKey(key, place));
  }

  private Optional<Principal> principal(String key) {
    return key.length() > MAX_KEY_LENGTH
        ? Optional.empty()
        : Optional.ofNullable(principals.get(SecretDigest.of(key)));
  }

  /** The first thing that was wrong is what the client is told, but a wrong key beats the rest. */
  private static Access.Reason worse(Access.Reason known, Access.Reason next) {
    return known == Access.Reason.MISSING ? next : known;
  }
}
