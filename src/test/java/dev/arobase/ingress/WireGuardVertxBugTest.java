package dev.arobase.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import org.junit.jupiter.api.Test;

class WireGuardVertxBugTest {

  /**
   * CVE-2026-102479. When this fails, the decoder reads header names properly, and the check for
   * misspelt ones in {@link RequestHead} can go.
   */
  @Test
  void theDecoderStillTakesContentXengthForContentLength() {
    EmbeddedChannel channel =
        new EmbeddedChannel(new VertxHttpRequestDecoder(new Http1ServerConfig()));
    String request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Xength: 2\r\n\r\n{}";
    channel.writeInbound(Unpooled.wrappedBuffer(GuardedServer.bytes(request)));
    HttpRequest head = channel.readInbound();
    assertThat(head.headers().get("Content-Length")).isEqualTo("2");
    channel.finishAndReleaseAll();
  }
}
