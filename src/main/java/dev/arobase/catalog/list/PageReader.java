package dev.arobase.catalog.list;

import java.io.InputStream;

/** Reads one answer's body as rows. */
@FunctionalInterface
public interface PageReader {

  /** Reads the body to its end and closes it. Blocking; for a worker. */
  ParsedPage read(InputStream body);
}
