package dev.arobase.config.load;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the reader of one file carries along. */
final class Reading {
  private final Map<String, String> environment;
  private final Problems problems;
  private final Interpolation interpolation;
  private final FilesRead files;
  private final Set<String> keys = new TreeSet<>();

  Reading(Map<String, String> environment, Problems problems, FilesRead files) {
    this.environment = environment;
    this.problems = problems;
    this.interpolation = new Interpolation(environment);
    this.files = files;
  }

  Problems problems() {
    return problems;
  }

  FilesRead files() {
    return files;
  }

  Interpolation interpolation() {
    return interpolation;
  }

  /** A variable without surrounding white space; empty when it is not set or blank. */
  String variable(String name) {
    return KeyText.trimmed(environment.getOrDefault(name, ""));
  }

  void asked(KeyPath key) {
    keys.add(key.pattern());
  }

  /** Every key that was asked for so far: the closed set of the parts that were visited. */
  Set<String> keys() {
    return keys;
  }
}
