package dev.arobase.resolve;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An explanation as a colleague would give it: the answer first, then how it came about. */
final class ExplanationText {

  private ExplanationText() {}

  static String write(Explanation explanation) {
    StringBuilder text = new StringBuilder();
    if (explanation.rejection().isPresent()) {
      var rejection = explanation.rejection().get();
      text.append("This request would be refused with ")
          .append(rejection.code().status())
          .append(' ')
          .append(rejection.code().word())
          .append(":\n  ")
          .append(rejection.message())
          .append('\n');
    } else {
      answer(explanation, text);
    }
    if (!explanation.steps().isEmpty()) {
      text.append("\nHow it got there\n");
      for (Explanation.Step step : explanation.steps()) {
        text.append("  - ").append(step.sentence()).append('\n');
      }
    }
    if (!explanation.choices().isEmpty()) {
      text.append("\nIn this order\n");
      table(explanation.choices(), text);
    }
    if (!explanation.ruledOut().isEmpty()) {
      text.append("\nRuled out\n");
      for (Explanation.RuledOut out : explanation.ruledOut()) {
        text.append("  - @")
            .append(out.provider())
            .append('/')
            .append(out.model())
            .append(": ")
            .append(out.reason())
            .append(".\n");
      }
    }
    return text.toString();
  }

  private static void answer(Explanation explanation, StringBuilder text) {
    Explanation.Choice first = explanation.choices().getFirst();
    text.append(explanation.model().isEmpty() ? "This request" : explanation.model())
        .append(" goes to ")
        .append(first.provider());
    if (!first.model().isEmpty()) {
      text.append(" as ").append(first.model());
    }
    explanation.route().ifPresent(route -> text.append(", by the route ").append(route));
    text.append(".\n");
    int others = explanation.choices().size() - 1;
    if (others > 0) {
      List<String> next =
          explanation.choices().stream()
              .skip(1)
              .limit(3)
              .map(choice -> choice.provider() + " (" + choice.model() + ")")
              .toList();
      text.append("If that fails before its first token, next: ")
          .append(String.join(", ", next))
          .append(others > next.size() ? " and " + (others - next.size()) + " more" : "")
          .append(".\n");
    } else {
      text.append("There is nothing to fall back to.\n");
    }
  }

  private static void table(List<Explanation.Choice> choices, StringBuilder text) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "provider", "model", "in/1M", "out/1M", "blended", "context", "notes"));
    for (int i = 0; i < choices.size(); i++) {
      Explanation.Choice choice = choices.get(i);
      rows.add(
          List.of(
              String.valueOf(i + 1),
              choice.provider(),
              choice.model(),
              price(choice.prompt()),
              price(choice.completion()),
              choice.blended().map(Words::perMillion).orElse("?"),
              context(choice.contextLength()),
              notes(choice)));
    }
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(" ");
      for (int i = 0; i < widths.length; i++) {
        line.append(' ').append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 1);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static String price(Optional<String> perToken) {
    return perToken
        .map(text -> text.equals("-1") ? "dynamic" : Words.perMillion(new BigDecimal(text)))
        .orElse("?");
  }

  private static String context(OptionalLong tokens) {
    return tokens.isPresent() ? Words.count(tokens.getAsLong()) : "?";
  }

  private static String notes(Explanation.Choice choice) {
    List<String> notes = new ArrayList<>();
    if (!choice.listed()) {
      notes.add("not in its list");
    }
    if (choice.open()) {
      notes.add("failed lately");
    }
    if (choice.resting()) {
      notes.add("its keys rest");
    }
    choice.speed().ifPresent(seen -> notes.add(speed(seen)));
    if (choice.quarantined()) {
      notes.add("price under quarantine");
    }
    if (!choice.option().isEmpty()) {
      notes.add(choice.option());
    }
    if (!choice.params().isEmpty()) {
      notes.add("sets " + String.join(", ", choice.params()));
    }
    return String.join("; ", notes);
  }

  private static String speed(SpeedView.Seen seen) {
    List<String> parts = new ArrayList<>();
    seen.firstTokenMillis()
        .ifPresent(millis -> parts.add("first token after " + Math.round(millis) + " ms"));
    seen.tokensPerSecond().ifPresent(rate -> parts.add(Math.round(rate) + " tokens/s"));
    parts.add(Math.round(seen.errorShare() * 100) + "% failed");
    return String.join(", ", parts);
  }
}
