package dev.arobase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.support.ClientRequest;
import dev.arobase.support.Eventually;
import dev.arobase.support.GatewayProcess;
import dev.arobase.support.Launchers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration changes under a running program. */
class ReloadTest {
  private static final Duration BOUND = Duration.ofSeconds(15);
  private static final String OLD_KEY = "sk-up-old-000000000001";
  private static final String NEW_KEY = "sk-up-new-000000000002";

  @TempDir Path directory;
  private World world;
  private String routes;

  @BeforeEach
  void start() throws IOException {
    Path key = Files.writeString(directory.resolve("own.key"), OLD_KEY + "\n");
    World.Plan plan = World.plan();
    String base = plan.baseUrl("own");
    world =
        plan.provider("own", base, "api_key_file: \"" + key + "\", ", "m")
            .launcher(Launchers.process())
            .start();
    routes = Files.readString(world.gateway().routes());
  }

  @AfterEach
  void stop() {
    world.close();
  }

  /** As editors and orchestrators do: a new file takes the old one's place. */
  private void replace(Path file, String text) throws IOException {
    Path next = Files.writeString(directory.resolve("next"), text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private String log() {
    return world.gateway().running().log();
  }

  private int reloads() {
    return log().split("configuration loaded again", -1).length - 1;
  }

  @Test
  void aRemovedClientKeyIsRefusedAndItsSuccessorTaken() throws IOException {
    assertThat(world.chat("@own/m").status()).isEqualTo(200);
    replace(world.gateway().routes(), routes.replace(World.CLIENT_KEY, "sk-successor-0001"));
    assertThat(Eventually.holds(BOUND, () -> world.chat("@own/m").status() == 401)).isTrue();
    ClientRequest next = ClientRequest.get("/v1/models").key("sk-successor-0001");
    assertThat(world.send(next).status()).isEqualTo(200);
  }

  @Test
  void aBrokenFileIsRefusedWholeAndTheLastGoodOneStays() throws IOException {
    replace(
        world.gateway().routes(), "serverr: {}\n" + routes.replace("shutdown_grace: 1s", "prt: 1"));
    assertThat(Eventually.holds(BOUND, () -> log().contains("the last good one stays in force")))
        .isTrue();
    assertThat(log()).contains("serverr").contains("prt");
    assertThat(world.chat("@own/m").status()).isEqualTo(200);
    assertThat(world.send(ClientRequest.get("/metrics")).text())
        .contains("reload_failures_total 1");
    replace(world.gateway().routes(), routes + "# mended\n");
    assertThat(Eventually.holds(BOUND, () -> reloads() == 1)).isTrue();
  }

  @Test
  void aChangedKeyFileIsReadAgain() throws IOException {
    world.chat("@own/m");
    assertThat(world.site("own").only().bearer()).contains(OLD_KEY);
    replace(directory.resolve("own.key"), NEW_KEY);
    assertThat(
            Eventually.holds(
                BOUND,
                () -> {
                  world.chat("@own/m");
                  return world
                      .site("own")
                      .requests()
                      .getLast()
                      .bearer()
                      .equals(java.util.Optional.of(NEW_KEY));
                }))
        .isTrue();
    assertThat(log()).doesNotContain(OLD_KEY, NEW_KEY);
  }

  @Test
  void aHangupLoadsAgainAndEndsNothing() throws IOException, InterruptedException {
    GatewayProcess process = (GatewayProcess) world.gateway().running();
    signal(process, "HUP");
    assertThat(Eventually.holds(BOUND, () -> reloads() == 1)).isTrue();
    assertThat(world.chat("@own/m").status()).isEqualTo(200);
  }

  private static void signal(GatewayProcess process, String name)
      throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.process().pid())).start();
    assertThat(kill.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }
}
