package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.Answer;
import dev.arobase.support.Chat;
import dev.arobase.support.ClientAnswer;
import dev.arobase.support.ClientRequest;
import dev.arobase.support.Gateway;
import dev.arobase.support.Launchers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys go through every path of the program at its most talkative, and come out nowhere. */
class SecretsTest {
  private static final String CLIENT = "canary-client-41f6c2d0";
  private static final String BROUGHT = "canary-brought-93ab17e5";
  private static final String WRONG = "canary-wrong-0c88d1f3";
  private static final String HEADER = "canary-header-7be2604a";
  private static final List<String> CLIENT_HEADERS =
      List.of("x-api-key", "api-key", "x-goog-api-key", "x-portkey-api-key", "x-arobase-key");

  private final List<String> seen = new ArrayList<>();

  private ClientAnswer keep(ClientAnswer answer) {
    seen.add(answer.headers() + answer.text());
    return answer;
  }

  @Test
  void noKeyComesOutAnywhere() {
    try (World world =
        World.plan()
            .customWith("own", "headers: {X-Extra: " + HEADER + "}, ", "m")
            .auth("auth: {keys: [{name: tester, key: " + CLIENT + "}]}\n")
            .more("log: {level: trace}\n")
            .launcher(Launchers.process())
            .start()) {
      String upstream = World.keyOf("own");
      ClientRequest chat = Gateway.chat("@own/m", false).key(CLIENT);
      String told = "bad " + upstream + ", " + HEADER + " and " + BROUGHT;
      for (int status : List.of(400, 401, 403, 404, 429, 500, 503)) {
        world.site("own").always(Answer.error(status, told.replace(BROUGHT, ""), "t", "null"));
        keep(world.send(chat));
        keep(world.send(Gateway.chat("@own/m", true).key(CLIENT)));
      }
      world.site("own").always(Answer.raw("HTTP/1.1 what " + upstream + "\r\n\r\n"));
      keep(world.send(chat));
      world
          .site("own")
          .always(
              Answer.stream(
                  Chat.content("m", "a"),
                  "data: {\"error\":{\"message\":\"" + upstream + "\"}}\n\n"));
      keep(world.send(Gateway.chat("@own/m", true).key(CLIENT)));
      world.site("own").always(Answer.json("{\"choices\":[]}"));
      keep(world.send(Gateway.chat("@own/m", false).key(WRONG)));
      keep(world.send(ClientRequest.get("/@own/v1/files?key=" + CLIENT).key(CLIENT)));
      keep(
          world.send(
              Gateway.chat("m", false)
                  .key(BROUGHT)
                  .header("x-portkey-provider", "own")
                  .header("x-arobase-key", CLIENT)));
      for (String name : CLIENT_HEADERS) {
        keep(
            world.send(
                ClientRequest.get("/v1/models").header(name, CLIENT).header("Authorization", "")));
      }
      keep(world.send(ClientRequest.get("/v1/models").key(CLIENT).header("bad header", upstream)));
      keep(world.send(ClientRequest.get("/v1/providers").key(CLIENT)));
      keep(world.send(ClientRequest.get("/metrics").key(CLIENT)));
      assertThat(seen)
          .hasSizeGreaterThan(20)
          .allSatisfy(
              text -> assertThat(text).doesNotContain(upstream, HEADER, CLIENT, WRONG, BROUGHT));
      assertThat(world.gateway().running().log())
          .contains("\"request\"")
          .doesNotContain(upstream, HEADER, CLIENT, WRONG, BROUGHT);
    }
  }
}
