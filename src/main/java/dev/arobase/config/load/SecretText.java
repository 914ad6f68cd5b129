package dev.arobase.config.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.arobase.config.Secret;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Keys on their way from text to {@link Secret}: trimmed, and refused when they are damaged. */
final class SecretText {
  private static final int LONGEST_FILE = 64 * 1024;

  private SecretText() {}

  /** A key that stands in the file, or in a variable that the file names; it must not be empty. */
  static Optional<Secret> checked(Field field, String text) {
    String key = KeyText.trimmed(text);
    if (key.isEmpty()) {
      field.error("the key is empty");
      return Optional.empty();
    }
    Optional<String> fault = KeyText.fault(key);
    fault.ifPresent(field::error);
    return fault.isPresent() ? Optional.empty() : Optional.of(Secret.of(key));
  }

  /** A key that a file of its own holds. */
  static Optional<Secret> fromFile(Field field) {
    return field
        .word()
        .flatMap(
            name -> {
              try {
                byte[] bytes = field.reading().files().read(Path.of(name), LONGEST_FILE);
                return checked(field, new String(bytes, UTF_8));
              } catch (InvalidPathException e) {
                field.error("is no path of a file");
              } catch (IOException e) {
                field.error("cannot be read: " + e.getMessage());
              }
              return Optional.empty();
            });
  }
}
