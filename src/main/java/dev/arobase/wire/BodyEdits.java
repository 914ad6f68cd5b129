package dev.arobase.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The changes that a request body needs for one upstream. They are collected first and made
 * together, so that the body is never written anew. Of two changes to one member the later counts.
 */
public final class BodyEdits {

  private static final int MAX_NAME_IN_HEADER = 64;

  private final byte[] body;
  private final int length;
  private final RequestScan scan;

  private final Set<String> cuts = new HashSet<>();
  private final Map<String, byte[]> values = new LinkedHashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private Optional<String> model = Optional.empty();
  private boolean includeUsage;

  /**
   * @param body as it was scanned; not changed
   */
  public BodyEdits(byte[] body, int length, RequestScan scan) {
    this.body = body;
    this.length = length;
    this.scan = scan;
  }

  /** The upstream's spelling of the model; put in if the client named none. */
  public BodyEdits model(String upstreamId) {
    model = Optional.of(upstreamId);
    return this;
  }

  /**
   * Cuts what is meant for a gateway.
   *
   * @param openRouterNamed whether the request named OpenRouter and goes there: its own fields stay
   */
  public BodyEdits cutGatewayFields(boolean openRouterNamed) {
    GatewayFields.of(scan, body, openRouterNamed).forEach(member -> cut(member.name()));
    return this;
  }

  /** Cuts every member of that name; none is no error. */
  public BodyEdits cut(String name) {
    values.remove(name);
    cuts.add(name);
    return this;
  }

  /** Gives every member of that name this value, or puts one in at the end. */
  public BodyEdits set(String name, byte[] json) {
    cuts.remove(name);
    values.put(name, json.clone());
    return this;
  }

  /** Renames a member, unless the body has one of the new name already. */
  public BodyEdits rename(String from, String to) {
    if (scan.member(to).isEmpty()) {
      names.put(from, to);
    }
    return this;
  }

  /** Asks the upstream for usage in its stream, if the client did not. */
  public BodyEdits includeUsage() {
    includeUsage = true;
    return this;
  }

  /** Makes the changes. */
  public EditedBody apply() {
    Splice splice = new Splice();
    Set<String> made = new LinkedHashSet<>();
    cutMembers(splice, made);
    List<String> further = new ArrayList<>();
    editModel(splice, made, further);
    editValues(splice, made, further);
    editNames(splice, made);
    editStreamOptions(splice, made, further);
    append(splice, further);
    Buffer edited = splice.apply(body, length);
    return new EditedBody(edited, List.copyOf(made));
  }

  // Each run of cut members takes one comma with it: the one before it, or, where nothing stays
  // before it, the one after it.
  private void cutMembers(Splice splice, Set<String> made) {
    List<Member> members = scan.members();
    int keptEnd = -1;
    for (int i = 0; i < members.size(); i++) {
      if (!isCut(members.get(i))) {
        keptEnd = members.get(i).value().end();
        continue;
      }
      int first = i;
      made.add("-" + inHeader(members.get(i).name()));
      while (i + 1 < members.size() && isCut(members.get(i + 1))) {
        i++;
        made.add("-" + inHeader(members.get(i).name()));
      }
      int end = members.get(i).value().end();
      if (keptEnd >= 0) {
        splice.cut(new ByteRange(keptEnd, end));
      } else if (i + 1 < members.size()) {
        splice.cut(new ByteRange(members.get(first).nameStart(), members.get(i + 1).nameStart()));
      } else {
        splice.cut(new ByteRange(members.get(first).nameStart(), end));
      }
    }
  }

  private boolean isCut(Member member) {
    return cuts.contains(member.name());
  }

  private void editModel(Splice splice, Set<String> made, List<String> further) {
    if (model.isEmpty() || cuts.contains("model")) {
      return;
    }
    String text = model.get();
    Optional<StringField> field = scan.model();
    if (field.isEmpty()) {
      further.add("\"model\":" + StrictJson.quote(text));
      made.add("+model");
    } else if (!field.get().text().equals(text)) {
      splice.replace(field.get().value(), StrictJson.quote(text));
      made.add("model");
    }
  }

  private void editValues(Splice splice, Set<String> made, List<String> further) {
    values.forEach(
        (name, json) -> {
          boolean found = false;
          for (Member member : scan.members()) {
            if (member.name().equals(name)) {
              found = true;
              if (!isSame(member.value(), json)) {
                splice.replace(member.value(), json);
                made.add("=" + inHeader(name));
              }
            }
          }
          if (!found) {
            further.add(StrictJson.quote(name) + ":" + new String(json, StandardCharsets.UTF_8));
            made.add("+" + inHeader(name));
          }
        });
  }

  private boolean isSame(ByteRange range, byte[] json) {
    return Arrays.equals(body, range.start(), range.end(), json, 0, json.length);
  }

  private void editNames(Splice splice, Set<String> made) {
    for (Member member : scan.members()) {
      Optional<String> to = Optional.ofNullable(names.get(member.name()));
      if (to.isPresent() && !isCut(member)) {
        int end = StringSpan.end(body, member.nameStart(), length);
        splice.replace(new ByteRange(member.nameStart(), end), StrictJson.quote(to.get()));
        made.add(inHeader(member.name()) + "->" + inHeader(to.get()));
      }
    }
  }

  private void editStreamOptions(Splice splice, Set<String> made, List<String> further) {
    boolean decidedElsewhere =
        cuts.contains("stream_options") || values.containsKey("stream_options");
    if (!includeUsage || scan.includeUsage() || decidedElsewhere) {
      return;
    }
    Optional<Member> options = scan.member("stream_options");
    if (scan.includeUsageValue().isPresent()) {
      splice.replace(scan.includeUsageValue().get(), "true");
    } else if (scan.streamOptions().isPresent()) {
      ByteRange object = scan.streamOptions().get();
      String comma = isEmptyObject(object) ? "" : ",";
      splice.insert(object.start() + 1, "\"include_usage\":true" + comma);
    } else if (options.isEmpty()) {
      further.add("\"stream_options\":{\"include_usage\":true}");
    } else if (body[options.get().value().start()] == 'n') {
      splice.replace(options.get().value(), "{\"include_usage\":true}");
    } else {
      // Neither an object nor null: the upstream's to refuse.
      return;
    }
    made.add("+stream_options.include_usage");
  }

  private boolean isEmptyObject(ByteRange object) {
    for (int i = object.start() + 1; i < object.end() - 1; i++) {
      if (body[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  private void append(Splice splice, List<String> further) {
    if (further.isEmpty()) {
      return;
    }
    Optional<Member> lastKept = Optional.empty();
    for (Member member : scan.members()) {
      lastKept = isCut(member) ? lastKept : Optional.of(member);
    }
    String joined = String.join(",", further);
    if (lastKept.isPresent()) {
      splice.insert(lastKept.get().value().end(), "," + joined);
    } else {
      splice.insert(scan.object().start() + 1, joined);
    }
  }

  // Some of these names are the client's to choose, and a header is no place for a line feed.
  private static String inHeader(String name) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < Math.min(name.length(), MAX_NAME_IN_HEADER); i++) {
      char c = name.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '.'
              || c == '-';
      safe.append(plain ? c : '?');
    }
    return safe.toString();
  }
}
