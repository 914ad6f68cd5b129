package dev.arobase.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One request on its way: what is fixed at its arrival, and the facts that are added until it is
 * accounted for. The only per-request object that every step sees. Lives on one event loop.
 */
public final class Exchange {
  private final String requestId;
  private final String method;
  private final Endpoint endpoint;
  private final long arrivedNanos;
  private final List<Attempt> attempts = new ArrayList<>(1);
  private final List<Abandoned> abandoned = new ArrayList<>(0);

  private Optional<String> keyName = Optional.empty();
  private Optional<String> requestedModel = Optional.empty();
  private boolean stream;
  private long requestBytes;
  private Map<String, String> limits = Map.of();
  private Optional<String> errorCode = Optional.empty();
  private Optional<End> end = Optional.empty();
  private OptionalLong upstreamNanos = OptionalLong.empty();
  private OptionalLong firstTokenNanos = OptionalLong.empty();

  /** An attempt that may be billed although nobody got its answer. */
  public record Abandoned(String provider, String model, OptionalLong completionTokens) {}

  /**
   * @param requestId as it is answered in {@code x-request-id}
   * @param arrivedNanos {@link System#nanoTime} at the arrival of the head
   */
  public Exchange(String requestId, String method, Endpoint endpoint, long arrivedNanos) {
    this.requestId = requestId;
    this.method = method;
    this.endpoint = endpoint;
    this.arrivedNanos = arrivedNanos;
  }

  public String requestId() {
    return requestId;
  }

  public String method() {
    return method;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  public long arrivedNanos() {
    return arrivedNanos;
  }

  public void authenticatedAs(String name) {
    keyName = Optional.of(name);
  }

  /** What the client asked for, once its body is read. */
  public void asksFor(Optional<String> model, boolean streamed, long bytes) {
    requestedModel = model;
    stream = streamed;
    requestBytes = bytes;
  }

  public void attempted(Attempt attempt) {
    attempts.add(attempt);
  }

  /** The last attempt, which had been answered, failed after all. */
  public void brokeOff(Failure failure) {
    Attempt answered = attempts.removeLast();
    attempts.add(Attempt.failed(answered.provider(), answered.model(), failure, answered.ms()));
  }

  /** What the head of the last attempt says about limits, by lower-case header name. */
  public void limitedBy(Map<String, String> headers) {
    limits = Map.copyOf(headers);
  }

  public Map<String, String> limits() {
    return limits;
  }

  public void abandoned(Abandoned attempt) {
    abandoned.add(attempt);
  }

  /** The code of the error answer or error event that the client is shown. */
  public void failedWith(String code) {
    errorCode = Optional.of(code);
  }

  public void ended(End how) {
    end = Optional.of(how);
  }

  /** Time from the first attempt's start to the first content. */
  public void opened(long upstream, long now) {
    upstreamNanos = OptionalLong.of(upstream);
    firstTokenNanos = OptionalLong.of(now - arrivedNanos);
  }

  public Optional<String> keyName() {
    return keyName;
  }

  public Optional<String> requestedModel() {
    return requestedModel;
  }

  public boolean stream() {
    return stream;
  }

  public long requestBytes() {
    return requestBytes;
  }

  public List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  public List<Abandoned> abandoned() {
    return List.copyOf(abandoned);
  }

  public Optional<String> errorCode() {
    return errorCode;
  }

  public Optional<End> end() {
    return end;
  }

  public OptionalLong upstreamNanos() {
    return upstreamNanos;
  }

  public OptionalLong firstTokenNanos() {
    return firstTokenNanos;
  }
}
