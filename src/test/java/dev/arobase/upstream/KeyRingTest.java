package dev.arobase.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.exchange.ErrorMeaning;
import dev.arobase.exchange.Failure;
import dev.arobase.exchange.Failure.BadStatus;
import dev.arobase.exchange.UpstreamComplaint;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
  private static final UpstreamKey A = new UpstreamKey("key-a");
  private static final UpstreamKey B = new UpstreamKey("key-b");
  private static final UpstreamKey C = new UpstreamKey("key-c");

  private final ManualTicker ticker = new ManualTicker();
  private final KeyRests rests = new KeyRests(ticker);
  private final KeyRing ring = new KeyRing("acme", List.of(A, B, C), rests);

  private static Failure status(int status) {
    return BadStatus.head(UpstreamComplaint.ofStatus(status));
  }

  private static Failure limited(Duration wait) {
    return BadStatus.head(UpstreamComplaint.ofStatus(429).withRetryAfter(Optional.of(wait)));
  }

  private void failed(UpstreamKey key, Failure failure) {
    rests.failed("acme", key, failure);
  }

  private Duration left(UpstreamKey key) {
    return rests.restLeft("acme", key);
  }

  @Test
  void keysAreTakenInTurn() {
    Map<UpstreamKey, Integer> taken = new HashMap<>();
    for (int i = 0; i < 30; i++) {
      taken.merge(ring.pick(Set.of()).orElseThrow(), 1, Integer::sum);
    }
    assertThat(taken).containsOnly(Map.entry(A, 10), Map.entry(B, 10), Map.entry(C, 10));
  }

  @Test
  void aProviderWithoutKeysGivesNone() {
    KeyRing empty = new KeyRing("acme", List.of(), rests);
    assertThat(empty.pick(Set.of())).isEmpty();
    assertThat(empty.hasOther(Set.of())).isFalse();
  }

  @Test
  void aRestingKeyIsPassedOver() {
    failed(A, limited(Duration.ofSeconds(30)));
    for (int i = 0; i < 12; i++) {
      assertThat(ring.pick(Set.of()).orElseThrow()).isNotEqualTo(A);
    }
    assertThat(ring.resting()).isEqualTo(1);
  }

  @Test
  void aKeyThatThisRequestTriedIsPassedOver() {
    for (int i = 0; i < 12; i++) {
      assertThat(ring.pick(Set.of(A, B))).contains(C);
    }
    assertThat(ring.hasOther(Set.of(A, B))).isTrue();
    assertThat(ring.hasOther(Set.of(A, B, C))).isFalse();
  }

  @Test
  void whenNothingElseIsLeftTheOneWhoseRestEndsFirstIsUsed() {
    failed(A, limited(Duration.ofSeconds(30)));
    failed(B, limited(Duration.ofSeconds(10)));
    failed(C, limited(Duration.ofSeconds(20)));
    assertThat(ring.hasOther(Set.of())).isFalse();
    for (int i = 0; i < 6; i++) {
      assertThat(ring.pick(Set.of())).contains(B);
    }
    assertThat(ring.pick(Set.of(B))).contains(C);
  }

  @Test
  void a429RestsTheKeyForItsRetryAfter() {
    failed(A, limited(Duration.ofSeconds(7)));
    assertThat(left(A)).isEqualTo(Duration.ofSeconds(7));
    ticker.pass(Duration.ofSeconds(7));
    assertThat(rests.isResting("acme", A)).isFalse();
  }

  @Test
  void without429sTimeTheRestDoublesUpToAMinute() {
    int[] expected = {5, 10, 20, 40, 60, 60, 60};
    for (int seconds : expected) {
      failed(A, status(429));
      assertThat(left(A)).isEqualTo(Duration.ofSeconds(seconds));
      ticker.pass(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void requestsThatWereUnderWayTogetherAreOneRefusal() {
    for (int i = 0; i < 50; i++) {
      failed(A, status(429));
    }
    assertThat(left(A)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aSuccessResetsTheDoublingButEndsNoRest() {
    failed(A, status(429));
    ticker.pass(Duration.ofSeconds(5));
    failed(A, status(429));
    rests.succeeded("acme", A);
    assertThat(left(A)).isEqualTo(Duration.ofSeconds(10));
    ticker.pass(Duration.ofSeconds(10));
    failed(A, status(429));
    assertThat(left(A)).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 403})
  void aRefusedKeyRestsForAMinute(int status) {
    failed(A, status(status));
    assertThat(left(A)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aKeyWithoutQuotaRestsForAMinuteThoughTheStatusIs429() {
    failed(
        A,
        BadStatus.head(
            UpstreamComplaint.of(
                429,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(1)),
                (status, code, type, message) -> ErrorMeaning.INSUFFICIENT_QUOTA)));
    assertThat(left(A)).isEqualTo(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 408, 500, 503})
  void otherFailuresAreNoneOfTheKeys(int status) {
    failed(A, status(status));
    assertThat(rests.isResting("acme", A)).isFalse();
  }

  @Test
  void aModerationRefusalIsNoneOfTheKeys() {
    failed(
        A,
        BadStatus.head(
            UpstreamComplaint.of(
                403,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                (status, code, type, message) -> ErrorMeaning.CONTENT_FILTER)));
    assertThat(rests.isResting("acme", A)).isFalse();
  }

  @Test
  void noRestIsLongerThanTenMinutes() {
    failed(A, limited(Duration.ofDays(30)));
    assertThat(left(A)).isEqualTo(Duration.ofMinutes(10));
    rests.exhausted("acme", B, Duration.ofDays(30));
    assertThat(left(B)).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void aShorterRestNeverCutsALongerOneShort() {
    failed(A, limited(Duration.ofMinutes(5)));
    failed(A, limited(Duration.ofSeconds(1)));
    failed(A, status(401));
    assertThat(left(A)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void aRestOutlivesAReloadButNotAChangeOfTheText() {
    failed(A, limited(Duration.ofMinutes(5)));
    KeyRing reloaded =
        new KeyRing("acme", List.of(new UpstreamKey("key-a"), new UpstreamKey("key-a2")), rests);
    assertThat(reloaded.resting()).isEqualTo(1);
    assertThat(reloaded.pick(Set.of())).contains(new UpstreamKey("key-a2"));
  }

  @Test
  void theSameTextAtAnotherProviderDoesNotRest() {
    failed(A, limited(Duration.ofMinutes(5)));
    assertThat(rests.isResting("other", A)).isFalse();
  }

  @Test
  void aKeyNeverShowsItsText() {
    UpstreamKey key = new UpstreamKey("sk-very-secret");
    assertThat(key.toString()).doesNotContain("secret");
    assertThat(key.fingerprint()).doesNotContain("secret");
    assertThat(List.of(key).toString()).doesNotContain("secret");
  }
}
