package dev.arobase.wire;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which headers an upstream gets: the gateway's own, a short list of the client's, no other. */
public final class RequestHeaders {

  private static final CharSequence TRACE_PARENT = HttpHeaders.createOptimized("traceparent");
  private static final CharSequence TRACE_STATE = HttpHeaders.createOptimized("tracestate");
  private static final CharSequence HOPS = HttpHeaders.createOptimized("x-arobase-hops");
  private static final CharSequence IDENTITY = HttpHeaders.createOptimized("identity");

  private static final List<CharSequence> PASSED =
      HeaderNames.of(
          "content-type",
          "accept-language",
          "anthropic-version",
          "anthropic-beta",
          "openai-beta",
          "idempotency-key",
          "x-client-request-id");
  private static final List<CharSequence> PASSED_TO_OPENROUTER =
      HeaderNames.of("http-referer", "x-title");
  private static final List<CharSequence> PASSED_WITH_CLIENT_KEY =
      HeaderNames.of("openai-organization", "openai-project");
  private static final String SDK_PREFIX = "x-stainless-";

  private final String userAgent;
  private final Set<String> operatorForward;

  /**
   * @param userAgent such as {@code arobase/1.0}
   * @param operatorForward further names that the operator passes on, in any case
   */
  public RequestHeaders(String userAgent, Set<String> operatorForward) {
    this.userAgent = userAgent;
    this.operatorForward = lowerCase(operatorForward);
  }

  /** Adds to {@code upstream} what the upstream gets of and beside the client's headers. */
  public void write(MultiMap client, MultiMap upstream, UpstreamHead head) {
    upstream.set(HttpHeaders.USER_AGENT, userAgent);
    upstream.set(HttpHeaders.ACCEPT, head.accept());
    // A compressed stream can't be watched, and some compress unasked.
    upstream.set(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
    pass(client, upstream, PASSED);
    if (head.openRouter()) {
      pass(client, upstream, PASSED_TO_OPENROUTER);
    }
    if (head.clientBroughtKey()) {
      pass(client, upstream, PASSED_WITH_CLIENT_KEY);
    }
    passSdkHeaders(client, upstream);
    Set<String> connectionOptions = ForbiddenHeaders.connectionOptions(client);
    forward(client, upstream, operatorForward, connectionOptions);
    forward(client, upstream, lowerCase(head.clientForward()), connectionOptions);
    head.defaults()
        .forEach(
            (name, value) -> {
              if (!upstream.contains(name)) {
                upstream.set(name, value);
              }
            });
    head.configured().forEach(upstream::set);
    writeTrace(client, upstream, head);
    upstream.set(HOPS, Integer.toString(head.hops()));
    head.credential()
        .ifPresent(credential -> upstream.set(credential.header(), credential.value()));
  }

  private static void pass(MultiMap client, MultiMap upstream, List<CharSequence> names) {
    for (CharSequence name : names) {
      pass(client, upstream, name);
    }
  }

  private static void pass(MultiMap client, MultiMap upstream, CharSequence name) {
    List<String> values = client.getAll(name);
    if (!values.isEmpty()) {
      upstream.set(name, List.<CharSequence>copyOf(values));
    }
  }

  private static void passSdkHeaders(MultiMap client, MultiMap upstream) {
    for (Map.Entry<String, String> header : client) {
      String name = header.getKey();
      if (name.regionMatches(true, 0, SDK_PREFIX, 0, SDK_PREFIX.length())) {
        upstream.set(name.toLowerCase(Locale.ROOT), header.getValue());
      }
    }
  }

  private static void forward(
      MultiMap client, MultiMap upstream, Set<String> names, Set<String> connectionOptions) {
    for (String name : names) {
      if (!ForbiddenHeaders.isForbidden(name) && !connectionOptions.contains(name)) {
        pass(client, upstream, name);
      }
    }
  }

  // tracestate belongs to the traceparent beside it and means nothing without a good one.
  private static void writeTrace(MultiMap client, MultiMap upstream, UpstreamHead head) {
    upstream.remove(TRACE_STATE);
    upstream.remove(TRACE_PARENT);
    if (head.traceParent().isEmpty()) {
      return;
    }
    upstream.set(TRACE_PARENT, head.traceParent().get().toString());
    boolean continues =
        TraceParent.of(client)
            .filter(parent -> parent.traceId().equals(head.traceParent().get().traceId()))
            .isPresent();
    if (continues) {
      pass(client, upstream, TRACE_STATE);
    }
  }

  private static Set<String> lowerCase(Set<String> names) {
    if (names.isEmpty()) {
      return names;
    }
    Set<String> lower = new HashSet<>();
    names.forEach(name -> lower.add(name.strip().toLowerCase(Locale.ROOT)));
    return Set.copyOf(lower);
  }
}
