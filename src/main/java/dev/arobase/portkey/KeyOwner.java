package dev.arobase.portkey;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whom the provider key in a request's headers was given for. Where several could be meant it is
 * nobody: a key that is not sent is asked for again, one sent to the wrong place is lost.
 *
 * @param provider lower case; {@code ""} for a custom host that is like no provider
 * @param customHost as the client wrote it; {@code ""} for the provider's own
 */
record KeyOwner(String provider, String customHost) {

  /**
   * @param named by {@code x-portkey-provider}: it says whom the key is for, and the configuration
   *     only, at which custom host
   * @param above what the headers say for every target
   * @param model of the request
   */
  static Optional<KeyOwner> of(
      Node root, Settings above, Optional<String> named, Optional<String> model) {
    Set<KeyOwner> places = new HashSet<>();
    collect(root, above, model, places);
    if (named.isPresent()) {
      Set<String> hosts = new HashSet<>();
      places.forEach(place -> hosts.add(place.customHost()));
      return Optional.of(
          new KeyOwner(
              PortkeyRouting.plainName(named.get()),
              hosts.size() == 1 ? hosts.iterator().next() : ""));
    }
    return places.size() == 1 ? Optional.of(places.iterator().next()) : Optional.empty();
  }

  private static void collect(
      Node node, Settings above, Optional<String> model, Set<KeyOwner> places) {
    switch (node) {
      case Node.Leaf leaf -> {
        Settings settings = leaf.settings().over(above);
        String provider =
            settings
                .provider()
                .or(() -> settings.model().or(() -> model).flatMap(LeafPlanner::prefix))
                .map(PortkeyRouting::plainName)
                .orElse("");
        places.add(new KeyOwner(provider, settings.customHost().orElse("")));
      }
      case Node.Group group ->
          group.targets().forEach(target -> collect(target, above, model, places));
    }
  }
}
