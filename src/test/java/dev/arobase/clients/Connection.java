package dev.arobase.clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arobase.support.ClientRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Where a client goes with what {@code connect} printed for it.
 *
 * @param url what it posts to
 */
record Connection(String url, String key, String model) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHAT = "/chat/completions";

  /** As this client reads its settings. */
  static Connection read(String client, String text) {
    return switch (client) {
      case "aider" -> aider(Shell.argumentsOf("aider", text));
      case "claude-code" -> claudeCode(Shell.environmentOf("claude", text));
      case "cline" ->
          new Connection(
              find(text, "Base URL +(\\S+)") + CHAT,
              find(text, "API Key +(\\S+)"),
              find(text, "Model ID +(\\S+)"));
      case "codex" ->
          new Connection(
              find(text, "base_url = \"(.+)\"") + "/responses",
              find(text, "export AROBASE_KEY='(.+)'"),
              find(text, "\nmodel = \"(.+)\""));
      case "continue" -> fromContinue(yaml(text).at("/models/0"));
      case "goose" -> goose(Shell.environmentOf("goose", text));
      case "librechat" -> librechat(yaml(text).at("/endpoints/custom/0"));
      case "llm" -> llm(yaml(text).get(0), text);
      case "opencode" -> opencode(json(text));
      case "zed" -> zed(text);
      default -> throw new IllegalArgumentException(client);
    };
  }

  private static Connection aider(List<String> arguments) {
    return new Connection(
        after(arguments, "--openai-api-base") + CHAT,
        after(arguments, "--openai-api-key"),
        withoutPrefix(after(arguments, "--model"), "openai/"));
  }

  private static Connection claudeCode(Map<String, String> environment) {
    return new Connection(
        environment.get("ANTHROPIC_BASE_URL") + "/v1/messages?beta=true",
        environment.get("ANTHROPIC_AUTH_TOKEN"),
        environment.get("ANTHROPIC_DEFAULT_HAIKU_MODEL"));
  }

  private static Connection fromContinue(JsonNode model) {
    return new Connection(
        model.path("apiBase").asText() + CHAT,
        model.path("apiKey").asText(),
        model.path("model").asText());
  }

  private static Connection goose(Map<String, String> environment) {
    return new Connection(
        environment.get("OPENAI_HOST") + "/" + environment.get("OPENAI_BASE_PATH"),
        environment.get("OPENAI_API_KEY"),
        environment.get("GOOSE_MODEL"));
  }

  private static Connection librechat(JsonNode endpoint) {
    return new Connection(
        endpoint.path("baseURL").asText() + CHAT,
        endpoint.path("apiKey").asText(),
        endpoint.path("titleModel").asText());
  }

  private static Connection llm(JsonNode model, String text) {
    return new Connection(
        model.path("api_base").asText() + CHAT,
        find(text, "--value '(.+)'"),
        model.path("model_name").asText());
  }

  private static Connection opencode(JsonNode settings) {
    JsonNode options = settings.at("/provider/arobase/options");
    return new Connection(
        options.path("baseURL").asText() + CHAT,
        options.path("apiKey").asText(),
        withoutPrefix(settings.path("model").asText(), "arobase/"));
  }

  private static Connection zed(String text) {
    JsonNode provider =
        json(text.substring(text.indexOf("\n{"))).at("/language_models/openai_compatible/Arobase");
    return new Connection(
        provider.path("api_url").asText() + CHAT,
        find(text, "export AROBASE_API_KEY='(.+)'"),
        provider.at("/available_models/0/name").asText());
  }

  /** A short message to the model, in the dialect of the URL. */
  ClientRequest request() {
    URI place = URI.create(url);
    String query = place.getRawQuery() == null ? "" : "?" + place.getRawQuery();
    String said =
        url.endsWith("/responses")
            ? "\"input\":\"Hi\""
            : "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
    return ClientRequest.post(
            place.getRawPath() + query, "{\"model\":\"%s\",%s}".formatted(model, said))
        .header("Host", place.getAuthority())
        .key(key);
  }

  static JsonNode yaml(String text) {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(text);
    return JSON.valueToTree(tree);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  private static String find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }

  private static String after(List<String> arguments, String option) {
    return arguments.get(arguments.indexOf(option) + 1);
  }

  private static String withoutPrefix(String text, String prefix) {
    if (!text.startsWith(prefix)) {
      throw new AssertionError(text + " does not start with " + prefix);
    }
    return text.substring(prefix.length());
  }
}
