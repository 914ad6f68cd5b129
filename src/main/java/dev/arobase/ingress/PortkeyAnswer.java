package dev.arobase.ingress;

import dev.arobase.resolve.Target;
import io.vertx.core.MultiMap;

/**
 * The headers that clients written for Portkey look for in an answer.
 *
 * @param traceId the client's own, else the request's id
 */
record PortkeyAnswer(String traceId) {

  void addTrace(MultiMap headers) {
    headers.set("x-portkey-trace-id", traceId);
    headers.set("x-portkey-cache-status", "DISABLED");
  }

  /** After the last attempt, well or badly. */
  void addTarget(MultiMap headers, Target target, int repeats) {
    headers.set("x-portkey-provider", target.provider().name());
    headers.set("x-portkey-last-used-option-index", option(target));
    headers.set("x-portkey-retry-attempt-count", Integer.toString(repeats));
  }

  private static String option(Target target) {
    return target.option().startsWith("config") ? target.option() : "config";
  }
}
