package dev.arobase.exchange;

import java.util.Optional;

/** Reads the meaning of an upstream's error from its words. */
@FunctionalInterface
public interface ErrorClassifier {

  /**
   * What the words say; {@link ErrorMeaning#PLAIN} when nothing special.
   *
   * @param status the upstream's HTTP status, or the one an error inside a 200 names
   * @param code the upstream's own code as text
   * @param type the upstream's own type
   * @param message for people; also where some providers put their only word
   */
  ErrorMeaning classify(int status, Optional<String> code, Optional<String> type, String message);
}
