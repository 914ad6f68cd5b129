package dev.arobase.catalog;

/**
 * A row of a provider's list that is not in the catalog, and why; {@code explain} tells it.
 *
 * @param reason a clause such as {@code expired on 2025-01-01}
 */
public record LeftOut(String provider, String upstreamId, String reason) {

  private static final String COLLISION = "collides with ";

  /** A row that lost its place to another of the same provider. */
  public static LeftOut collision(String provider, String upstreamId, String winner) {
    return new LeftOut(provider, upstreamId, COLLISION + winner);
  }

  public boolean isCollision() {
    return reason.startsWith(COLLISION);
  }
}
