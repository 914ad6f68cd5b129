package dev.arobase.catalog.join;

/**
 * The canonical id that a row was joined to.
 *
 * @param canonicalId lower case
 * @param how by what; earlier ones are surer
 */
record Join(String canonicalId, How how) {

  /** In the order in which they are tried. */
  enum How {
    /** The lower-cased id is a canonical one. */
    ID,
    /** A canonical row names it as its Hugging Face id. */
    HUGGING_FACE_ID,
    /** The provider's id rule makes a canonical id of it. */
    RULE,
    /** The same but for dots, dashes or a date; holds only if nothing else fits. */
    SPELLING,
    /** routes.yaml says so. */
    CONFIGURED
  }
}
