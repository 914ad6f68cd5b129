package dev.arobase.support;

/** A gateway that accepts requests on 127.0.0.1. */
public interface RunningGateway extends AutoCloseable {

  int port();

  /** Everything it has written to stdout and stderr, or to its log, so far. */
  String log();

  /** Stops it and waits until it has ended. */
  @Override
  void close();
}
