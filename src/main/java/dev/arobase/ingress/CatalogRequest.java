package dev.arobase.ingress;

import dev.arobase.catalog.CaseFold;
import dev.arobase.catalog.Catalog;
import dev.arobase.catalog.CatalogSnapshot;
import dev.arobase.catalog.Model;
import dev.arobase.catalog.Offering;
import dev.arobase.catalog.view.ModelPages;
import dev.arobase.catalog.view.ModelQuery;
import dev.arobase.catalog.view.Page;
import dev.arobase.config.Config;
import dev.arobase.config.ProviderConfig;
import dev.arobase.exchange.ErrorCode;
import dev.arobase.exchange.Rejection;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /v1/models}, {@code /v1/models/ID} and {@code /v1/providers}: from memory, whatever
 * the upstreams do.
 */
final class CatalogRequest {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogRequest.class);
  private static final String MODELS = "/models";

  private CatalogRequest() {}

  /** What an id of {@code /v1/models} stands for. */
  private record Found(Model model, Optional<Offering> offering) {}

  /** False when the path is none of these. */
  static boolean handle(Services services, HttpServerRequest request, ApiPath path) {
    String rest = path.rest();
    boolean one = rest.startsWith(MODELS + "/") && rest.length() > MODELS.length() + 1;
    if (!one && !rest.equals(MODELS) && !rest.equals(MODELS + "/") && !rest.equals("/providers")) {
      return false;
    }
    LocalRequest local = LocalRequest.of(services, request);
    InForce inForce = services.inForce().get();
    Optional<Rejection> denied = RequestIntake.authenticate(inForce, request, local.exchange());
    if (denied.isPresent()) {
      local.refuse(denied.get());
    } else if (!request.method().equals(HttpMethod.GET)
        && !request.method().equals(HttpMethod.HEAD)) {
      local.refuseMethod("GET, HEAD");
    } else if (rest.equals("/providers")) {
      local.answer(
          200,
          Buffer.buffer(
              ProviderList.json(
                  inForce.snapshot().config(), services.catalog().get(), services.providers())));
    } else if (one) {
      one(services, inForce, request, local, QueryText.ofPath(rest.substring(MODELS.length() + 1)));
    } else {
      list(services, inForce, request, local, path);
    }
    return true;
  }

  private static void list(
      Services services,
      InForce inForce,
      HttpServerRequest request,
      LocalRequest local,
      ApiPath path) {
    Config config = inForce.snapshot().config();
    Map<String, List<String>> parameters = QueryText.parameters(path.query());
    ModelQuery query =
        ModelQuery.of(
            name ->
                parameters.getOrDefault(
                    name,
                    path.provider()
                        .filter(p -> name.equals("provider"))
                        .map(List::of)
                        .orElse(List.of())),
            name -> config.provider(name).map(ProviderConfig::name));
    CatalogSnapshot snapshot = services.catalog().get();
    ModelPages pages = inForce.pages();
    boolean anthropic = Dialects.speaksAnthropic(request);
    Optional<Page> kept =
        anthropic ? pages.keptAnthropicList(snapshot, query) : pages.keptList(snapshot, query);
    if (kept.isPresent()) {
      answer(request, local, kept.get());
      return;
    }
    services
        .vertx()
        .executeBlocking(
            () -> anthropic ? pages.anthropicList(snapshot, query) : pages.list(snapshot, query))
        .onComplete(
            page -> answer(request, local, page),
            error -> {
              LOG.error("the list of models could not be rendered", error);
              local.refuse(Rejection.of(ErrorCode.INTERNAL, "The list could not be rendered."));
            });
  }

  private static void one(
      Services services,
      InForce inForce,
      HttpServerRequest request,
      LocalRequest local,
      String id) {
    Optional<Found> found = find(inForce.snapshot().config(), inForce.snapshot().catalog(), id);
    if (found.isEmpty()) {
      List<String> close = inForce.snapshot().catalog().closeIds(id, 3);
      local.refuse(
          Rejection.of(
              ErrorCode.MODEL_NOT_FOUND,
              "There is no model '%s' in the catalog%s"
                  .formatted(
                      id.length() <= 200 ? id : id.substring(0, 200) + "…",
                      close.isEmpty() ? "." : "; close: " + String.join(", ", close)),
              "model"));
      return;
    }
    ModelPages pages = inForce.pages();
    answer(
        request,
        local,
        Dialects.speaksAnthropic(request)
            ? pages.anthropicOne(found.get().model(), found.get().offering())
            : pages.one(services.catalog().get(), found.get().model(), found.get().offering()));
  }

  private static Optional<Found> find(Config config, Catalog catalog, String id) {
    String folded = CaseFold.fold(id);
    if (id.startsWith("@")) {
      int slash = id.indexOf('/');
      return slash < 0
          ? Optional.empty()
          : config
              .provider(id.substring(1, slash))
              .flatMap(
                  provider ->
                      catalog.offering(
                          provider.name(),
                          id.substring(slash + 1),
                          CaseFold.fold(id.substring(slash + 1))))
              .flatMap(
                  offering ->
                      catalog
                          .byId(CaseFold.fold(offering.canonicalId()))
                          .map(model -> new Found(model, Optional.of(offering))));
    }
    return catalog
        .byId(folded)
        .or(() -> only(catalog.byUpstreamId(folded)))
        .or(() -> only(catalog.byHuggingFaceId(folded)))
        .or(() -> only(catalog.byShortName(folded)))
        .map(model -> new Found(model, Optional.empty()));
  }

  private static Optional<Model> only(List<Model> models) {
    return models.size() == 1 ? Optional.of(models.getFirst()) : Optional.empty();
  }

  private static void answer(HttpServerRequest request, LocalRequest local, Page page) {
    local.headers().set("etag", page.etag());
    local.headers().set("cache-control", "no-cache");
    String known = request.getHeader("if-none-match");
    if (known != null && page.isKnownBy(known)) {
      local.notModified();
    } else {
      local.answer(200, Buffer.buffer(page.body()));
    }
  }
}
