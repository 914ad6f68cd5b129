package dev.arobase.relay;

import io.netty.handler.codec.compression.ZlibWrapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import java.util.Locale;
import java.util.Optional;

/**
 * How an upstream's body is packed. None is asked for, and some pack all the same; what is packed
 * can't be watched, so it is unpacked.
 */
public enum ContentCoding {
  NONE,
  GZIP,
  DEFLATE,
  /** One that only its sender understands. */
  UNKNOWN;

  public static ContentCoding of(HttpClientResponse head) {
    String name =
        Optional.ofNullable(head.getHeader("content-encoding"))
            .orElse("")
            .strip()
            .toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity" -> NONE;
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      default -> UNKNOWN;
    };
  }

  /** Whether {@link #unpack} gives other bytes than those that came. */
  public boolean isUnpacked() {
    return this == GZIP || this == DEFLATE;
  }

  /** The body's bytes unpacked; those of an unknown coding as they are. */
  public ReadStream<Buffer> unpack(Vertx vertx, ReadStream<Buffer> packed) {
    return switch (this) {
      case NONE, UNKNOWN -> packed;
      case GZIP -> new Inflated(vertx, packed, ZlibWrapper.GZIP);
      case DEFLATE -> new Inflated(vertx, packed, ZlibWrapper.ZLIB_OR_NONE);
    };
  }
}
