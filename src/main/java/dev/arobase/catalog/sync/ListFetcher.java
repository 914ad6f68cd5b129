package dev.arobase.catalog.sync;

import dev.arobase.catalog.list.ListPage;
import dev.arobase.catalog.list.ListRow;
import dev.arobase.catalog.list.NextPage;
import dev.arobase.catalog.list.PageReader;
import dev.arobase.catalog.list.ParsedPage;
import dev.arobase.catalog.list.Refusal;
import dev.arobase.config.HttpAddress;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a list: page by page, without following redirects, bounded in size and time. Each fetch
 * has a client of its own that is closed at its end, so that whatever an upstream does, nothing of
 * it stays behind.
 */
final class ListFetcher {

  private static final String ETAG = "etag";
  private static final int MAX_ETAG = 512;

  private final Vertx vertx;
  private final WorkerExecutor parsing;
  private final FetchLimits limits;
  private final String userAgent;

  /**
   * A fetcher.
   *
   * @param parsing reads the bodies, off the event loops
   * @param userAgent {@code arobase/VERSION}
   */
  ListFetcher(Vertx vertx, WorkerExecutor parsing, FetchLimits limits, String userAgent) {
    this.vertx = vertx;
    this.parsing = parsing;
    this.limits = limits;
    this.userAgent = userAgent;
  }

  /**
   * Fetches the list; never fails but by a {@link Fetched.Refused}.
   *
   * @param etag of the list that is held; empty to get the list in any case
   */
  Future<Fetched> fetch(ListSource source, Optional<String> etag) {
    WebClient client = WebClient.create(vertx, options(source.connection()));
    Promise<Fetched> done = Promise.promise();
    long timer =
        vertx.setTimer(
            limits.total().toMillis(),
            id ->
                done.tryComplete(
                    Fetched.refused(
                        Refusal.Reason.NO_ANSWER,
                        "not complete after " + limits.total().toSeconds() + " s")));
    new Pages(client, source, etag)
        .page(source.address())
        .onComplete(
            fetched -> done.tryComplete(fetched), failure -> done.tryComplete(refusal(failure)));
    return done.future()
        .eventually(
            () -> {
              vertx.cancelTimer(timer);
              client.close();
              return Future.succeededFuture();
            });
  }

  private WebClientOptions options(HttpClientOptions connection) {
    WebClientOptions options = new WebClientOptions(connection);
    // A redirect would take the provider's key to wherever it points.
    options.setFollowRedirects(false);
    options.setDecompressionSupported(true);
    options.setUserAgentEnabled(false);
    return options;
  }

  /** One walk over the pages of a list. */
  private final class Pages {
    private final WebClient client;
    private final ListSource source;
    private final Optional<String> etag;
    private final List<ListRow> rows = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<URI> seen = new HashSet<>();

    Pages(WebClient client, ListSource source, Optional<String> etag) {
      this.client = client;
      this.source = source;
      this.etag = etag;
    }

    Future<Fetched> page(URI address) {
      if (!seen.add(address) || seen.size() > limits.pages()) {
        return Future.succeededFuture(
            Fetched.refused(Refusal.Reason.PAGING, "its pages never end"));
      }
      HttpRequest<BodyBytes> request =
          client
              .requestAbs(HttpMethod.GET, address.toString())
              .idleTimeout(limits.idle().toMillis())
              .timeout(limits.idle().toMillis())
              .as(BoundedBody.codec(limits.bytes()));
      request.putHeader("accept", "application/json");
      request.putHeader("user-agent", userAgent);
      source.headers().values().forEach(request::putHeader);
      if (source.serverName().isPresent()) {
        // The handshake is for that name, the request still for the host of the address.
        request.virtualHost(source.serverName().get());
        request.putHeader("host", HttpAddress.authority(address));
      }
      if (seen.size() == 1) {
        etag.ifPresent(tag -> request.putHeader("if-none-match", tag));
      }
      return request.send().compose(this::answer);
    }

