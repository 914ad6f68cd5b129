package dev.arobase.config;

/**
 * Which hosts a request may name for itself.
 *
 * @param enabled whether it may name any
 * @param allow when not empty, these and no other public ones
 * @param allowPrivate those that may be reached although their addresses are not public
 */
public record CustomHosts(boolean enabled, HostList allow, HostList allowPrivate) {
  public static final CustomHosts BUILT_IN = new CustomHosts(true, HostList.NONE, HostList.NONE);
}
