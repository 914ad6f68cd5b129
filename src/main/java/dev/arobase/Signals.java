package dev.arobase;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Signals of the operating system. Java has no public way to them but {@code sun.misc.Signal},
 * whose mere name in a source is a warning; so it is looked up by its name, and where it is missing
 * the signals do what they do to every Java program.
 */
final class Signals {
  private Signals() {}

  /**
   * Calls the handler, on a thread of its own, each time this signal comes.
   *
   * @param name without {@code SIG}: {@code HUP}
   * @return false where this machine has no such signal, or the Java machine keeps it for itself
   */
  static boolean handle(String name, Runnable handler) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
      MethodHandle run =
          lookup
              .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
              .bindTo(handler);
      Object called =
          MethodHandleProxies.asInterfaceInstance(
              signalHandler, MethodHandles.dropArguments(run, 0, signal));
      lookup
          .findStatic(signal, "handle", MethodType.methodType(signalHandler, signal, signalHandler))
          .invoke(signal.getConstructor(String.class).newInstance(name), called);
      return true;
    } catch (Error e) {
      throw e;
    } catch (Throwable missing) {
      return false;
    }
  }
}