    private Future<Fetched> answer(HttpResponse<BodyBytes> response) {
      int status = response.statusCode();
      if (status == 304 && etag.isPresent() && seen.size() == 1) {
        return Future.succeededFuture(new Fetched.Unchanged());
      }
      if (status >= 300 && status < 400) {
        return Future.succeededFuture(
            Fetched.refused(Refusal.Reason.REDIRECT, "redirect, status " + status));
      }
      if (status != 200) {
        return Future.succeededFuture(
            Fetched.refused(
                status == 404 ? Refusal.Reason.NOT_FOUND : Refusal.Reason.STATUS,
                "status " + status));
      }
      @Nullable String type = response.getHeader("content-type");
      if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
        return Future.succeededFuture(
            Fetched.refused(Refusal.Reason.HTML, "a web page instead of a list"));
      }
      @Nullable BodyBytes body = response.body();
      if (body == null) {
        return Future.succeededFuture(Fetched.refused(Refusal.Reason.INVALID_JSON, "empty body"));
      }
      Optional<String> tag =
          Optional.ofNullable(response.getHeader(ETAG))
              .filter(t -> t.length() <= MAX_ETAG && t.chars().allMatch(c -> c > 31 && c < 127));
      PageReader reader = source.reader();
      return parsing
          .executeBlocking(() -> reader.read(body), false)
          .compose(parsed -> parsed(parsed, tag));
    }

    private Future<Fetched> parsed(@Nullable ParsedPage parsed, Optional<String> tag) {
      return switch (Objects.requireNonNull(parsed)) {
        case ParsedPage.Refused(Refusal refusal) ->
            Future.succeededFuture(new Fetched.Refused(refusal));
        case ParsedPage.Read(ListPage page) -> {
          for (ListRow row : page.rows()) {
            if (ids.add(row.id())) {
              rows.add(row);
            }
          }
          if (page.next().isEmpty()) {
            // An ETag speaks for one page only.
            yield Future.succeededFuture(
                new Fetched.NewList(List.copyOf(rows), seen.size() == 1 ? tag : Optional.empty()));
          }
          Optional<URI> next = next(page.next().get());
          yield next.isPresent()
              ? page(next.get())
              : Future.succeededFuture(
                  Fetched.refused(Refusal.Reason.PAGING, "its next page is on another server"));
        }
      };
    }

    /** The next page's address, which must have the same origin: the key goes there too. */
    private Optional<URI> next(NextPage next) {
      try {
        URI address =
            switch (next) {
              case NextPage.Link(String link) -> source.address().resolve(link);
              case NextPage.Cursor(String parameter, String value) ->
                  withParameter(source.address(), parameter, value);
            };
        return origin(address).equals(origin(source.address()))
            ? Optional.of(address)
            : Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }

  private static URI withParameter(URI address, String parameter, String value) {
    String separator = address.getRawQuery() == null ? "?" : "&";
    return URI.create(
        address + separator + parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  private static String origin(URI address) {
    return (address.getScheme() + "://" + address.getRawAuthority()).toLowerCase(Locale.ROOT);
  }

  /** In words that name no host and no address. */
  private static Fetched refusal(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof DecoderException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case BoundedBody.TooLarge large ->
          Fetched.refused(Refusal.Reason.TOO_LARGE, "more than " + large.limit() + " bytes");
      case TimeoutException timeout ->
          Fetched.refused(Refusal.Reason.NO_ANSWER, "no answer in time");
      case UnknownHostException unknown ->
          Fetched.refused(Refusal.Reason.NO_ANSWER, "its name cannot be resolved");
      case SSLException tls -> Fetched.refused(Refusal.Reason.NO_ANSWER, "TLS refused");
      case ConnectException refused ->
          Fetched.refused(Refusal.Reason.NO_ANSWER, "connection refused");
      default ->
          Fetched.refused(
              Refusal.Reason.NO_ANSWER,
              "connection broke (" + cause.getClass().getSimpleName() + ")");
    };
  }
}
