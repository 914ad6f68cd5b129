package dev.arobase.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricDocumentationTest {

  @Test
  void everyMetricHasItsRowAndEveryRowItsMetric() throws IOException, IllegalAccessException {
    List<String> names = new ArrayList<>();
    for (Field field : MetricNames.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.get(null) instanceof String name) {
        names.add(name);
      }
    }
    List<String> documented =
        Pattern.compile("(?m)^\\| `(arobase_[a-z_]+)` \\|")
            .matcher(Files.readString(Path.of("docs/metrics.md")))
            .results()
            .map(row -> row.group(1))
            .toList();
    assertThat(documented).containsExactlyInAnyOrderElementsOf(names);
  }
}
