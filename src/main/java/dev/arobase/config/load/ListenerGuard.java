package dev.arobase.config.load;

import dev.arobase.config.AuthConfig;
import dev.arobase.config.ServerConfig;
import dev.arobase.config.load.YamlValue.Sequence;

/** A listener that others can reach needs client keys, or somebody who says that it does not. */
final class ListenerGuard {
  private ListenerGuard() {}

  static void check(Section root, Overrides overrides, ServerConfig server, AuthConfig auth) {
    // Keys that stand in the file but could not be read have been named already.
    boolean keysMeant =
        root.section("auth")
            .field("keys")
            .filter(field -> !(field.value() instanceof Sequence list && list.items().isEmpty()))
            .isPresent();
    if (server.loopback() || auth.open() || auth.required() || keysMeant) {
      return;
    }
    String message =
        "server.host: "
            + KeyPath.printable(server.host())
            + " is not loopback and there is no client key, so anybody who reaches it could spend"
            + " your keys; add auth.keys, set "
            + AuthReader.KEY_VARIABLE
            + ", or say auth.open: true";
    if (overrides.host().isPresent()) {
      root.reading().problems().error(Problems.COMMAND_LINE, message);
    } else {
      Place place = root.section("server").field("host").map(Field::place).orElse(Place.NONE);
      root.reading().problems().error(place, message);
    }
  }
}
