package dev.arobase.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer.Ending;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test kit against itself: what it says happened on the wire is what happened. */
class FakeUpstreamTest {
  private final FakeUpstream upstream = FakeUpstream.start();
  private final Site site = upstream.site("fake");
  private final RawClient client = new RawClient(upstream.port());

  @AfterEach
  void stop() {
    upstream.close();
  }

  private ClientRequest request(boolean stream) {
    return ClientRequest.post(
        site.target("/chat/completions"), "{\"model\":\"m\",\"stream\":" + stream + "}");
  }

  @Test
  void aPlainAnswerIsComplete() {
    ClientAnswer answer = client.send(request(false).header("X-Odd", " a  b "));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.end()).isEqualTo(AnswerEnd.COMPLETE);
    assertThat(answer.content()).isEqualTo("hello from fake");
    assertThat(site.only().headers().first("x-odd")).contains("a  b");
    assertThat(site.only().text()).isEqualTo("{\"model\":\"m\",\"stream\":false}");
  }

  @Test
  void aStreamIsCompleteHoweverItsBytesAreSplit() {
    site.always(Chat.saying("hello from fake").streamed("m", true).bytesPerWrite(1));
    ClientAnswer answer = client.send(request(true));
    assertThat(answer.end()).isEqualTo(AnswerEnd.COMPLETE);
    assertThat(answer.content()).isEqualTo("hello from fake");
    assertThat(answer.done()).isTrue();
  }

  @Test
  void aConnectionServesSeveralRequests() {
    try (ClientConnection connection = client.open()) {
      connection.exchange(request(false));
      assertThat(connection.exchange(request(true)).done()).isTrue();
    }
    assertThat(site.requests()).extracting(ReceivedRequest::onConnection).containsExactly(0, 1);
    assertThat(upstream.connectionCount()).isEqualTo(1);
  }

  @Test
  void aCutIsSeenAsSuchAtEveryByte() {
    Answer whole = Answer.stream(Chat.content("m", "x"), Chat.done());
    int length = whole.wireBody().length;
    for (int at = 0; at < length; at += 7) {
      site.always(whole.cutAfter(at, Cut.FIN));
      assertThat(client.send(request(true)).end()).as("FIN after %d", at).isEqualTo(AnswerEnd.FIN);
      site.always(whole.cutAfter(at, Cut.RST));
      assertThat(client.send(request(true)).end()).as("RST after %d", at).isEqualTo(AnswerEnd.RST);
    }
  }

  @Test
  void aStallLastsUntilTheClientGoes() {
    site.always(Answer.stream(Chat.content("m", "x")).stallAfter(20));
    try (ClientConnection connection = client.open().patience(100)) {
      assertThat(connection.exchange(request(true)).end()).isEqualTo(AnswerEnd.TIMEOUT);
      assertThat(site.only().peerClosed()).isNotDone();
    }
    assertThat(site.only().awaitPeerClosed(Duration.ofSeconds(5))).isPresent();
  }

  @Test
  void aGateHoldsTheRestBack() {
    Gate gate = new Gate();
    site.always(Answer.stream(Chat.content("m", "one"), Chat.content("m", "two")).gateAt(1, gate));
    try (ClientConnection connection = client.open().send(request(true))) {
      assertThat(connection.readUntil("one")).isTrue();
      gate.awaitReached();
      assertThat(connection.soFar()).doesNotContain("two");
      gate.open();
      assertThat(connection.rest().text()).contains("two");
    }
  }

  @Test
  void silenceDropAndRawBytes() {
    site.play(Answer.drop(Cut.FIN), Answer.drop(Cut.RST), Answer.raw("HTTP/1.1 200 OK\r\n\r\nhi"));
    assertThat(client.send(request(false)).end()).isEqualTo(AnswerEnd.FIN);
    assertThat(client.send(request(false)).end()).isEqualTo(AnswerEnd.RST);
    assertThat(client.send(request(false)).text()).isEqualTo("hi");
    site.play(Answer.silence());
    try (ClientConnection connection = client.open().patience(100)) {
      assertThat(connection.exchange(request(false)).status()).isZero();
    }
  }

  @Test
  void anIdleConnectionIsClosedWhenTold() {
    Gate gate = new Gate();
    site.always(Answer.json("{}").ending(new Ending.CloseIdle(gate)));
    try (ClientConnection connection = client.open()) {
      assertThat(connection.exchange(request(false)).end()).isEqualTo(AnswerEnd.COMPLETE);
      gate.open();
      assertThat(connection.awaitClosed()).isEqualTo(AnswerEnd.FIN);
    }
  }

  @Test
  void aCompressedBodySaysSo() {
    site.always(Answer.json("{}").gzip());
    ClientAnswer answer = client.send(request(false));
    assertThat(answer.header("content-encoding")).isEqualTo("gzip");
    assertThat(answer.body()[0]).isEqualTo((byte) 0x1f);
  }

  @Test
  void eventsAreReadWithAllLineEnds() {
    byte[] bytes = "event: a\r\ndata: 1\r\n\r\n: no\n\ndata:2\ndata: 3\n\ndata: torn".getBytes();
    assertThat(ServerSentEvent.parse(bytes))
        .isEqualTo(List.of(new ServerSentEvent("a", "1"), new ServerSentEvent("", "2\n3")));
  }

  @Test
  void tlsIsSpokenWithTheGivenCertificate(@TempDir Path directory) throws Exception {
    TestCertificate certificate = TestCertificate.selfSigned(directory, "ip:127.0.0.1");
    try (FakeUpstream secure = FakeUpstream.startTls(certificate)) {
      Site place = secure.site("secure");
      java.net.URI uri = java.net.URI.create(place.baseUrl() + "/chat/completions");
      var request = java.net.http.HttpRequest.newBuilder(uri).build();
      try (var client =
          java.net.http.HttpClient.newBuilder().sslContext(trusting(certificate)).build()) {
        var response = client.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
      }
    }
  }

  private static javax.net.ssl.SSLContext trusting(TestCertificate certificate) throws Exception {
    var store = java.security.KeyStore.getInstance(java.security.KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = java.nio.file.Files.newInputStream(certificate.pem())) {
      store.setCertificateEntry(
          "test",
          java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var managers =
        javax.net.ssl.TrustManagerFactory.getInstance(
            javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    var context = javax.net.ssl.SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  @Test
  void deadEndsAreDead() {
    try (DeadEnd refusing = DeadEnd.refusing();
        DeadEnd swallowing = DeadEnd.swallowingSyns();
        DeadEnd accepting = DeadEnd.accepting()) {
      assertThat(connects(refusing)).isEqualTo("ConnectException");
      assertThat(connects(swallowing)).isEqualTo("SocketTimeoutException");
      assertThat(connects(accepting)).isEqualTo("connected");
    }
  }

  private static String connects(DeadEnd end) {
    try (java.net.Socket socket = new java.net.Socket()) {
      socket.connect(new java.net.InetSocketAddress("127.0.0.1", end.port()), 300);
      return "connected";
    } catch (java.io.IOException e) {
      return e.getClass().getSimpleName();
    }
  }
}
