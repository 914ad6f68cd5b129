package dev.arobase.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for one name, made by the JDK's own keytool.
 *
 * @param pem the certificate as a PEM file, to be trusted by a client
 * @param store the certificate and its key as a PKCS #12 file
 */
public record TestCertificate(SSLContext context, Path pem, Path store) {
  /** Of {@link #store}. */
  public static final String PASSWORD = "changeit";

  /**
   * Makes one in this directory.
   *
   * @param subject as keytool's SAN extension writes it: {@code ip:127.0.0.1} or {@code dns:a.test}
   */
  public static TestCertificate selfSigned(Path directory, String subject) {
    try {
      Path store = directory.resolve("store.p12");
      Path pem = directory.resolve("certificate.pem");
      String common = subject.substring(subject.indexOf(':') + 1);
      List<String> generate =
          List.of(
              "-genkeypair",
              "-alias",
              "test",
              "-keyalg",
              "EC",
              "-validity",
              "365",
              "-dname",
              "CN=" + common,
              "-ext",
              "SAN=" + subject,
              "-storetype",
              "PKCS12");
      keytool(store, generate);
      keytool(store, List.of("-exportcert", "-alias", "test", "-rfc", "-file", pem.toString()));
      return new TestCertificate(context(store), pem, store);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The server's end of a TLS connection over this socket; the handshake comes with the first I/O.
   */
  Socket serve(Socket raw) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(raw, "127.0.0.1", raw.getPort(), true);
    socket.setUseClientMode(false);
    return socket;
  }

  /** Its key in a PEM file beside it. */
  public Path keyPem() {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      Key key = keys.getKey("test", PASSWORD.toCharArray());
      return Files.writeString(
          store.resolveSibling("key.pem"),
          "-----BEGIN PRIVATE KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(key.getEncoded())
              + "\n-----END PRIVATE KEY-----\n");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For a client that trusts this certificate and no other. */
  public SSLContext trusting() {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "test", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext client = SSLContext.getInstance("TLS");
      client.init(null, managers.getTrustManagers(), null);
      return client;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(Path store, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("keytool: " + new String(process.getInputStream().readAllBytes()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
