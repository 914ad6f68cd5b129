package dev.arobase.config.load;

import dev.arobase.config.PemFile;
import dev.arobase.config.ServerConfig;
import dev.arobase.config.ServerTls;
import dev.arobase.config.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code server}. */
final class ServerReader {
  private static final String HOST = "127.0.0.1";
  private static final int PORT = 8080;
  private static final int MIB = 1024 * 1024;
  private static final Duration TICK = Duration.ofMillis(1);

  private ServerReader() {}

  static ServerConfig read(Section section, Overrides overrides) {
    Optional<String> host = listenHost(section, overrides.host());
    Optional<Integer> port = section.field("port").flatMap(field -> field.integer(0, 65535));
    ServerConfig server =
        new ServerConfig(
            host.orElse(HOST),
            overrides.port().orElse(port.orElse(PORT)),
            section.field("tls").flatMap(ServerReader::tls),
            origins(section.section("cors")),
            section.field("allowed_hosts").map(ServerReader::hosts).orElse(List.of()),
            size(section, "max_body", 32L * MIB, 1024L * MIB),
            (int) size(section, "max_header", 64L * 1024, 16L * MIB),
            limit(section, "header_timeout", 10),
            limit(section, "body_timeout", 30),
            limit(section, "idle_timeout", 60),
            limit(section, "write_timeout", 60),
            count(section, "max_connections", 10_000),
            count(section, "max_requests", 5_000),
            limit(section, "keepalive", 25),
            section
                .field("shutdown_grace")
                .flatMap(field -> field.duration(Duration.ZERO))
                .orElse(Duration.ofSeconds(30)));
    section.done();
    return server;
  }

  private static long size(Section section, String key, long otherwise, long most) {
    return section.field(key).flatMap(field -> field.size(1, most)).orElse(otherwise);
  }

  private static Optional<Duration> limit(Section section, String key, long seconds) {
    return section
        .field(key)
        .flatMap(field -> field.limit(TICK))
        .orElse(TimeLimit.of(Duration.ofSeconds(seconds)))
        .duration();
  }

  private static int count(Section section, String key, int otherwise) {
    return section
        .field(key)
        .flatMap(field -> field.integer(1, LimitsReader.MOST))
        .orElse(otherwise);
  }

  private static Optional<ServerTls> tls(Field field) {
    Section section = field.section();
    Optional<PemFile> certificate = section.field("cert_file").flatMap(PemReader::certificates);
    Optional<PemFile> key = section.field("key_file").flatMap(PemReader::privateKey);
    for (String needed : List.of("cert_file", "key_file")) {
      if (section.present() && !section.has(needed)) {
        section.error("needs " + needed);
      }
    }
    if (certificate.isPresent()
        && key.isPresent()
        && !KeyMatch.mayFit(certificate.get(), key.get())) {
      section.error("the key in key_file is not that of the certificate in cert_file");
    }
    section.done();
    return certificate.flatMap(pem -> key.map(secret -> new ServerTls(pem, secret)));
  }

  private static Optional<List<String>> origins(Section cors) {
    Optional<List<String>> origins =
        cors.field("allowed_origins")
            .map(
                field -> {
                  List<String> list = new ArrayList<>();
                  field.list("origins").forEach(item -> origin(item).ifPresent(list::add));
                  return list;
                });
    cors.done();
    return origins;
  }

  private static Optional<String> origin(Field field) {
    Optional<String> word = field.word();
    Optional<String> origin =
        word.flatMap(text -> text.equals("*") ? word : ListenText.origin(text));
    if (word.isPresent() && origin.isEmpty()) {
      field.error(
          "\""
              + KeyPath.printable(word.get())
              + "\" is no origin; write * for all of them, or scheme://host[:port] without a path");
    }
    return origin;
  }

  private static List<String> hosts(Field field) {
    List<String> hosts = new ArrayList<>();
    for (Field item : field.list("host names")) {
      item.word()
          .ifPresent(
              word ->
                  ListenText.hostName(word)
                      .ifPresentOrElse(
                          hosts::add,
                          () ->
                              item.error(
                                  "\""
                                      + KeyPath.printable(word)
                                      + "\" is no host name; write each one out")));
    }
    return hosts;
  }

  /**
   * {@code host} of a listener. What stands on the command line is not in the file, so that its
   * mistakes have no place there.
   */
  static Optional<String> listenHost(Section section, Optional<String> commandLine) {
    Optional<Field> field = section.field("host");
    Optional<String> host = field.flatMap(Field::word);
    if (host.isPresent() && !ListenText.isListenHost(host.get())) {
      field.get().error(ListenText.WANTED_HOST);
    }
    if (commandLine.isPresent() && !ListenText.isListenHost(commandLine.get())) {
      section
          .reading()
          .problems()
          .error(
              Problems.COMMAND_LINE,
              section.path().key("host").text() + ": " + ListenText.WANTED_HOST);
    }
    return commandLine.or(() -> host).filter(ListenText::isListenHost);
  }
}
