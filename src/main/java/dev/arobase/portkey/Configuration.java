package dev.arobase.portkey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/**
 * What a client configured.
 *
 * @param metadata an object: what conditions may ask for beside the header's, which win
 * @param text the whole of it as JSON, whichever way it was sent
 */
record Configuration(Node root, JsonNode metadata, String text) {

  /** Of a request without one: what its headers say is all. */
  static final Configuration NONE =
      new Configuration(
          new Node.Leaf(ConfigReader.ROOT, Optional.empty(), 1, Settings.NONE, Optional.empty()),
          JsonNodeFactory.instance.objectNode(),
          "");
}
