package dev.arobase.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Checks a whole plain answer whose status is good. */
public final class PlainAnswerCheck {

  private final UpstreamErrorReader errors = new UpstreamErrorReader();
  private final UsageReader usages = new UsageReader();

  /**
   * Checks an answer.
   *
   * @param contentType of the answer
   * @param expectsJson whether the endpoint answers in JSON whatever it says; false where audio or
   *     plain text may come
   * @param length how many bytes of {@code body} count
   */
  public PlainAnswer check(
      Optional<String> contentType, boolean expectsJson, byte[] body, int length) {
    if (isBlank(body, length)) {
      return new PlainAnswer.Empty();
    }
    if (Html.isHtml(contentType, body, length)) {
      return new PlainAnswer.HtmlPage();
    }
    boolean json = contentType.orElse("").toLowerCase(Locale.ROOT).contains("json");
    if (!json && !expectsJson) {
      return new PlainAnswer.Good(Optional.empty(), Optional.empty());
    }
    return read(body, length);
  }

  /** One pass: is it JSON, and what do the members say that matter here. */
  private PlainAnswer read(byte[] body, int length) {
    Members members = new Members(body);
    try (JsonParser json = StrictJson.parser(body, 0, length)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        return new PlainAnswer.Broken();
      }
      if (first == JsonToken.START_OBJECT) {
        members.read(json);
      } else {
        json.skipChildren();
      }
      if (json.nextToken() != null) {
        return new PlainAnswer.Broken();
      }
    } catch (IOException | IllegalStateException broken) {
      return new PlainAnswer.Broken();
    }
    return members.saysError()
        ? new PlainAnswer.ErrorInside(
            errors
                .readJson(body, 0, length)
                .orElseGet(() -> UpstreamError.of("the upstream answered with an error")))
        : new PlainAnswer.Good(members.usage.flatMap(usages::read), members.model);
  }

  private static boolean isBlank(byte[] body, int length) {
    for (int i = 0; i < length; i++) {
      if (body[i] != ' ' && body[i] != '\n' && body[i] != '\r' && body[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** The members of an answer's object that matter; of several with one name the last counts. */
  private static final class Members {
    private final byte[] body;
    private Optional<byte[]> error = Optional.empty();
    private Optional<byte[]> usage = Optional.empty();
    private Optional<String> object = Optional.empty();
    private Optional<String> model = Optional.empty();

    Members(byte[] body) {
      this.body = body;
    }

    void read(JsonParser json) throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        switch (name) {
          case "error" -> error = Optional.of(raw(json));
          case "usage" -> usage = Optional.of(raw(json));
          case "object" -> object = text(json, value);
          case "model" -> model = text(json, value);
          default -> json.skipChildren();
        }
      }
    }

    boolean saysError() {
      return object.filter("error"::equals).isPresent()
          || error
              .flatMap(json -> JsonTree.read(json, 0, json.length))
              .filter(JsonTree::says)
              .isPresent();
    }

    private byte[] raw(JsonParser json) throws IOException {
      int start = StrictJson.tokenStart(json);
      // Strings are read lazily: only then does the parser know where one ends.
      json.finishToken();
      json.skipChildren();
      return Arrays.copyOfRange(body, start, StrictJson.tokenEnd(json));
    }

    private static Optional<String> text(JsonParser json, JsonToken value) throws IOException {
      if (value == JsonToken.VALUE_STRING) {
        return Optional.of(json.getText());
      }
      json.skipChildren();
      return Optional.empty();
    }
  }
}
