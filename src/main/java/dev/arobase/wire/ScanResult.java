package dev.arobase.wire;

/** What came of reading a request body. */
public sealed interface ScanResult {

  /** A JSON object that the gateway understands. */
  record Scanned(RequestScan scan) implements ScanResult {}

  /**
   * Not JSON in UTF-8.
   *
   * @param line from 1
   * @param column in bytes, from 1
   */
  record NotJson(String message, int line, int column) implements ScanResult {}

  /**
   * JSON, but a member that the gateway reads is not what it must be.
   *
   * @param name the member's; empty when the body as a whole is meant
   */
  record BadField(String name, String message) implements ScanResult {}
}
