package dev.arobase.cli;

import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;

@Command(
    name = "doctor",
    description = {
      "Check the configuration, and the name, certificate and key of each provider that is on.",
      "Each gets one free call; nothing is billed.",
      "Exit status 1 when something is broken."
    })
final class DoctorCommand implements Callable<Integer> {
  /** Providers asked at the same time. */
  private static final int AT_ONCE = 8;

  private final Session session;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    Config config = session.config();
    PrintStream out = session.console().out();
    out.println(
        Finding.good("config", config.file().map(Object::toString).orElse("built-in defaults"))
            .line());
    if (!config.open()) {
      out.println(Finding.good("access", "client keys are required").line());
    } else if (config.server().loopback()) {
      out.println(Finding.good("access", "open, to this machine alone").line());
    } else {
      out.println(Finding.doubtful("access", "open to everybody who can reach it").line());
    }
    boolean broken = false;
    List<ProviderConfig> providers =
        config.providers().enabled().stream()
            // It runs inside the gateway alone.
            .filter(provider -> !provider.name().equals("mock"))
            .toList();
    if (providers.isEmpty()) {
      out.println(
          Finding.doubtful(
                  "providers", "only the built-in mock is on; set a key, such as GROQ_API_KEY")
              .line());
    }
    for (Finding finding : examineAll(providers)) {
      out.println(finding.line());
      broken |= finding.grade() == Finding.Grade.BROKEN;
    }
    int off = config.providers().all().size() - config.providers().enabled().size();
    out.println(off + " further providers are off; GET /v1/providers and the start say why");
    return broken ? 1 : 0;
  }

  /** All of them side by side, the findings in the order of the providers. */
  private List<Finding> examineAll(List<ProviderConfig> providers) throws InterruptedException {
    ProviderExamination examination = new ProviderExamination(session.actions().probing());
    List<Finding> findings = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Finding>> running = new ArrayList<>();
      for (ProviderConfig provider : providers) {
        running.add(workers.submit(() -> examination.examine(provider)));
      }
      for (Future<Finding> each : running) {
        try {
          findings.add(each.get());
        } catch (ExecutionException bug) {
          throw new IllegalStateException(bug.getCause());
        }
      }
    }
    return findings;
  }
}
