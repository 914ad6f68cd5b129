package dev.arobase.catalog;

import java.util.List;

/**
 * A model and who offers it.
 *
 * @param id canonical: OpenRouter's lower-case id where it has one; {@code @provider/upstream-id}
 *     never appears here
 * @param description the row that describes it: OpenRouter's where there is one (which is an
 *     offering only when OpenRouter has a key), else the first offering
 * @param offerings in the order of the providers' names, at most one per provider
 * @param canonical true: listed under its id; false: nothing vouches for the id, so each offering
 *     is listed as {@code @provider/upstream-id}
 */
public record Model(String id, Offering description, List<Offering> offerings, boolean canonical) {
  public Model {
    offerings = List.copyOf(offerings);
  }

  public Model(String id, Offering description, List<Offering> offerings) {
    this(id, description, offerings, true);
  }

  /** Seconds since 1970: the description's, else the newest offering's; 0 when nobody knows. */
  public long created() {
    return description.created() > 0
        ? description.created()
        : offerings.stream().mapToLong(Offering::created).max().orElse(0);
  }
}
