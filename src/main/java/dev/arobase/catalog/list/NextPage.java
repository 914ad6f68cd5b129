package dev.arobase.catalog.list;

/** Where a list goes on. */
public sealed interface NextPage {

  /** An address, absolute or relative, that stands for the whole request. */
  record Link(String address) implements NextPage {}

  /** The same request with one query parameter more. */
  record Cursor(String parameter, String value) implements NextPage {}
}
