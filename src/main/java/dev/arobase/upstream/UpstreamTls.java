package dev.arobase.upstream;

import dev.arobase.config.PemFile;
import dev.arobase.config.TlsConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS towards one provider. */
final class UpstreamTls {
  private UpstreamTls() {}

  static void configure(HttpClientOptions options, Optional<TlsConfig> tls, boolean http2) {
    if (http2) {
      options.setUseAlpn(true);
      options.setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
    }
    tls.ifPresent(config -> configure(options, config));
  }

  private static void configure(HttpClientOptions options, TlsConfig config) {
    if (!config.verify()) {
      // A trust object of this provider alone: contexts are cached by their options, and a shared
      // "trust everything" flag has leaked to other hosts before (CVE-2026-102476).
      options.setTrustOptions(TrustOptions.wrap(new NoVerification()));
      options.setVerifyHost(false);
    } else if (config.ca().isPresent()) {
      options.setTrustOptions(new PemTrustOptions().addCertValue(pem(config.ca().get())));
    }
    if (config.clientCertificate().isPresent() && config.clientKey().isPresent()) {
      options.setKeyCertOptions(
          new PemKeyCertOptions()
              .addCertValue(pem(config.clientCertificate().get()))
              .addKeyValue(pem(config.clientKey().get())));
    }
  }

  private static Buffer pem(PemFile file) {
    return Buffer.buffer(file.text().reveal());
  }

  /** What {@code verify: false} asks for. */
  private static final class NoVerification extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
