package dev.arobase.upstream;

import dev.arobase.config.ProxyEndpoint;
import dev.arobase.config.Secret;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;

/** The operator's outbound proxy as Vert.x wants it. */
final class UpstreamProxy {
  private UpstreamProxy() {}

  static ProxyOptions options(ProxyEndpoint proxy) {
    ProxyOptions options =
        new ProxyOptions()
            .setType(proxy.tls() ? ProxyType.HTTPS : ProxyType.HTTP)
            .setHost(proxy.host())
            .setPort(proxy.port());
    proxy.user().ifPresent(options::setUsername);
    proxy.password().map(Secret::reveal).ifPresent(options::setPassword);
    return options;
  }
}
