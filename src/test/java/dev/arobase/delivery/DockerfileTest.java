package dev.arobase.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the image promises, read from the file that makes it; image/test.sh runs its content. */
class DockerfileTest {
  @Test
  void itsContentComesFromTheScriptThatRunsWithoutDockerToo() throws Exception {
    List<String> steps = steps();
    assertThat(steps).contains("RUN image/build.sh /image", "COPY --from=build /image/ /");
    assertThat(Path.of("image/build.sh")).isExecutable();
    long afterTheCopy =
        steps.subList(steps.indexOf("COPY --from=build /image/ /") + 1, steps.size()).stream()
            .filter(step -> step.startsWith("RUN ") || step.startsWith("COPY "))
            .count();
    assertThat(afterTheCopy).isZero();
  }

  @Test
  void itRunsWithoutRootAndChecksItsHealthWithoutCurl() throws Exception {
    String text = String.join("\n", steps());
    assertThat(text).contains("USER 10001:0");
    assertThat(text).containsPattern("HEALTHCHECK .*CMD \\[\"arobase\", \"health\"]");
    assertThat(text).contains("ENTRYPOINT [\"arobase\"]");
  }

  @Test
  void itListensForTheOutsideWithAKeyThatItMakes() throws Exception {
    String text = String.join("\n", steps());
    assertThat(text).contains("AROBASE_HOST=0.0.0.0").contains("AROBASE_MAKE_KEY=true");
    assertThat(text).contains("AROBASE_DATA_DIR=/data").contains("VOLUME /data");
  }

  private static List<String> steps() throws Exception {
    String joined = Files.readString(Path.of("Dockerfile")).replaceAll("\\\\\n\\s*", "");
    return joined.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }
}
