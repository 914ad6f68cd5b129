package dev.arobase.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class CannotListenTest {

  @Test
  void theAddressAndTheReasonAreNamed() {
    assertThat(new CannotListen("127.0.0.1", 80, new BindException("Address already in use")))
        .hasMessage("cannot listen on 127.0.0.1:80: the port is in use");
    assertThat(new CannotListen("a.example", 1, new UnknownHostException("a.example")))
        .hasMessage("cannot listen on a.example:1: the name cannot be resolved");
  }

  @Test
  void theWordsOfTheNativeTransportMeanTheSame() {
    String assign = "bind(..) failed with error(-99): Cannot assign requested address";
    assertThat(new CannotListen("::2", 1, new IOException(assign)))
        .hasMessage("cannot listen on [::2]:1: this machine has no such address");
    assertThat(new CannotListen("a", 1, new IOException("something else")))
        .hasMessage("cannot listen on a:1: something else");
  }
}
