package dev.arobase.config.load;

import dev.arobase.config.CustomHosts;
import dev.arobase.config.HostList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code portkey}. */
final class PortkeyReader {
  private PortkeyReader() {}

  static CustomHosts read(Section section) {
    Section hosts = section.section("custom_hosts");
    CustomHosts read =
        new CustomHosts(
            hosts.field("enabled").flatMap(Field::bool).orElse(true),
            hosts.field("allow").map(PortkeyReader::list).orElse(HostList.NONE),
            hosts.field("allow_private").map(PortkeyReader::list).orElse(HostList.NONE));
    hosts.done();
    section.done();
    return read;
  }

  private static HostList list(Field field) {
    List<String> entries = new ArrayList<>();
    for (Field item : field.list("hosts or networks")) {
      Optional<String> entry = item.word();
      if (entry.filter(text -> !HostList.isEntry(text)).isPresent()) {
        item.error("must be a host without a port, or a network such as 10.0.0.0/8");
      } else {
        entry.ifPresent(entries::add);
      }
    }
    return HostList.of(entries);
  }
}
