package dev.arobase.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * A request as it will stand on the wire. Host and length are added where they are missing.
 *
 * @param headers values are written one byte per character, so bytes beyond ASCII can be said
 */
public record ClientRequest(String method, String target, Headers headers, byte[] body) {

  public static ClientRequest get(String target) {
    return new ClientRequest("GET", target, Headers.of(), new byte[0]);
  }

  public static ClientRequest post(String target, byte[] body) {
    return new ClientRequest("POST", target, Headers.of("Content-Type", "application/json"), body);
  }

  public static ClientRequest post(String target, String body) {
    return post(target, body.getBytes(UTF_8));
  }

  /** To {@code /v1/chat/completions}. */
  public static ClientRequest chat(String body) {
    return post("/v1/chat/completions", body);
  }

  public ClientRequest header(String name, String value) {
    return new ClientRequest(method, target, headers.plus(name, value), body);
  }

  /** With a client key of the gateway. */
  public ClientRequest key(String key) {
    return header("Authorization", "Bearer " + key);
  }

  public byte[] wire(int port) {
    Headers all = headers;
    if (!all.has("host")) {
      all = all.plus("Host", "127.0.0.1:" + port);
    }
    boolean framed = all.has("content-length") || all.has("transfer-encoding");
    if (!framed && (body.length > 0 || method.equals("POST"))) {
      all = all.plus("Content-Length", Integer.toString(body.length));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        (method + " " + target + " HTTP/1.1\r\n" + all.wire() + "\r\n").getBytes(ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }
}
