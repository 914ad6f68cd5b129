package dev.arobase;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;

/**
 * The house's plan, as docs/ARCHITECTURE.md draws it: a package uses those below it, never one
 * above.
 */
@AnalyzeClasses(packages = "dev.arobase", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** From the client's side down to the facts that everybody names. */
  private static final List<String> TOP_DOWN =
      List.of(
          "cli",
          "ingress",
          "portkey",
          "upstream",
          "relay",
          "resolve",
          "access",
          "observe",
          "account",
          "catalog",
          "dialect",
          "wire",
          "config",
          "exchange");

  /** The packages on the request path: nothing in them may block an event loop. */
  private static final String[] ON_THE_LOOP = {
    "dev.arobase.ingress..",
    "dev.arobase.portkey..",
    "dev.arobase.upstream..",
    "dev.arobase.relay..",
    "dev.arobase.resolve..",
    "dev.arobase.access..",
    "dev.arobase.account..",
    "dev.arobase.dialect..",
    "dev.arobase.wire.."
  };

  @ArchTest
  void noPackageUsesOneAboveIt(JavaClasses classes) {
    for (int i = 1; i < TOP_DOWN.size(); i++) {
      String[] above =
          TOP_DOWN.subList(0, i).stream()
              .map(name -> "dev.arobase." + name + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("dev.arobase." + TOP_DOWN.get(i) + "..")
          .should()
          .dependOnClassesThat(resideInAnyPackage(above).or(resideInAPackage("dev.arobase")))
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @ArchTest
  static final ArchRule noCycles = slices().matching("dev.arobase.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyUpstreamAndRelayTalkToProviders =
      noClasses()
          .that()
          .resideInAPackage("dev.arobase..")
          .and()
          // The doctor's one free call is no request of a client.
          .resideOutsideOfPackages(
              "dev.arobase.upstream..", "dev.arobase.relay..", "dev.arobase.cli..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.type(HttpClient.class)
                  .or(JavaClass.Predicates.type(HttpClientRequest.class))
                  .or(JavaClass.Predicates.type(HttpClientResponse.class)));

  @ArchTest
  static final ArchRule onlyIngressAndRelayWriteToClients =
      noClasses()
          .that()
          .resideInAPackage("dev.arobase..")
          .and()
          .resideOutsideOfPackages(
              "dev.arobase.ingress..", "dev.arobase.relay..", "dev.arobase.mock..")
          .should()
          .dependOnClassesThat(JavaClass.Predicates.type(HttpServerResponse.class));

  @ArchTest
  static final ArchRule nothingWaitsOnALoop =
      noClasses()
          .that()
          .resideInAnyPackage(ON_THE_LOOP)
          .should()
          .callMethodWhere(waiting())
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Lock.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(CountDownLatch.class);

  private static DescribedPredicate<JavaCall<?>> waiting() {
    return new DescribedPredicate<>("sleep, get or join") {
      @Override
      public boolean test(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        String name = call.getName();
        return owner.isEquivalentTo(Thread.class) && (name.equals("sleep") || name.equals("join"))
            || owner.isAssignableTo(Future.class) && name.equals("get")
            || owner.isAssignableTo(CompletableFuture.class) && name.equals("join");
      }
    };
  }
}
