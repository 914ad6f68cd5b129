package dev.arobase.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelReferenceTest {

  @Test
  void whatFollowsTheFirstSlashIsTheModelWhateverItHolds() {
    assertThat(ModelReference.parse("@p/a/b:c@d*"))
        .contains(new ModelReference("@p/a/b:c@d*", Optional.of("p"), "a/b:c@d*"));
    assertThat(ModelReference.parse("@p//models/m.gguf"))
        .contains(new ModelReference("@p//models/m.gguf", Optional.of("p"), "/models/m.gguf"));
  }

  @Test
  void withoutAPrefixAllOfItIsTheModel() {
    assertThat(ModelReference.parse("p/a"))
        .contains(new ModelReference("p/a", Optional.empty(), "p/a"));
    assertThat(ModelReference.parse("a@b/c"))
        .contains(new ModelReference("a@b/c", Optional.empty(), "a@b/c"));
  }
}
