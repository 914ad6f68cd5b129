package dev.arobase.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Utf8Test {

  @Property
  void itAgreesWithThePlatformsDecoder(@ForAll("pieces") byte[] bytes) {
    boolean valid = true;
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException invalid) {
      valid = false;
    }
    assertThat(Utf8.firstInvalid(bytes, 0, bytes.length) < 0).isEqualTo(valid);
  }

  @Provide
  Arbitrary<byte[]> pieces() {
    return Arbitraries.of(
            "a",
            "abcdefghijklmnop",
            "\u00c3\u00a9",
            "\u00e2\u0082\u00ac",
            "\u00f0\u009f\u0098\u0080",
            "\u0080",
            "\u00c0",
            "\u00e0\u009f",
            "\u00ed\u00a0\u0080",
            "\u00f4\u008f\u00bf\u00bf",
            "\u00f4\u0090",
            "\u00ff",
            "\u00e1\u0080")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts).getBytes(StandardCharsets.ISO_8859_1));
  }
}
