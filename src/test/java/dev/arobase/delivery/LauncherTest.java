package dev.arobase.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arobase.delivery.FakeCheckout.Run;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  @TempDir private Path root;
  private FakeCheckout fake;

  @BeforeEach
  void checkOut() throws Exception {
    fake = new FakeCheckout(root);
  }

  @Test
  void buildsOnFirstUseWithProgressOnStandardErrorAlone() throws Exception {
    Run first = fake.run("models", "--json");
    assertThat(first.status()).isZero();
    assertThat(first.err()).contains("building").contains("built in");
    assertThat(first.out().lines()).allMatch(line -> line.startsWith("argument "));
    assertThat(first.out())
        .endsWith("argument -jar\nargument " + fake.jar() + "\nargument models\nargument --json\n");
    Run second = fake.run("models");
    assertThat(second.err()).isEmpty();
    assertThat(fake.builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceIsNewerOrGone() throws Exception {
    fake.run();
    fake.touch(fake.checkout.resolve("src/main/java/A.java"));
    fake.maven("echo jar >target/arobase.jar; touch -d '+1 hour' target/arobase.jar");
    fake.run();
    assertThat(fake.builds()).isEqualTo(2);
    fake.run();
    assertThat(fake.builds()).isEqualTo(2);
    Files.delete(fake.checkout.resolve("src/main/java/A.java"));
    fake.touch(fake.jar());
    Instant later = Instant.now().plusSeconds(60);
    Files.setLastModifiedTime(fake.checkout.resolve("src/main/java"), FileTime.from(later));
    fake.run();
    assertThat(fake.builds()).isEqualTo(3);
  }

  @Test
  void twoStartsAtOnceBuildOnce() throws Exception {
    fake.maven("mkdir -p target && sleep 1 && echo jar >target/arobase.jar");
    Process one = fake.start(fake.launcher(), root, "one");
    Process two = fake.start(fake.launcher(), root, "two");
    Run first = FakeCheckout.ended(one);
    Run second = FakeCheckout.ended(two);
    assertThat(first.out()).endsWith("argument one\n");
    assertThat(second.out()).endsWith("argument two\n");
    assertThat(fake.builds()).isEqualTo(1);
  }

  @Test
  void aLockOfADeadProcessIsTakenOverAndItsHalfJarThrownAway() throws Exception {
    Files.createDirectories(fake.checkout.resolve("target"));
    Files.writeString(fake.jar(), "half a jar");
    Files.createSymbolicLink(fake.checkout.resolve("target/arobase.lock"), Path.of("99999999"));
    Run run = fake.run("x");
    assertThat(run.status()).isZero();
    assertThat(fake.builds()).isEqualTo(1);
    assertThat(Files.readString(fake.jar())).isEqualTo("jar\n");
    assertThat(fake.checkout.resolve("target/arobase.lock")).doesNotExist();
  }

  @Test
  void aFailedBuildIsToldAndLeavesNothingToRun() throws Exception {
    fake.maven(
        "echo '[ERROR] A.java: broken'; mkdir -p target; echo half >target/arobase.jar; exit 1");
    Run run = fake.run();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("A.java: broken").contains("the build failed");
    assertThat(fake.jar()).doesNotExist();
  }

  @Test
  void runsThroughASymbolicLinkFromAnotherFolder() throws Exception {
    Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("aro"), Path.of("../check out/arobase"));
    Run run = FakeCheckout.ended(fake.start(link, elsewhere, "x"));
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("argument " + fake.jar() + "\n");
  }

  @Test
  void argumentsKeepTheirSpacesAndTheExitStatusComesThrough() throws Exception {
    Run run = fake.run("two words", "", "*", "exit with 7");
    assertThat(run.status()).isEqualTo(7);
    assertThat(run.out())
        .endsWith("argument two words\nargument \nargument *\nargument exit with 7\n");
  }

  @Test
  void aSignalReachesTheProgramItself() throws Exception {
    fake.run();
    Process process = fake.start(fake.launcher(), root, "wait-for-signal");
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    while (!"waiting".equals(out.readLine())) {
      assertThat(process.isAlive()).isTrue();
    }
    // Not destroy() of the process, which closes what it prints to.
    process.toHandle().destroy();
    assertThat(out.readLine()).isEqualTo("terminated");
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(9);
  }

  @Test
  void anOldJavaIsPassedOverAndNamedWhenThereIsNoOther() throws Exception {
    Path old = root.resolve("jdk-17");
    FakeCheckout.jdk(old, "17.0.15", true);
    fake.environment.put("JAVA_HOME", old.toString());
    Path sdkman = root.resolve(".sdkman/candidates/java/25.0.2-tem");
    FakeCheckout.jdk(sdkman, "25.0.2", true);
    Run run = fake.run("--which-jdk");
    assertThat(run.status()).isZero();
    assertThat(run.out()).doesNotContain("jdk-17");
  }

  @Test
  void aRuntimeWithoutACompilerRunsWhatIsBuiltButIsNotBuiltWith() throws Exception {
    fake.run();
    Path runtime = root.resolve("jre-26");
    FakeCheckout.jdk(runtime, "26", false);
    fake.environment.put("JAVA_HOME", runtime.toString());
    Run run = fake.run("x");
    assertThat(run.out()).endsWith("argument x\n");
    assertThat(fake.run("--which-jdk").out()).isNotEqualTo(runtime + "\n");
  }

  @Test
  void mavenRunsOnTheJdkThatWasFound() throws Exception {
    fake.run();
    assertThat(Files.readString(root.resolve("maven-calls"))).startsWith(fake.jdk + " ");
  }

  @Test
  void ownJavaOptionsComeLastAndAnotherCollectorReplacesOurs() throws Exception {
    assertThat(fake.run().out()).contains("argument -Xmx").contains("-XX:MaxDirectMemorySize=");
    assertThat(fake.run().out()).containsPattern("argument -XX:\\+Use\\w+GC\n");
    fake.environment.put("AROBASE_JAVA_OPTS", "-Xmx2g -XX:+UseZGC");
    String out = fake.run().out();
    assertThat(out).containsOnlyOnce("GC\n").contains("argument -XX:+UseZGC\n");
    assertThat(out.indexOf("argument -Xmx2g")).isGreaterThan(out.indexOf("argument -Xmx1g"));
  }

  @Test
  void anInstallationNeedsNeitherMavenNorSources() throws Exception {
    Path home = Files.createDirectories(root.resolve("opt/arobase"));
    Files.copy(Path.of("arobase"), home.resolve("arobase"));
    Files.createDirectories(home.resolve("lib"));
    Files.writeString(home.resolve("lib/arobase.jar"), "jar");
    FakeCheckout.jdk(home.resolve("runtime"), "25", false);
    fake.environment.remove("JAVA_HOME");
    Run run = FakeCheckout.ended(fake.start(home.resolve("arobase"), root, "x"));
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("argument " + home.resolve("lib/arobase.jar") + "\n");
    assertThat(fake.builds()).isZero();
  }
}
