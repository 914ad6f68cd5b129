package dev.arobase.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class HttpAddressTest {

  @Test
  void anUnderscoreIsPartOfAName() {
    URI address = URI.create("http://my_project_llm-1:8000/v1");
    assertThat(HttpAddress.host(address)).contains("my_project_llm-1");
    assertThat(HttpAddress.port(address)).isEqualTo(8000);
    assertThat(HttpAddress.port(URI.create("https://my_llm/v1"))).isEqualTo(443);
  }

  @Test
  void otherHostsAreAsUriReadsThem() {
    assertThat(HttpAddress.host(URI.create("http://[::1]:9/v1"))).contains("[::1]");
    assertThat(HttpAddress.port(URI.create("http://[::1]:9/v1"))).isEqualTo(9);
    assertThat(HttpAddress.port(URI.create("http://a.example"))).isEqualTo(80);
  }

  @Test
  void whatIsNoHostIsNone() {
    assertThat(HttpAddress.host(URI.create("http://a_b:port/v1"))).isEmpty();
    assertThat(HttpAddress.host(URI.create("http://u:p@a_b/v1"))).isEmpty();
  }
}
