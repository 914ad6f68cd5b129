package dev.arobase.cli;

import dev.arobase.cli.Probing.Probe;
import dev.arobase.cli.Probing.Stage;
import dev.arobase.config.ProviderConfig;

/** Judges one provider by one free call. */
final class ProviderExamination {
  private static final String OPENROUTER = "openrouter";

  /** OpenRouter's list is public, but this answers for the key alone, and costs nothing. */
  private static final String OPENROUTER_KEY_PATH = "/auth/key";

  private static final String NOT_VERIFIABLE = "key not verifiable by a free call";

  private final Probing probing;

  ProviderExamination(Probing probing) {
    this.probing = probing;
  }

  Finding examine(ProviderConfig provider) {
    boolean openRouter = provider.name().equals(OPENROUTER);
    boolean listed = !provider.models().paths().isEmpty();
    String path =
        openRouter
            ? OPENROUTER_KEY_PATH
            : listed ? provider.models().paths().getFirst() : "/models";
    boolean keyed = !provider.keys().isEmpty();
    Probe probe = probing.probe(provider, path, keyed);
    String name = provider.name();
    if (probe.status().isEmpty()) {
      return Finding.broken(name, failure(probe));
    }
    int status = probe.status().getAsInt();
    String reached = "reached in " + probe.took().toMillis() + " ms";
    if (status == 401 || status == 403) {
      return Finding.broken(
          name,
          reached + (keyed ? "; the key was refused (" : "; it wants a key (") + status + ")");
    }
    if (status >= 300 && status < 400) {
      return Finding.broken(
          name,
          reached + "; it redirects (" + status + "): check base_url, or a login page is in front");
    }
    if (status >= 500) {
      return Finding.broken(name, reached + "; it answers " + status);
    }
    if (status == 429) {
      return Finding.doubtful(name, reached + "; it says too many requests (429)");
    }
    if (status != 200) {
      return listed
          ? Finding.doubtful(name, reached + "; its model list answers " + status)
          : Finding.good(name, reached + "; " + NOT_VERIFIABLE);
    }
    if (!probe.detail().isEmpty()) {
      return Finding.broken(name, reached + "; " + probe.detail());
    }
    boolean tells = openRouter || (listed && !provider.traits().publicList());
    if (!keyed) {
      return Finding.good(name, reached + "; no key configured");
    }
    return Finding.good(name, reached + "; " + (tells ? "the key works" : NOT_VERIFIABLE));
  }

  private static String failure(Probe probe) {
    String what =
        switch (probe.stage()) {
          case Stage.DNS -> "its name does not resolve";
          case Stage.CONNECT -> "no connection";
          case Stage.TLS -> "TLS failed";
          case Stage.HTTP -> "no answer";
        };
    return probe.detail().isEmpty() ? what : what + ": " + probe.detail();
  }
}
