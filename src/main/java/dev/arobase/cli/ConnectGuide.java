package dev.arobase.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The settings that point clients here, one template per client. */
final class ConnectGuide {
  private static final String FOLDER = "/dev/arobase/connect/";

  /**
   * @param name as it is typed
   * @param title what it is
   * @param otherNames what it is also called
   */
  record Client(String name, String title, List<String> otherNames) {}

  /**
   * What the settings are filled with.
   *
   * @param origin scheme, host and port, such as {@code http://127.0.0.1:8080}
   */
  record Values(String origin, String key, String model) {}

  private final List<Client> clients;

  ConnectGuide() {
    clients =
        resource("clients.txt")
            .lines()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .map(ConnectGuide::client)
            .toList();
  }

  List<Client> clients() {
    return clients;
  }

  /** By name or other name, in any case. */
  Optional<Client> find(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return clients.stream()
        .filter(client -> client.name().equals(wanted) || client.otherNames().contains(wanted))
        .findFirst();
  }

  /** The settings of one client, with a line end. */
  String settings(Client client, Values values) {
    return resource(client.name() + ".txt")
        .replace("{base_url}", values.origin() + "/v1")
        .replace("{origin}", values.origin())
        .replace("{key}", values.key())
        .replace("{model}", values.model());
  }

  private static Client client(String line) {
    String[] parts = line.split("\\|", -1);
    List<String> others =
        Arrays.stream(parts[2].split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    return new Client(parts[0].strip(), parts[1].strip(), others);
  }

  private static String resource(String name) {
    try (InputStream in = ConnectGuide.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + FOLDER + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
