package dev.arobase.ingress;

import dev.arobase.config.PemFile;
import dev.arobase.config.ServerTls;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.charset.StandardCharsets;

/** The listener's certificate and key as Vert.x wants them. */
final class ListenerTls {
  private ListenerTls() {}

  static PemKeyCertOptions keyPair(ServerTls tls) {
    return new PemKeyCertOptions().addCertValue(pem(tls.certificate())).addKeyValue(pem(tls.key()));
  }

  private static Buffer pem(PemFile file) {
    return Buffer.buffer(file.text().reveal().getBytes(StandardCharsets.ISO_8859_1));
  }
}
