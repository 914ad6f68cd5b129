package dev.arobase.catalog;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The one place that holds the catalog in force; it is only ever swapped whole. */
public final class CatalogStore {

  private final AtomicReference<CatalogSnapshot> current;
  private final List<Consumer<CatalogSnapshot>> listeners = new CopyOnWriteArrayList<>();

  public CatalogStore(CatalogSnapshot first) {
    current = new AtomicReference<>(first);
  }

  public CatalogSnapshot current() {
    return current.get();
  }

  /** Puts another catalog in force; for the sync alone. */
  public void swap(CatalogSnapshot next) {
    current.set(next);
    listeners.forEach(listener -> listener.accept(next));
  }

  /** Told of each catalog put in force, on the thread that does so, never an event loop. */
  public void addListener(Consumer<CatalogSnapshot> listener) {
    listeners.add(listener);
  }
}
