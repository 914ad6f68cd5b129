package dev.arobase.upstream;

/**
 * How far a request has come in its attempts.
 *
 * @param attempts begun so far, all targets together
 * @param repeatsHere repeats of the current target after a pause
 * @param staleRepeatedHere the one repeat of the current target on a fresh connection was used
 */
public record Progress(int attempts, int repeatsHere, boolean staleRepeatedHere) {

  /** The first attempt at the first target is under way. */
  public static final Progress FIRST = new Progress(1, 0, false);

  /** With the attempt under way that {@code next} asked for. */
  public Progress after(Next next) {
    return switch (next) {
      case Next.SameTargetNow ignored -> new Progress(attempts + 1, repeatsHere, true);
      case Next.SameTargetAfter ignored ->
          new Progress(attempts + 1, repeatsHere + 1, staleRepeatedHere);
      case Next.OtherKey ignored -> new Progress(attempts + 1, repeatsHere, staleRepeatedHere);
      case Next.NextCandidate ignored -> new Progress(attempts + 1, 0, false);
      case Next.GiveUp ignored -> this;
    };
  }
}
