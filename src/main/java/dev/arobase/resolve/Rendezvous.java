package dev.arobase.resolve;

/**
 * Rendezvous hashing: each target gets a number from the conversation and its own name, the highest
 * goes first. A conversation stays with its provider when others come or go.
 */
final class Rendezvous {

  private Rendezvous() {}

  /** The key of a conversation. */
  static long key(String conversation) {
    return hash(0xCBF29CE484222325L, conversation);
  }

  /** This target's number; compared as signed. */
  static long score(long key, Target target) {
    return mix(hash(hash(key, target.provider().name()) ^ 0x2FL, target.upstreamId()));
  }

  private static long hash(long seed, String text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }

  /** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
  static long mix(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }
}
