package dev.arobase.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.config.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBfzCCASWgAwIBAgIUHVnH+2sAt150jbraULPmVzS4oGgwCgYIKoZIzj0EAwIw
      FDESMBAGA1UEAwwJYS5leGFtcGxlMCAXDTI2MTEyMTE0MTcwMVoYDzIxMjYxMDI4
      MTQxNzAxWjAUMRIwEAYDVQQDDAlhLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjO
      PQMBBwNCAARWt99vPd9tzP1Kc8VGmN5ZQIJddz0v6K/wu/Wul8CIZ+WKUUJGL8gI
      RcCta0KSszOShfM1QQMjdsYmJb6/5UUco1MwUTAdBgNVHQ4EFgQUtreKX7Qc/CT+
      UqBGLAwhfneSCG0wHwYDVR0jBBgwFoAUtreKX7Qc/CT+UqBGLAwhfneSCG0wDwYD
      VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAnmayjmF4tl9QhLtq2V7f
      Rzd8txdDrEP+tzX9mkXKBHICIEB0fn5BvXBgEjFfjmwMXVMeRqnC0IuYngVSSL5A
      2nWV
      -----END CERTIFICATE-----
      """;

  /** The reader looks at the frame of a key only: what is in it is for the TLS engine. */
  private static final String KEY =
      "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----\n";

  @TempDir Path directory;

  private LoadResult load(String tls) throws IOException {
    Path file = directory.resolve("routes.yaml");
    Files.writeString(directory.resolve("good.pem"), CERTIFICATE);
    Files.writeString(directory.resolve("key.pem"), KEY);
    Files.writeString(directory.resolve("none.pem"), "nothing");
    Files.writeString(
        directory.resolve("cut.pem"),
        CERTIFICATE.substring(0, 120) + "\n-----END CERTIFICATE-----");
    Files.writeString(file, "providers: {mine: {base_url: 'https://a', tls: " + tls + "}}");
    return new ConfigLoader(Map.of()).load(LoadRequest.of(file));
  }

  private List<String> errors(String tls) throws IOException {
    return ((LoadResult.Refused) load(tls)).errors().stream().map(Diagnostic::message).toList();
  }

  @Test
  void certificatesAndKeysAreReadBesideTheFileAndNeverPrint() throws IOException {
    LoadResult.Loaded loaded =
        (LoadResult.Loaded)
            load("{ca_file: good.pem, client_cert_file: good.pem, client_key_file: key.pem}");
    TlsConfig tls = loaded.config().provider("mine").orElseThrow().tls().orElseThrow();
    assertThat(tls.verify()).isTrue();
    assertThat(tls.ca().orElseThrow().text().reveal()).isEqualTo(CERTIFICATE);
    assertThat(tls.clientKey().orElseThrow().path()).isEqualTo(directory.resolve("key.pem"));
    assertThat(tls.toString()).doesNotContain("canary");
    assertThat(loaded.files().paths())
        .contains(directory.resolve("good.pem"), directory.resolve("key.pem"));
  }

  @Test
  void aFileThatIsNotWhatItIsCalledIsAMistake() throws IOException {
    assertThat(errors("{ca_file: none.pem}"))
        .containsExactly("providers.mine.tls.ca_file: none.pem holds no certificate in PEM");
    assertThat(errors("{ca_file: cut.pem}"))
        .containsExactly("providers.mine.tls.ca_file: cut.pem holds a damaged certificate");
    assertThat(errors("{client_cert_file: good.pem, client_key_file: good.pem}"))
        .containsExactly(
            "providers.mine.tls.client_key_file: good.pem holds no private key in PEM");
    assertThat(errors("{client_cert_file: good.pem}"))
        .containsExactly("providers.mine.tls: needs client_cert_file and client_key_file together");
  }
}
