package dev.arobase.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The launcher in a checkout of one source, with a JDK and a Maven that are shell scripts: the JDK
 * prints what it is started with, Maven writes down that it was called.
 */
final class FakeCheckout {
  /** What a run came to. */
  record Run(int status, String out, String err) {}

  final Path root;
  final Path checkout;
  final Path jdk;
  final Map<String, String> environment = new TreeMap<>();

  FakeCheckout(Path root) throws IOException {
    this.root = root;
    checkout = root.resolve("check out");
    jdk = root.resolve("jdk-25");
    Files.createDirectories(checkout.resolve("src/main/java"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.writeString(checkout.resolve("src/main/java/A.java"), "class A {}");
    Files.copy(Path.of("arobase"), launcher());
    jdk(jdk, "25.0.1", true);
    maven("mkdir -p target && sleep 0.2 && echo jar >target/arobase.jar");
    environment.put("JAVA_HOME", jdk.toString());
    environment.put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("HOME", root.toString());
  }

  Path launcher() {
    return checkout.resolve("arobase");
  }

  Path jar() {
    return checkout.resolve("target/arobase.jar");
  }

  /** How often Maven was called. */
  long builds() throws IOException {
    Path calls = root.resolve("maven-calls");
    return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
  }

  void maven(String script) throws IOException {
    Files.createDirectories(root.resolve("bin"));
    script(
        root.resolve("bin/mvn"),
        "echo \"$JAVA_HOME $*\" >>'" + root.resolve("maven-calls") + "'\n" + script);
  }

  /** A Java home whose java prints its arguments; {@code exit N} as the last one is its status. */
  static void jdk(Path home, String version, boolean compiler) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(
        home.resolve("bin/java"),
        """
        printf 'argument %s\\n' "$@"
        case "$*" in
          *'exit with '*) exit "${*##*exit with }" ;;
          *wait-for-signal) trap 'echo terminated; exit 9' TERM; echo waiting; while :; do sleep 0.05; done ;;
        esac
        """);
    if (compiler) {
      script(home.resolve("bin/javac"), "exit 0");
    }
  }

  static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Makes a file newer than whatever was written until now. */
  void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
  }

  Process start(Path command, Path directory, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(command.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  Run run(String... arguments) throws Exception {
    return ended(start(launcher(), root, arguments));
  }

  static Run ended(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the launcher did not end: " + err);
    }
    return new Run(process.exitValue(), out, err);
  }
}
