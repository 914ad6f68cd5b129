package dev.arobase.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs the program as its users do: a process with a command line, an environment and a log. */
public final class ProcessLauncher implements GatewayLauncher {
  private final List<String> command;

  private ProcessLauncher(List<String> command) {
    this.command = List.copyOf(command);
  }

  /** {@code java -jar} of this jar, with further options of the JVM. */
  public static ProcessLauncher jar(Path jar, String... jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(javaExecutable());
    command.addAll(Arrays.asList(jvmOptions));
    command.addAll(List.of("-jar", jar.toString()));
    return new ProcessLauncher(command);
  }

  /** {@code dev.arobase.Main} from the class path of this JVM, with further options of the JVM. */
  public static ProcessLauncher classPath(String... jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(javaExecutable());
    command.addAll(Arrays.asList(jvmOptions));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.arobase.Main"));
    return new ProcessLauncher(command);
  }

  /** The launcher script in the root of the checkout. */
  public static ProcessLauncher script(Path script) {
    return new ProcessLauncher(List.of(script.toString()));
  }

  @Override
  public GatewayProcess start(
      Path routes, Map<String, String> environment, Path dataDirectory, String... arguments) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("serve", "-c", routes.toString(), "--port", "0"));
    line.addAll(List.of("--data-dir", dataDirectory.toString()));
    line.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    Map<String, String> seen = builder.environment();
    String path = seen.getOrDefault("PATH", "/usr/bin:/bin");
    seen.clear();
    seen.put("PATH", path);
    seen.putAll(environment);
    try {
      return GatewayProcess.await(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String javaExecutable() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
