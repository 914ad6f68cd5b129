package dev.arobase.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Checks a whole plain answer whose status is good. */
public final class PlainAnswerCheck {

  private final UpstreamErrorReader errors = new UpstreamErrorReader();

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
    if (!isJson(body, length)) {
      return new PlainAnswer.Broken();
    }
    AnswerScanner members = new AnswerScanner();
    members.feed(body, 0, length);
    return saysError(members)
        ? new PlainAnswer.ErrorInside(
            errors
                .readJson(body, 0, length)
                .orElseGet(() -> UpstreamError.of("the upstream answered with an error")))
        : new PlainAnswer.Good(members.usage(), members.model());
  }

  private static boolean saysError(AnswerScanner members) {
    if (members.object().filter("error"::equals).isPresent()) {
      return true;
    }
    return members
        .raw("error")
        .flatMap(error -> JsonTree.read(error, 0, error.length))
        .filter(JsonTree::says)
        .isPresent();
  }

  private static boolean isBlank(byte[] body, int length) {
    for (int i = 0; i < length; i++) {
      if (body[i] != ' ' && body[i] != '\n' && body[i] != '\r' && body[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  private static boolean isJson(byte[] body, int length) {
    try (JsonParser json = StrictJson.parser(body, 0, length)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        return false;
      }
      json.skipChildren();
      return json.nextToken() == null;
    } catch (IOException | IllegalStateException broken) {
      return false;
    }
  }
}
