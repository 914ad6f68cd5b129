package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.FakeUpstream;
import dev.arobase.support.ReceivedRequest;
import dev.arobase.support.TestCertificate;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider whose certificate is for another name than that of its address. */
class ServerNameTest {

  @Test
  void theConfiguredNameIsVerifiedInsteadOfTheAddress(@TempDir Path directory) {
    TestCertificate certificate = TestCertificate.selfSigned(directory, "dns:inner.test");
    String tls = "api_key: sk-up-x-0123456789, tls: {ca_file: \"" + certificate.pem() + "\"%s}, ";
    try (FakeUpstream upstream = FakeUpstream.startTls(certificate);
        World world =
            World.plan()
                .custom("own", "m")
                .provider(
                    "named",
                    upstream.site("named").baseUrl(),
                    tls.formatted(", server_name: inner.test"))
                .provider(
                    "misnamed",
                    upstream.site("misnamed").baseUrl(),
                    tls.formatted(", server_name: other.test"))
                .provider("unnamed", upstream.site("unnamed").baseUrl(), tls.formatted(""))
                .start()) {
      Verdicts.good(world.chat("@named/m"), "hello from named");
      ReceivedRequest received = upstream.existing("named").only();
      assertThat(received.headers().all("host"))
          .containsExactly(URI.create(upstream.site("named").baseUrl()).getAuthority());
      Verdicts.error(world.chat("@misnamed/m"), 502, "upstream_tls_error");
      Verdicts.error(world.chat("@unnamed/m"), 502, "upstream_tls_error");
      assertThat(upstream.existing("misnamed").requests()).isEmpty();
    }
  }
}
