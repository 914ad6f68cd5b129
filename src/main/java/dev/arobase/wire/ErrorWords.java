package dev.arobase.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Knows what upstreams mean by their words. The words are in {@code error-words.txt} beside this
 * class, so that a new wording is a line there and no code.
 */
public final class ErrorWords {

  private static final String RESOURCE = "error-words.txt";

  /** Messages are searched this far; what they are about stands at their beginning. */
  private static final int SEARCHED_CHARS = 4096;

  private record Words(Set<String> codes, List<Phrase> phrases) {}

  /** Characters that may stand between two pieces of a phrase: an id, not half a message. */
  private static final int MAX_GAP = 200;

  /** Pieces that must stand in a text in this order, not far from each other. */
  private record Phrase(List<String> pieces) {
    boolean isIn(String text) {
      String first = pieces.getFirst();
      for (int at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
        if (continuesAfter(text, at + first.length())) {
          return true;
        }
      }
      return false;
    }

    private boolean continuesAfter(String text, int start) {
      int from = start;
      for (String piece : pieces.subList(1, pieces.size())) {
        int limit = Math.min(text.length(), from + MAX_GAP + piece.length());
        int found = text.indexOf(piece, from, limit);
        if (found < 0) {
          return false;
        }
        from = found + piece.length();
      }
      return true;
    }
  }

  private final Map<ErrorWord, Words> words;

  private ErrorWords(Map<ErrorWord, Words> words) {
    this.words = words;
  }

  /**
   * Reads the words that ship with the program.
   *
   * @throws IllegalStateException if a line is not understood
   */
  public static ErrorWords load() {
    try (InputStream resource = ErrorWords.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(RESOURCE + " is missing");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8));
      return parse(lines.lines().toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(RESOURCE, unreadable);
    }
  }

  private static ErrorWords parse(List<String> lines) {
    Map<ErrorWord, Words> words = new EnumMap<>(ErrorWord.class);
    Words current = new Words(new HashSet<>(), new ArrayList<>());
    for (String line : lines) {
      String text = line.strip().toLowerCase(Locale.ROOT);
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (text.startsWith("[") && text.endsWith("]")) {
        String name = text.substring(1, text.length() - 1).toUpperCase(Locale.ROOT);
        current = new Words(new HashSet<>(), new ArrayList<>());
        words.put(ErrorWord.valueOf(name), current);
      } else if (text.startsWith("code ")) {
        current.codes().add(text.substring(5).strip());
      } else if (text.startsWith("text ")) {
        current.phrases().add(phrase(text.substring(5).strip()));
      } else {
        throw new IllegalStateException(RESOURCE + ": " + line);
      }
    }
    return new ErrorWords(words);
  }

  private static Phrase phrase(String text) {
    return new Phrase(List.of(text.split("\\*")));
  }

  /**
   * What an error means. Codes and types decide before messages do, for a message may quote
   * anything.
   *
   * @return empty for an error of any other kind
   */
  public Optional<ErrorWord> classify(UpstreamError error) {
    if (error.moderated()) {
      return Optional.of(ErrorWord.CONTENT_FILTER);
    }
    return byCode(error.code()).or(() -> byCode(error.type())).or(() -> byText(error.message()));
  }

  private Optional<ErrorWord> byCode(Optional<String> code) {
    if (code.isEmpty()) {
      return Optional.empty();
    }
    String word = code.get().toLowerCase(Locale.ROOT);
    return inOrder().filter(meaning -> of(meaning).codes().contains(word)).findFirst();
  }

  private Optional<ErrorWord> byText(String message) {
    String text =
        message.substring(0, Math.min(message.length(), SEARCHED_CHARS)).toLowerCase(Locale.ROOT);
    return inOrder()
        .filter(meaning -> of(meaning).phrases().stream().anyMatch(phrase -> phrase.isIn(text)))
        .findFirst();
  }

  private static Stream<ErrorWord> inOrder() {
    return ORDER.stream();
  }

  private Words of(ErrorWord meaning) {
    return words.getOrDefault(meaning, NONE);
  }

  private static final Words NONE = new Words(Set.of(), List.of());

  /** A context overflow may mention a model, a quota a rate: the more telling meaning first. */
  private static final List<ErrorWord> ORDER =
      List.of(
          ErrorWord.CONTENT_FILTER,
          ErrorWord.INSUFFICIENT_QUOTA,
          ErrorWord.CONTEXT_LENGTH,
          ErrorWord.MODEL_NOT_FOUND,
          ErrorWord.AUTHENTICATION,
          ErrorWord.RATE_LIMIT,
          ErrorWord.OVERLOADED);
}
