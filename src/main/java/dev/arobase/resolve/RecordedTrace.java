package dev.arobase.resolve;

import java.util.ArrayList;
import java.util.List;

/** Collects the steps of one resolution. */
public final class RecordedTrace implements Trace {

  private final List<Explanation.Step> steps = new ArrayList<>();
  private final List<Explanation.RuledOut> ruledOut = new ArrayList<>();

  @Override
  public boolean on() {
    return true;
  }

  @Override
  public void step(Stage stage, String sentence) {
    steps.add(new Explanation.Step(stage, sentence));
  }

  @Override
  public void ruledOut(Target target, String reason) {
    ruledOut.add(new Explanation.RuledOut(target.provider().name(), target.upstreamId(), reason));
  }

  List<Explanation.Step> steps() {
    return steps;
  }

  List<Explanation.RuledOut> ruledOut() {
    return ruledOut;
  }
}
