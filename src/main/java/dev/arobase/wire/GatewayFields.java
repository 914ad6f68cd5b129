package dev.arobase.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which members of a body are meant for a gateway and must not reach an upstream. */
final class GatewayFields {

  private static final Set<String> OPEN_ROUTERS_OWN =
      Set.of("models", "route", "transforms", "plugins", "session_id");

  private GatewayFields() {}

  /**
   * The members to cut.
   *
   * @param openRouterNamed whether the request named OpenRouter and goes there: then its own fields
   *     stay
   */
  static List<Member> of(RequestScan scan, byte[] body, boolean openRouterNamed) {
    List<Member> fields = new ArrayList<>();
    for (Member member : scan.members()) {
      if (isGateways(member, body) || (!openRouterNamed && isOpenRouters(member, body))) {
        fields.add(member);
      }
    }
    return fields;
  }

  private static boolean isGateways(Member member, byte[] body) {
    return member.name().startsWith("portkey_")
        || (member.name().equals("provider") && !isObject(member, body));
  }

  private static boolean isOpenRouters(Member member, byte[] body) {
    return OPEN_ROUTERS_OWN.contains(member.name())
        || (isObject(member, body)
            && (member.name().equals("provider") || member.name().equals("usage")));
  }

  private static boolean isObject(Member member, byte[] body) {
    return body[member.value().start()] == '{';
  }
}
