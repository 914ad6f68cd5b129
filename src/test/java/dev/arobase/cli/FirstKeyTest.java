package dev.arobase.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arobase.config.load.Overrides;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstKeyTest {
  @TempDir private Path folder;

  @Test
  void itIsMadeOnceAndKeptForItsOwnerAlone() throws Exception {
    CliHarness cli = new CliHarness(folder);
    cli.environment.put("AROBASE_MAKE_KEY", "true");
    Path data = folder.resolve("deep/data");
    Options options = options(data, false);
    FirstKey.make(cli.console(), options, new SecureRandom());
    String key = FirstKey.environment(cli.console(), options).get("AROBASE_KEY");
    FirstKey.make(cli.console(), options, new SecureRandom());
    assertThat(FirstKey.environment(cli.console(), options)).containsEntry("AROBASE_KEY", key);
    assertThat(key).matches("sk-arobase-[0-9a-f]{48}");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("client-key"))))
        .isEqualTo("rw-------");
    assertThat(Files.list(data)).hasSize(1);
    assertThat(
            FirstKey.shown(
                cli.console(), options, CliHarness.config("{}", Map.of("AROBASE_KEY", key))))
        .isPresent();
    assertThat(FirstKey.shown(cli.console(), options, CliHarness.config("{}", Map.of()))).isEmpty();
  }

  @Test
  void noneIsMadeWhereNobodyWantsItOrThereIsOneOrTheGatewayIsOpen() {
    CliHarness cli = new CliHarness(folder);
    FirstKey.make(cli.console(), options(folder, false), new SecureRandom());
    cli.environment.put("AROBASE_MAKE_KEY", "true");
    FirstKey.make(cli.console(), options(folder, true), new SecureRandom());
    cli.environment.put("AROBASE_KEY", "sk-mine");
    FirstKey.make(cli.console(), options(folder, false), new SecureRandom());
    assertThat(folder).isEmptyDirectory();
    assertThat(FirstKey.environment(cli.console(), options(folder, false)))
        .containsEntry("AROBASE_KEY", "sk-mine");
  }

  @Test
  void itIsKeptWhereTheCatalogIsKept() {
    CliHarness cli = new CliHarness(folder);
    cli.environment.put("AROBASE_MAKE_KEY", "true");
    cli.environment.put("XDG_STATE_HOME", folder.toString());
    Options usual = new Options(Optional.empty(), Overrides.NONE, Optional.empty());
    FirstKey.make(cli.console(), usual, new SecureRandom());
    assertThat(folder.resolve("arobase/client-key")).exists();
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamed() throws Exception {
    CliHarness cli = new CliHarness(folder);
    cli.environment.put("AROBASE_MAKE_KEY", "true");
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(
            () ->
                FirstKey.make(
                    cli.console(), options(file.resolve("data"), false), new SecureRandom()))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining(file.resolve("data").toString())
        .hasMessageContaining("--data-dir");
  }

  private static Options options(Path data, boolean open) {
    Overrides overrides =
        new Overrides(Optional.empty(), OptionalInt.empty(), Optional.of(data), open);
    return new Options(Optional.empty(), overrides, Optional.empty());
  }
}
