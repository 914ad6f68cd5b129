package dev.arobase.resolve;

/**
 * Counts how a target of a request's own configuration fares, for the requests with the same
 * configuration. Told once per request and target, when the target's repeats are over. Shared by
 * all event loops.
 */
public interface ClientCircuit {

  /** For a target that nobody counts. */
  ClientCircuit NONE =
      new ClientCircuit() {
        @Override
        public void answered() {}

        @Override
        public void failed(int status) {}
      };

  /** It has shown the first content of an answer. */
  void answered();

  /**
   * It failed.
   *
   * @param status the upstream's; 504 when something took too long, 502 for any other failure
   *     without one
   */
  void failed(int status);
}
