package dev.arobase.cli;

import dev.arobase.config.ServerTls;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the listener's own certificate and no other, whoever signed it and whatever name it is
 * for: the gateway that asks itself how it is goes by an address, not by its name.
 */
final class OwnCertificate extends X509ExtendedTrustManager {
  private final Certificate own;

  private OwnCertificate(Certificate own) {
    this.own = own;
  }

  /** For a client of this listener on the same machine. */
  static SSLContext trusting(ServerTls tls) throws GeneralSecurityException {
    byte[] pem = tls.certificate().text().reveal().getBytes(StandardCharsets.ISO_8859_1);
    // The first one of the file is the server's; those that signed it may follow.
    Certificate own =
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new OwnCertificate(own)}, null);
    return context;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain.length == 0 || !chain[0].equals(own)) {
      throw new CertificateException("not the certificate of server.tls");
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("clients show none");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
