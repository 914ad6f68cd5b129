package dev.arobase.catalog.list;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.catalog.Price;
import dev.arobase.config.ListShape;
import dev.arobase.config.PriceUnit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenListTest {

  private static ParsedPage read(InputStream body) {
    return new ListReader(
            ListParsers.of(ListShape.OPENROUTER).orElseThrow(),
            ListParsers.prices(PriceUnit.USD_PER_TOKEN, false))
        .read(body);
  }

  private static ParsedPage read(String body) {
    return read(new ByteArrayInputStream(body.getBytes(UTF_8)));
  }

  private static List<ListRow> rows(String body) {
    return ((ParsedPage.Read) read(body)).page().rows();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                   | INVALID_JSON",
        "<!doctype html><p>sign in            | HTML",
        "{\"data\":[{\"id\":\"a\"},           | INVALID_JSON",
        "{\"data\":[{\"id\":\"a\"}]} trailing | INVALID_JSON",
        "[{\"id\":\"a\"}]                     | WRONG_TYPE",
        "{\"data\":{\"id\":\"a\"}}            | WRONG_TYPE",
        "{\"data\":null}                      | WRONG_TYPE",
        "{\"error\":{\"message\":\"no\"}}     | WRONG_TYPE",
        "\"models\"                           | WRONG_TYPE",
        "{\"data\":[1,null,\"a\",{\"id\":7}]} | WRONG_TYPE"
      })
  void isRefusedWithItsReason(String body, Refusal.Reason reason) {
    assertThat(read(body)).isInstanceOf(ParsedPage.Refused.class);
    assertThat(((ParsedPage.Refused) read(body)).refusal().reason()).isEqualTo(reason);
  }

  @Test
  void aByteOrderMarkAndWhiteSpaceAreNoFault() {
    assertThat(rows("\uFEFF \n{\"data\":[{\"id\":\"a\"}]}")).hasSize(1);
  }

  @Test
  void anEntryThatIsWrongCostsOnlyItself() {
    assertThat(
            rows(
                "{\"data\":[{\"id\":\"a\"},{\"id\":\"\"},{\"id\":\"b\\u0000\"},7,{\"id\":\"a\"},{\"id\":\"c\"}]}"))
        .extracting(ListRow::id)
        .containsExactly("a", "c");
  }

  @Test
  void fieldsOfTheWrongTypeCountAsAbsent() {
    ListRow row =
        rows("{\"data\":[{\"id\":\"a\",\"created\":\"soon\",\"context_length\":-5,\"name\":[1],\"pricing\":\"cheap\"}]}")
            .getFirst();
    assertThat(row.created()).isZero();
    assertThat(row.contextLength()).isEmpty();
    assertThat(row.name()).isEmpty();
    assertThat(row.pricing().isUnknown()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"NaN\"', DYNAMIC", "NaN, DYNAMIC", "-0.5, DYNAMIC", "'\"\"', UNKNOWN", "null, UNKNOWN",
    "'\"free\"', UNKNOWN", "1e999, UNKNOWN", "1e-999, UNKNOWN", "Infinity, UNKNOWN",
        "true, UNKNOWN",
    "0, FREE", "0.000, FREE", "'\"0\"', FREE"
  })
  void unknownDynamicAndFreeAreThreeThings(String written, String kind) {
    Price price =
        rows("{\"data\":[{\"id\":\"a\",\"pricing\":{\"prompt\":" + written + "}}]}")
            .getFirst()
            .pricing()
            .prompt();
    assertThat(price)
        .isEqualTo(
            switch (kind) {
              case "DYNAMIC" -> Price.DYNAMIC;
              case "FREE" -> Price.FREE;
              default -> Price.UNKNOWN;
            });
  }

  @Test
  void aHugeExponentDoesNotOccupyTheMachine() {
    assertThat(
            rows("{\"data\":[{\"id\":\"a\",\"pricing\":{\"prompt\":1e999999999,\"completion\":\"1e999999999\"}}]}")
                .getFirst()
                .pricing()
                .isUnknown())
        .isTrue();
  }

  @Test
  void anEntryOfMillionsOfTokensEndsTheList() {
    String entry = "{\"id\":\"a\",\"x\":[" + "0,".repeat(50_000) + "0]}";
    assertThat(read("{\"data\":[" + entry + "]}")).isInstanceOf(ParsedPage.Refused.class);
  }

  @Test
  void seventeenThousandModelsAreReadFromAStreamThatIsNeverWhole() {
    InputStream endless =
        new InputStream() {
          private final byte[] filler =
              ("\"filler\":\"" + "x".repeat(2900) + "\"},").getBytes(UTF_8);
          private int entry;
          private byte[] part = "{\"data\":[".getBytes(UTF_8);
          private int at;

          @Override
          public int read() {
            if (at == part.length) {
              if (entry > 17_000) {
                return -1;
              }
              part =
                  entry == 17_000
                      ? "{\"id\":\"last\"}]}".getBytes(UTF_8)
                      : concat(("{\"id\":\"m/" + entry + "\",").getBytes(UTF_8), filler);
              entry++;
              at = 0;
            }
            return part[at++];
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            int count = 0;
            for (int b = read(); b >= 0; b = read()) {
              target[offset + count++] = (byte) b;
              if (count == length) {
                break;
              }
            }
            return count == 0 ? -1 : count;
          }
        };
    assertThat(((ParsedPage.Read) read(endless)).page().rows()).hasSize(17_001);
  }

  private static byte[] concat(byte[] one, byte[] two) {
    byte[] both = new byte[one.length + two.length];
    System.arraycopy(one, 0, both, 0, one.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }
}
