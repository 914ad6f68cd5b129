package dev.arobase.config.load;

import dev.arobase.config.Config;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration in force: one reference, swapped whole, read without a lock. */
public final class ConfigStore {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigStore.class);

  private final AtomicReference<Config> current;
  private final List<ConfigListener> listeners = new CopyOnWriteArrayList<>();

  public ConfigStore(Config initial) {
    current = new AtomicReference<>(initial);
  }

  public Config current() {
    return current.get();
  }

  public void addListener(ConfigListener listener) {
    listeners.add(listener);
  }

  /** Puts another one in force. One thread at a time: the watcher's. */
  void replace(Config next) {
    Config before = current.getAndSet(next);
    for (ConfigListener listener : listeners) {
      try {
        listener.changed(before, next);
      } catch (RuntimeException e) {
        // The new configuration is in force already; the other listeners must hear of it.
        LOG.error("a part could not follow the changed configuration", e);
      }
    }
  }
}
