package io.espalier.engine.training;

import io.espalier.model.RateSchedule;
import io.espalier.model.UpdateRule;
import io.espalier.model.UpdateRule.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** Deeplearning4j's updaters, by our rules. */
final class StockUpdaters {
  /** Learning rate of all of them. */
  static final double RATE = 0.05;

  private StockUpdaters() {}

  static Map<UpdateRule, IUpdater> all() {
    Map<UpdateRule, IUpdater> all = new LinkedHashMap<>();
    all.put(UpdateRule.of(Kind.NONE), new NoOp());
    all.put(UpdateRule.of(Kind.SGD), new Sgd(RATE));
    all.put(UpdateRule.nesterov(new RateSchedule.Fixed(0.8)), new Nesterovs(RATE, 0.8));
    all.put(UpdateRule.of(Kind.RMSPROP, 0.9, 1e-8), new RmsProp(RATE, 0.9, 1e-8));
    all.put(UpdateRule.of(Kind.ADAGRAD, 1e-3), new AdaGrad(RATE, 1e-3));
    all.put(UpdateRule.of(Kind.ADADELTA, 0.9, 1e-4), new AdaDelta(0.9, 1e-4));
    all.put(UpdateRule.of(Kind.ADAM, 0.8, 0.95, 1e-5), new Adam(RATE, 0.8, 0.95, 1e-5));
    all.put(UpdateRule.of(Kind.ADAMAX, 0.8, 0.95, 1e-5), new AdaMax(RATE, 0.8, 0.95, 1e-5));
    all.put(UpdateRule.of(Kind.NADAM, 0.8, 0.95, 1e-5), new Nadam(RATE, 0.8, 0.95, 1e-5));
    all.put(UpdateRule.of(Kind.AMSGRAD, 0.8, 0.95, 1e-5), new AMSGrad(RATE, 0.8, 0.95, 1e-5));
    all.put(UpdateRule.of(Kind.ADABELIEF, 0.8, 0.95, 1e-5), new AdaBelief(RATE, 0.8, 0.95, 1e-5));
    return all;
  }
}
