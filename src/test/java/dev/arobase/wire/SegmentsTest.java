package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentsTest {
  private final Segments segments = new Segments();

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private byte[] content() {
    return Arrays.copyOf(segments.array(), segments.length());
  }

  @Test
  void piecesOfAnySizeComeOutAsTheyWentIn() {
    byte[] all = random(1_000_000);
    for (int step : new int[] {7, 255, 256, 257, 65_535, 65_536, 65_537, 400_000, 1_000_000}) {
      segments.clear();
      for (int at = 0; at < all.length; at += step) {
        segments.append(all, at, Math.min(all.length, at + step));
      }
      assertThat(segments.appendedTo(Buffer.buffer("before")).getBytes(6, 6 + all.length))
          .isEqualTo(all);
      assertThat(content()).isEqualTo(all);
    }
  }

  @Test
  void moreCanComeAfterALook() {
    byte[] all = random(300_000);
    segments.append(all, 0, 100_000);
    assertThat(content()).isEqualTo(Arrays.copyOf(all, 100_000));
    segments.append(all, 100_000, 300_000);
    assertThat(content()).isEqualTo(all);
  }

  @Test
  void aLargeArrayIsNotKeptForTheNextBytes() {
    segments.append(random(300_000), 0, 300_000);
    assertThat(segments.array()).hasSizeGreaterThanOrEqualTo(300_000);
    segments.clear();
    assertThat(segments.length()).isZero();
    segments.append(new byte[] {1}, 0, 1);
    assertThat(segments.array()).hasSizeLessThanOrEqualTo(64 * 1024);
  }
}
