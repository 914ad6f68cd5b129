package dev.arobase.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No spelling of an address that is not public passes for a public one. */
class CustomHostAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.0.0.1.",
        "10.1.2.3",
        "172.31.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "0.0.0.0",
        "0",
        "224.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "198.18.0.1",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[fe80::1]",
        "[fe80::1%eth0]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[ff02::1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:db8::1]",
        "[2001::1]",
        "[fec0::1]"
      })
  void isRefused(String host) {
    assertThat(HostLiteral.parse(host)).as(host).isPresent();
    assertThat(PublicAddress.is(HostLiteral.parse(host).orElseThrow())).as(host).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "134744072",
        "1.1",
        "100.128.0.1",
        "172.32.0.1",
        "[2606:4700::1111]",
        "[64:ff9b::808:808]",
        "[2002:808:808::]"
      })
  void aPublicOneIsNot(String host) {
    assertThat(PublicAddress.is(HostLiteral.parse(host).orElseThrow())).as(host).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.2.3.4.5", "256.1.1.1", "1.2.3.256", "4294967296", "09.1.1.1", "0xzz.1"})
  void whatEndsInANumberAndIsNoAddressIsNoNameEither(String host) {
    assertThat(HostLiteral.parse(host)).as(host).isEmpty();
    assertThat(HostLiteral.looksNumeric(host)).as(host).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "a1.b2", "0xg", "x.0y"})
  void aNameIsLookedUp(String host) {
    assertThat(HostLiteral.parse(host)).as(host).isEmpty();
    assertThat(HostLiteral.looksNumeric(host)).as(host).isFalse();
  }
}
