package dev.arobase.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate and a key that were renewed one after the other do not fit in between. */
class KeyMatchTest {
  @TempDir private Path directory;

  private LoadResult load(String text) {
    return new ConfigLoader(Map.of()).loadText(text, directory, LoadRequest.withoutFile());
  }

  private LoadResult load(Path certificate, Path key) {
    return load("server: {tls: {cert_file: \"%s\", key_file: \"%s\"}}".formatted(certificate, key));
  }

  private TestCertificate certificate(String name) throws IOException {
    return TestCertificate.selfSigned(
        Files.createDirectory(directory.resolve(name)), "dns:" + name + ".test");
  }

  @Test
  void theKeyOfAnotherCertificateIsRefused() throws IOException {
    TestCertificate one = certificate("one");
    TestCertificate other = certificate("other");
    assertThat(load(one.pem(), one.keyPem())).isInstanceOf(LoadResult.Loaded.class);
    assertThat(((LoadResult.Refused) load(one.pem(), other.keyPem())).errors())
        .extracting(Diagnostic::message)
        .containsExactly(
            "server.tls: the key in key_file is not that of the certificate in cert_file");
    LoadResult client =
        load(
            ("providers: {a: {base_url: 'https://a', tls: {client_cert_file: \"%s\","
                    + " client_key_file: \"%s\"}}}")
                .formatted(other.pem(), one.keyPem()));
    assertThat(((LoadResult.Refused) client).errors()).hasSize(1);
  }

  @Test
  void aKeyThatIsNotUnderstoodIsLeftToTls() throws IOException {
    TestCertificate one = certificate("one");
    for (String inner : List.of("canary", "AAAA", "MIIB")) {
      Path key = directory.resolve("key.pem");
      Files.writeString(
          key, "-----BEGIN PRIVATE KEY-----\n" + inner + "\n-----END PRIVATE KEY-----\n");
      assertThat(load(one.pem(), key)).isInstanceOf(LoadResult.Loaded.class);
    }
  }

  @Test
  void anOlderFormForAnotherAlgorithmIsRefused() throws IOException {
    TestCertificate one = certificate("one");
    Path key = directory.resolve("key.pem");
    Files.writeString(
        key, "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
    assertThat(load(one.pem(), key)).isInstanceOf(LoadResult.Refused.class);
  }
}
