package dev.arobase.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndpointTest {

  @Test
  void onlyWholePathsAreEndpoints() {
    assertThat(Endpoint.ofPath("/chat/completions")).contains(Endpoint.CHAT_COMPLETIONS);
    assertThat(Endpoint.ofPath("/messages/count_tokens")).contains(Endpoint.MESSAGES_COUNT_TOKENS);
    assertThat(Endpoint.ofPath("/chat/completions/")).isEmpty();
    assertThat(Endpoint.ofPath("/videos")).isEmpty();
    assertThat(Endpoint.ofPath("")).isEmpty();
  }
}
