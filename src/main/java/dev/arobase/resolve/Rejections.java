package dev.arobase.resolve;

import dev.arobase.catalog.LeftOut;
import dev.arobase.catalog.Model;
import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import dev.arobase.exchange.Endpoint;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Rejection;
import dev.arobase.resolve.Resolution.Refused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The words of every refusal: what is wrong, and what would work. */
final class Rejections {

  /** Characters of a client's text that a message repeats. */
  private static final int MAX_QUOTED = 200;

  /** Candidates that the message of an ambiguous name lists. */
  private static final int MAX_CANDIDATES = 10;

  private Rejections() {}

  static Rejection missingModel() {
    return Rejection.of(
        ErrorCode.MISSING_MODEL,
        "The request names no model. Set \"model\", for instance to one of GET /v1/models.",
        "model");
  }

  static Rejection invalidModel(String text) {
    return Rejection.of(
        ErrorCode.INVALID_MODEL,
        quoted(text)
            + " is not a model: after @ write provider/model, for instance @openai/gpt-4o.",
        "model");
  }

  static Rejection unknownProvider(String name, Config config, String param) {
    List<ProviderConfig> off =
        config.providers().all().stream().filter(provider -> !provider.enabled()).toList();
    var message = new StringBuilder("Unknown provider ").append(quoted(name)).append('.');
    if (!config.providers().enabled().isEmpty()) {
      message.append(" Enabled: ").append(names(config.providers().enabled())).append('.');
    }
    if (!off.isEmpty()) {
      message.append(" Known but not enabled: ").append(names(off)).append('.');
    }
    return Rejection.of(ErrorCode.UNKNOWN_PROVIDER, message.toString(), param);
  }

  static Rejection notConfigured(List<ProviderConfig> providers, String param) {
    String reasons =
        providers.stream()
            .map(
                provider ->
                    provider.name() + " is not enabled: " + provider.disabledReason().orElse("off"))
            .collect(Collectors.joining("; "));
    return Rejection.of(ErrorCode.PROVIDER_NOT_CONFIGURED, "Provider " + reasons + ".", param);
  }

  static Refused ambiguous(String text, Collection<Model> models) {
    List<String> ids = models.stream().map(Model::id).sorted().toList();
    List<String> shown = ids.size() > MAX_CANDIDATES ? ids.subList(0, MAX_CANDIDATES) : ids;
    String more = ids.size() > shown.size() ? " and " + (ids.size() - shown.size()) + " more" : "";
    return new Refused(
        Rejection.of(
            ErrorCode.MODEL_AMBIGUOUS,
            quoted(text)
                + " may be any of "
                + String.join(", ", shown)
                + more
                + ". Write the whole id.",
            "model"),
        shown);
  }

  static Refused endpointNotSupported(String text, Endpoint endpoint, List<Target> targets) {
    String providers =
        targets.stream()
            .map(target -> target.provider().name())
            .distinct()
            .collect(Collectors.joining(", "));
    return Refused.of(
        Rejection.of(
            ErrorCode.ENDPOINT_NOT_SUPPORTED,
            "No provider of "
                + quoted(text)
                + " serves /v1"
                + endpoint.path()
                + "; it is listed by "
                + providers
                + " for something else.",
            "model"));
  }

  static Refused noneLeft(String text, String why) {
    return Refused.of(
        Rejection.of(
            ErrorCode.MODEL_NOT_FOUND,
            "No provider of " + quoted(text) + " is left: " + why + ".",
            "model"));
  }

  static Refused notFound(
      String text, List<String> close, List<LeftOut> leftOut, Collection<String> hints) {
    List<String> sentences = new ArrayList<>();
    sentences.add("The model " + quoted(text) + " was not found.");
    leftOut.stream()
        .limit(3)
        .map(row -> row.provider() + " lists it, but it is left out: " + row.reason() + ".")
        .forEach(sentences::add);
    sentences.addAll(hints);
    if (!close.isEmpty()) {
      sentences.add("Close: " + String.join(", ", close) + ".");
    }
    return new Refused(
        Rejection.of(ErrorCode.MODEL_NOT_FOUND, String.join(" ", sentences), "model"), close);
  }

  static Rejection pathNotFound() {
    return Rejection.of(
        ErrorCode.PATH_NOT_FOUND,
        "Unknown path. A path that is not in the API is passed through to a provider named by"
            + " x-portkey-provider, /@provider/v1/… or the prefix of model.");
  }

  static String names(Collection<ProviderConfig> providers) {
    return providers.stream().map(ProviderConfig::name).collect(Collectors.joining(", "));
  }

  /** The client's text in quotes, cut where it is long. */
  static String quoted(String text) {
    int length = text.length();
    if (length <= MAX_QUOTED) {
      return '"' + text + '"';
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_QUOTED - 1)) ? MAX_QUOTED - 1 : MAX_QUOTED;
    return '"' + text.substring(0, end) + "…\"";
  }
}
