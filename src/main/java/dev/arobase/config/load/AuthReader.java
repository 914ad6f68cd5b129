package dev.arobase.config.load;

import dev.arobase.config.AuthConfig;
import dev.arobase.config.ClientKey;
import dev.arobase.config.Secret;
import dev.arobase.config.SecretDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code auth}, and the client key of the environment. */
final class AuthReader {
  static final String KEY_VARIABLE = "AROBASE_KEY";
  static final String OPEN_VARIABLE = "AROBASE_OPEN";

  private AuthReader() {}

  static AuthConfig read(Section root, Overrides overrides) {
    Reading reading = root.reading();
    boolean open = overrides.open() || openByEnvironment(reading);
    Section section = root.section("auth");
    boolean openByFile = section.field("open").flatMap(Field::bool).orElse(false);
    List<ClientKey> keys = section.field("keys").map(AuthReader::keys).orElse(List.of());
    section.done();
    return new AuthConfig(open || openByFile, section.present() ? keys : keyOfEnvironment(reading));
  }

  private static boolean openByEnvironment(Reading reading) {
    return switch (reading.variable(OPEN_VARIABLE).toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> true;
      case "", "false", "no", "0" -> false;
      default -> {
        reading.problems().error(Problems.ENVIRONMENT, OPEN_VARIABLE + ": must be true or false");
        yield false;
      }
    };
  }

  private static List<ClientKey> keyOfEnvironment(Reading reading) {
    String key = reading.variable(KEY_VARIABLE);
    if (key.isEmpty()) {
      return List.of();
    }
    KeyText.fault(key)
        .ifPresent(
            fault -> reading.problems().error(Problems.ENVIRONMENT, KEY_VARIABLE + ": " + fault));
    return List.of(new ClientKey("default", Secret.of(key).digest()));
  }

  private static List<ClientKey> keys(Field field) {
    List<ClientKey> keys = new ArrayList<>();
    Map<String, Place> names = new HashMap<>();
    Map<SecretDigest, String> digests = new HashMap<>();
    for (Field item : field.list("{name, key}")) {
      Section section = item.item();
      Optional<String> name = section.field("name").flatMap(Field::word);
      Optional<SecretDigest> digest = digest(section);
      section.done();
      if (section.present() && !section.has("name")) {
        section.error("needs a name, for logs and metrics");
      }
      name.ifPresent(
          some -> {
            @Nullable Place first = names.putIfAbsent(some, item.place());
            if (first != null) {
              section.error("the name stands twice, first in line " + first.line());
            }
          });
      if (name.isPresent() && digest.isPresent()) {
        @Nullable String first = digests.putIfAbsent(digest.get(), name.get());
        if (first != null) {
          section.error("is the same key as that of " + KeyPath.printable(first));
        }
        keys.add(new ClientKey(name.get(), digest.get()));
      }
    }
    return keys;
  }

  private static Optional<SecretDigest> digest(Section section) {
    Optional<Field> key = section.field("key");
    Optional<Field> file = section.field("key_file");
    Optional<Field> sha256 = section.field("sha256");
    if (section.present()
        && Stream.of(key, file, sha256).filter(Optional::isPresent).count() != 1) {
      section.error("needs exactly one of key, key_file and sha256");
    }
    Optional<SecretDigest> direct =
        key.flatMap(Field::text)
            .flatMap(text -> SecretText.checked(key.get(), text))
            .map(Secret::digest);
    Optional<SecretDigest> read = file.flatMap(SecretText::fromFile).map(Secret::digest);
    Optional<SecretDigest> hashed = sha256.flatMap(AuthReader::sha256);
    return direct.or(() -> read).or(() -> hashed);
  }

  private static Optional<SecretDigest> sha256(Field field) {
    return field
        .word()
        .flatMap(
            text -> {
              Optional<SecretDigest> digest = SecretDigest.parse(text);
              if (digest.isEmpty()) {
                field.error("must be 64 hexadecimal digits, the SHA-256 of the key");
              }
              return digest;
            });
  }
}
