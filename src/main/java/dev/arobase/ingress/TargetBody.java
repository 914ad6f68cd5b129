package dev.arobase.ingress;

import dev.arobase.config.RenamedParameter;
import dev.arobase.resolve.Target;
import dev.arobase.wire.BodyEdits;
import dev.arobase.wire.EditedBody;
import dev.arobase.wire.RequestScan;

/**
 * The client's body as one target gets it: its own spelling of the model, no field that is ours,
 * nothing else.
 */
final class TargetBody {
  private TargetBody() {}

  static EditedBody of(BodyReader.Body body, RequestScan scan, Target target) {
    BodyEdits edits = new BodyEdits(body.bytes(), body.length(), scan);
    edits.cutGatewayFields(target.keepsOpenRouterFields());
    if (!target.upstreamId().isEmpty()) {
      edits.model(target.upstreamId());
    }
    for (RenamedParameter renamed : target.provider().traits().renamed()) {
      if (renamed.holdsFor(target.upstreamId())) {
        edits.rename(renamed.from(), renamed.to());
      }
    }
    target.params().forEach((name, json) -> edits.set(name, json.bytes()));
    return edits.apply();
  }
}
