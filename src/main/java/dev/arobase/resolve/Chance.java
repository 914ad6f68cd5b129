package dev.arobase.resolve;

/** Where the choices come from that no rule decides. Shared by all event loops. */
public interface Chance {

  /** Any number, evenly spread over all 64 bits. */
  long random();

  /**
   * The next number of this group's turn, counting up from 0.
   *
   * @param group from the configuration, so that there are only so many
   */
  long turn(String group);

  /** A view for explaining: it tells what would come next and takes no turn. */
  Chance peek();
}
