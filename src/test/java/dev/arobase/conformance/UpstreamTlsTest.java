package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Eventually;
import dev.arobase.support.FakeUpstream;
import dev.arobase.support.ReceivedRequest;
import dev.arobase.support.TestCertificate;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An upstream inside a company: its certificate is its own, and is for another name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamTlsTest {
  private static final String KEY = "api_key: sk-up-x-0123456789, ";

  private FakeUpstream internal;
  private World world;

  @BeforeAll
  void start(@TempDir Path directory) {
    TestCertificate certificate = TestCertificate.selfSigned(directory, "dns:models.internal");
    internal = FakeUpstream.startTls(certificate);
    String trusted = "ca_file: '" + certificate.pem() + "'";
    internal.site("synced").list(Answer.json("{\"data\": [{\"id\": \"Own/From-List\"}]}"));
    world =
        World.plan()
            .provider("named", base("named"), tls(trusted + ", server_name: models.internal"), "m")
            .synced("synced", base("synced"), tls(trusted + ", server_name: models.internal"))
            .provider("unnamed", base("unnamed"), tls(trusted), "m")
            .provider("misnamed", base("misnamed"), tls(trusted + ", server_name: other"), "m")
            .provider("untrusted", base("untrusted"), tls("server_name: models.internal"), "m")
            .provider("unverified", base("unverified"), tls("verify: false"), "m")
            .start();
  }

  @AfterAll
  void stop() {
    world.close();
    internal.close();
  }

  private String base(String name) {
    return internal.site(name).baseUrl();
  }

  private static String tls(String keys) {
    return KEY + "tls: {" + keys + "}, ";
  }

  @Test
  void itsCertificateIsVerifiedForTheNameThatIsConfigured() {
    for (boolean stream : new boolean[] {false, true}) {
      Verdicts.good(world.chat("@named/m", stream));
    }
    ReceivedRequest received = internal.site("named").requests().getLast();
    assertThat(received.headers().first("host"))
        .as("asked by the base URL's host all the same")
        .contains("127.0.0.1:" + internal.port());
  }

  @Test
  void itsListIsReadUnderThatNameToo() {
    ClientRequest list = ClientRequest.get("/v1/models?provider=synced");
    assertThat(
            Eventually.holds(
                Duration.ofSeconds(20), () -> world.send(list).text().contains("own/from-list")))
        .isTrue();
    Verdicts.good(world.chat("@synced/own/from-list"));
    assertThat(internal.site("synced").requests().getLast().model()).isEqualTo("Own/From-List");
  }

  @Test
  void anyOtherNameIsRefused() {
    Verdicts.error(world.chat("@unnamed/m"), 502, "upstream_tls_error");
    Verdicts.error(world.chat("@misnamed/m"), 502, "upstream_tls_error");
    assertThat(internal.site("unnamed").requests()).isEmpty();
    assertThat(internal.site("misnamed").requests()).isEmpty();
  }

  @Test
  void aNameAloneMakesNoTrust() {
    Verdicts.error(world.chat("@untrusted/m"), 502, "upstream_tls_error");
    assertThat(internal.site("untrusted").requests()).isEmpty();
  }

  @Test
  void whereNothingIsVerifiedAnyNameWillDo() {
    Verdicts.good(world.chat("@unverified/m"));
  }
}
