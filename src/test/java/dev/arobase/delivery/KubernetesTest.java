package dev.arobase.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import dev.arobase.config.load.ConfigLoader;
import dev.arobase.config.load.LoadRequest;
import dev.arobase.config.load.LoadResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Kubernetes base, read as kustomize and the kubelet would. */
class KubernetesTest {
  private static final Path BASE = Path.of("k8s");

  @Test
  void theKustomizationNamesOnlyFilesThatAreThere() throws Exception {
    JsonNode kustomization = yaml("kustomization.yaml");
    assertThat(kustomization.at("/resources")).isNotEmpty();
    for (JsonNode resource : kustomization.at("/resources")) {
      assertThat(BASE.resolve(resource.asText())).exists();
    }
    for (JsonNode file : kustomization.at("/configMapGenerator/0/files")) {
      assertThat(BASE.resolve(file.asText())).exists();
    }
  }

  @Test
  void theDeploymentMountsTheGeneratedConfigMapWhereTheProgramLooksForIt() throws Exception {
    JsonNode pod = yaml("deployment.yaml").at("/spec/template/spec");
    String configMap = yaml("kustomization.yaml").at("/configMapGenerator/0/name").asText();
    assertThat(pod.at("/volumes/0/configMap/name").asText()).isEqualTo(configMap);
    JsonNode container = pod.at("/containers/0");
    String mounted = container.at("/volumeMounts/0/mountPath").asText();
    assertThat(container.at("/args").toString())
        .isEqualTo("[\"serve\",\"--config\",\"" + mounted + "/routes.yaml\"]");
    assertThat(container.at("/volumeMounts/0").has("subPath")).isFalse();
  }

  @Test
  void theShippedRoutesAreValidWithTheSecretOfTheExample() throws Exception {
    Map<String, String> environment = new HashMap<>();
    yaml("secret.example.yaml")
        .at("/stringData")
        .properties()
        .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
    environment.put("OPENAI_API_KEY", "sk-of-the-node-0123456789");
    LoadResult result =
        new ConfigLoader(environment).load(LoadRequest.of(BASE.resolve("routes.yaml")));
    assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    Config config = ((LoadResult.Loaded) result).config();
    assertThat(config.auth().required()).isTrue();
    assertThat(config.providers().enabled())
        .extracting(ProviderConfig::name)
        .containsExactly("deepinfra");
    String port = Integer.toString(config.server().port());
    assertThat(container().at("/ports/0/containerPort").asText()).isEqualTo(port);
  }

  @Test
  void openStreamsMayEndBeforeThePodIsKilled() throws Exception {
    JsonNode pod = yaml("deployment.yaml").at("/spec/template/spec");
    LoadResult result =
        new ConfigLoader(Map.of("AROBASE_CLIENT_KEY", "sk-a", "DEEPINFRA_API_KEY", "k"))
            .load(LoadRequest.of(BASE.resolve("routes.yaml")));
    Duration drain = ((LoadResult.Loaded) result).config().server().shutdownGrace();
    int preStop = container().at("/lifecycle/preStop/sleep/seconds").asInt();
    assertThat(pod.at("/terminationGracePeriodSeconds").asInt())
        .isGreaterThan((int) drain.toSeconds() + preStop);
  }

  @Test
  void thePodIsLockedDownAndWritesOnlyToItsVolumes() throws Exception {
    JsonNode pod = yaml("deployment.yaml").at("/spec/template/spec");
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
    JsonNode security = container().at("/securityContext");
    assertThat(security.at("/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(security.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(container().at("/volumeMounts").findValuesAsText("mountPath"))
        .contains("/data", "/tmp");
  }

  @Test
  void heapAndDirectMemoryFitIntoTheLimit() throws Exception {
    String options = "";
    for (JsonNode variable : container().at("/env")) {
      if (variable.at("/name").asText().equals("AROBASE_JAVA_OPTS")) {
        options = variable.at("/value").asText();
      }
    }
    int limit = megabytes(container().at("/resources/limits/memory").asText(), "Mi");
    int heap = megabytes(options.replaceAll(".*-Xmx(\\S+).*", "$1"), "m");
    int direct = megabytes(options.replaceAll(".*MaxDirectMemorySize=(\\S+).*", "$1"), "m");
    // The rest is for code, class data, stacks and the collector.
    assertThat(heap + direct).isBetween(limit / 2, limit - 192);
  }

  private static int megabytes(String text, String unit) {
    assertThat(text).endsWith(unit);
    return Integer.parseInt(text.substring(0, text.length() - unit.length()));
  }

  private static JsonNode container() throws Exception {
    return yaml("deployment.yaml").at("/spec/template/spec/containers/0");
  }

  private static JsonNode yaml(String file) throws Exception {
    Object tree =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(BASE.resolve(file)));
    return new ObjectMapper().valueToTree(tree);
  }
}
