package io.espalier.plan;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.espalier.data.Anchor;
import io.espalier.data.raw.ReadOptions.Columns;
import io.espalier.model.LayerSpec;
import io.espalier.model.Names;
import io.espalier.plan.DataPlan.CleaningPlan;
import io.espalier.plan.TrainPlan.LocalSteps;
import io.espalier.plan.TrainPlan.Updater;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a plan as the configuration that reads back to it: every key with its resolved value. */
public final class PlanHocon {
  private PlanHocon() {}

  /** HOCON with sorted keys, one to a line. */
  public static String of(Plan plan) {
    ConfigRenderOptions options =
        ConfigRenderOptions.defaults().setOriginComments(false).setComments(false).setJson(false);
    return ConfigValueFactory.fromMap(keys(plan)).render(options);
  }

  private static Map<String, Object> keys(Plan plan) {
    return group(
        "run",
        group("name", plan.run().name(), "seed", plan.run().seed(), "store", plan.run().store()),
        "data",
        data(plan.data()),
        "network",
        network(plan),
        "train",
        train(plan.train()),
        "prune",
        prune(plan.prune()),
        "recover",
        group(
            "epochs",
            plan.recover().epochs(),
            "learning-rate",
            plan.recover().learningRate(),
            "sparse-above",
            plan.recover().sparseAbove(),
            "early-stopping",
            group("patience", plan.recover().patience())),
        "evaluate",
        group(
            "calibration",
            plan.evaluate().calibration(),
            "batch-size",
            plan.evaluate().batchSize(),
            "keep-outputs",
            plan.evaluate().keepOutputs() + "B"),
        "export",
        group("formats", plan.export().formats().stream().map(Names::of).sorted().toList()));
  }

  private static Map<String, Object> data(DataPlan data) {
    CleaningPlan cleaning = data.cleaning();
    Map<String, Object> keys = group("task", data.task().name(), "source", source(data.source()));
    keys.put("tokens", Names.of(data.tokens().unit()));
    keys.put("vocabulary", data.tokens().vocabulary());
    keys.put("minimum-count", data.tokens().minimumCount());
    keys.put("maximum-characters", data.tokens().maximumCharacters());
    keys.put("maximum-steps", data.windows().maximumSteps());
    keys.put("window", data.windows().window());
    keys.put("stride", data.windows().stride());
    keys.put("horizon", data.windows().horizon());
    keys.put("difference", data.windows().anchor() == Anchor.LAST_STEP);
    keys.put("normalise", Names.of(cleaning.normalise()));
    keys.put("missing", Names.of(cleaning.missing()));
    keys.put("bad-rows", Names.of(cleaning.badRows()));
    keys.put("validation", data.splits().validation());
    keys.put("test", data.splits().test());
    keys.put("shards", data.splits().shards());
    return keys;
  }

  private static Map<String, Object> source(SourcePlan source) {
    Columns columns = source.columns();
    boolean text = source.format().hasTextColumn();
    Map<String, Object> keys = group("format", source.format().name());
    keys.put("train", source.train());
    keys.put("validation", source.validation());
    keys.put("test", source.test());
    keys.put("delimiter", columns.delimiter());
    keys.put("id", columns.id());
    keys.put("order", columns.order());
    keys.put("features", text ? List.of() : columns.input());
    keys.put("text", text ? String.join("", columns.input()) : "");
    keys.put("label", columns.label());
    keys.put("target", columns.target());
    keys.put("count", source.generator().count());
    keys.put("length", source.generator().length());
    return keys;
  }

  private static Map<String, Object> network(Plan plan) {
    NetworkPlan network = plan.network();
    Map<String, Object> keys =
        group(
            "from",
            network.from(),
            "layers",
            network.layers().stream().map(PlanHocon::layer).toList());
    if (!network.isGiven() && !plan.data().task().truth().isTimed()) {
      keys.put("pooling", Names.of(network.pooling()));
    }
    return keys;
  }

  private static Map<String, Object> layer(LayerSpec layer) {
    if (layer instanceof LayerSpec.Recurrent recurrent) {
      Map<String, Object> keys =
          group(
              "type",
              Names.of(recurrent.cell()),
              "units",
              recurrent.units(),
              "bidirectional",
              recurrent.bidirectional());
      if (recurrent.cell() != LayerSpec.Cell.SIMPLE_RNN) {
        keys.put("forget-bias", recurrent.forgetBias());
      }
      return keys;
    } else if (layer instanceof LayerSpec.Embedding embedding) {
      return group("type", "embedding", "units", embedding.units());
    } else if (layer instanceof LayerSpec.Dense dense) {
      return group("type", "dense", "units", dense.units());
    }
    return group("type", "dropout", "rate", ((LayerSpec.Dropout) layer).rate());
  }

  private static Map<String, Object> train(TrainPlan train) {
    Updater updater = train.updater();
    Map<String, Object> keys = group("epochs", train.epochs());
    keys.put("replicas", train.rounds().replicas());
    keys.put("batch-size", train.rounds().batchSize());
    rounds(train.rounds(), keys);
    Map<String, Object> optimiser = group("type", Names.of(updater.type()));
    optimiser.put("learning-rate", updater.learningRate());
    optimiser.put("momentum", updater.momentum());
    optimiser.put("weight-decay", updater.weightDecay());
    keys.put("updater", optimiser);
    keys.put(
        "learning-rate-schedule",
        group("type", Names.of(updater.schedule()), "factor", updater.factor()));
    keys.put("clip", train.regularisation().clip());
    keys.put("l2", train.regularisation().l2());
    keys.put("early-stopping", group("patience", train.patience()));
    keys.put(
        "checkpoint",
        group(
            "every-rounds",
            train.checkpoint().everyRounds(),
            "every",
            train.checkpoint().every().toMillis() + "ms",
            "keep",
            train.checkpoint().keep()));
    return keys;
  }

  private static void rounds(TrainPlan.Rounds rounds, Map<String, Object> keys) {
    if (rounds.localSteps() instanceof LocalSteps.Fixed fixed) {
      keys.put("local-steps", fixed.count());
    } else if (rounds.localSteps() instanceof LocalSteps.Auto auto) {
      keys.put("local-steps", "auto");
      keys.put("efficiency", auto.efficiency());
    }
    keys.put("synchronous", rounds.synchronous());
    keys.put(
        "outer",
        group(
            "learning-rate", rounds.outer().learningRate(), "momentum", rounds.outer().momentum()));
  }

  private static Map<String, Object> prune(PrunePlan prune) {
    PrunePlan.SchedulePlan schedule = prune.schedule();
    Map<String, Object> keys = group("criterion", prune.criterion());
    keys.put("granularity", Names.of(prune.granularity()));
    keys.put("scope", Names.of(prune.scope()));
    keys.put("layers", new TreeMap<>(prune.layers()));
    keys.put("exclude", prune.exclude());
    keys.put(
        "schedule",
        group(
            "type", schedule.type(), "levels", schedule.levels(), "sparsity", schedule.sparsity()));
    return keys;
  }

  private static Map<String, Object> group(Object... keysAndValues) {
    Map<String, Object> group = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      group.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return group;
  }
}
