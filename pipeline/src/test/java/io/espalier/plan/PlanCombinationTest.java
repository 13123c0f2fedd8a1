package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.espalier.model.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCombinationTest {
  private static List<String> problems(String line) {
    InputException refusal =
        catchThrowableOfType(
            () -> PlanReader.read(ThreeLines.with(line), "x.conf", List.of()),
            InputException.class);
    assertThat(refusal).as("refusal of %s", line).isNotNull();
    return refusal.problems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "data.shards = 1 | data.shards must be at least train.replicas (2), got 1 (x.conf:4)",
        "train.replicas = 17 | train.replicas must be at most data.shards (16), got 17 (x.conf:4)",
        "train.epochs = 0"
            + " | train.epochs must be at least 1; only a network.from may be left untrained, got 0"
            + " (x.conf:4)",
        "prune.criterion = activation | prune.criterion = activation ranks whole hidden units:"
            + " it needs prune.granularity = unit, got weight (x.conf:4)",
        "prune.scope = per-layer | prune.scope = per-layer needs prune.layers with a sparsity for"
            + " each layer, such as { lstm-0 = 0.8 } (x.conf:4)",
        "prune.layers.lstm-0 = 0.5 | prune.layers is for prune.scope = per-layer only,"
            + " got scope global (x.conf:4)",
        "prune.schedule.levels = 2 | prune.schedule.levels must be 1 for one-shot;"
            + " use iterative or cubic for more, got 2 (x.conf:4)",
        "prune.block.rows = 2 | prune.block.rows is for prune.granularity = block only, got 2"
            + " (x.conf:4)",
        "prune.n-of-m.m = 8 | prune.n-of-m.m is for prune.granularity = n-of-m only, got 8"
            + " (x.conf:4)",
        "prune { granularity = n-of-m, n-of-m.n = 4 } | prune.n-of-m.n must be less than m (4),"
            + " got 4 (x.conf:4)",
        "prune { granularity = n-of-m, schedule.sparsity = 0.8 } | prune.schedule.sparsity has no"
            + " meaning for granularity n-of-m, whose sparsity is n of m everywhere; leave it out,"
            + " got 0.8 (x.conf:4)",
        "prune { granularity = n-of-m, scope = erk } | prune.scope has no meaning for granularity"
            + " n-of-m, whose sparsity is n of m everywhere; leave it out, got 'erk' (x.conf:4)",
        "prune { granularity = unit, scope = erk } | prune.scope must be global, uniform or"
            + " per-layer for granularity unit: erk is of matrices, got 'erk' (x.conf:4)",
        "prune { granularity = unit, gates = [input] } | prune.gates must be empty for granularity"
            + " unit, which takes whole units, got [\"input\"] (x.conf:4)",
        "prune.criterion = permutation | prune.criterion = permutation ranks whole input features:"
            + " it needs prune.granularity = input-feature, got weight (x.conf:4)",
        "prune { granularity = input-feature, scope = uniform } | prune.scope must be global for"
            + " granularity input-feature: features are one range, got 'uniform' (x.conf:4)",
        "prune { granularity = input-feature, gates = [input] } | prune.gates must be empty for"
            + " granularity input-feature: features enter all, got [\"input\"] (x.conf:4)",
        "prune { granularity = input-feature, exclude = [lstm-0] } | prune.exclude must be empty for"
            + " granularity input-feature: features belong to no layer, got [\"lstm-0\"] (x.conf:4)",
        "prune.granularity = input-feature, data { task = language-model, source.format = reber }"
            + " | prune.granularity = input-feature is for numeric features, and data.source.format"
            + " = reber with data.task = language-model gives tokens (x.conf:4)",
        "prune { passes = [{ criterion = activation }] } | prune.passes[0].criterion = activation"
            + " ranks whole hidden units: it needs prune.passes[0].granularity = unit, got weight"
            + " (x.conf:4)",
        "prune { passes = [{}, { schedule.levels = 2 }] } | prune.passes[1].schedule.levels must be"
            + " 1 for one-shot; use iterative or cubic for more, got 2 (x.conf:4)",
        "prune.passes = [{ granulrity = unit }] | prune.passes[0].granulrity is not a known key;"
            + " did you mean prune.passes[0].granularity? (x.conf:4)",
        "prune.passes = [{ passes = [] }] | prune.passes[0].passes is not a known key; did you mean"
            + " prune.passes[0].gates? (x.conf:4)",
        "prune.passes = [{ schedule.sparsity = 2 }] | prune.passes[0].schedule.sparsity must be in"
            + " [0, 1), got 2 (x.conf:4)",
        "prune.pass-order = interleaved | prune.pass-order is for several prune.passes only,"
            + " got 'interleaved' (x.conf:4)",
        "prune.grow = set | prune.grow must be none with prune.when = levels, whose masks stay as"
            + " they are, got 'set' (x.conf:4)",
        "prune { when = training, schedule { type = cubic, levels = 3 } }"
            + " | prune.schedule.type must be one-shot with prune.when = training, where"
            + " prune.during.ramp says how, got 'cubic' (x.conf:4)",
        "prune { when = start, grow = rigl, granularity = unit } | prune.granularity must be weight"
            + " where the mask moves while the network trains, got 'unit' (x.conf:4)",
        "prune { when = training, during.end-epoch = 6 }"
            + " | prune.during.end-epoch must be at most recover.epochs (5), got 6 (x.conf:4)",
        "prune { when = start, grow = set, during.end-epoch = 21 }"
            + " | prune.during.end-epoch must be at most train.epochs (20), got 21 (x.conf:4)",
        "prune { when = training, during { start-epoch = 2, end-epoch = 2 } }"
            + " | prune.during.end-epoch must be more than prune.during.start-epoch, or 0, got 2"
            + " (x.conf:4)",
        "prune.when = training, recover.epochs = 0 | prune.during.start-epoch must be less than"
            + " recover.epochs (0), got 0",
        "prune { when = start, grow = set, during.ramp = linear }"
            + " | prune.during.ramp is for prune.when = training only (x.conf:4)",
        "prune { when = start, during.every = 3 }"
            + " | prune.during.every is for prune.when = training, or start with prune.grow, only"
            + " (x.conf:4)",
        "prune { when = start, grow = selfish, gates = [input] } | prune.grow must be set or rigl with"
            + " prune.gates, under which gates keep their share, got 'selfish' (x.conf:4)",
        "prune { when = training, grow-fraction = 0.2 }"
            + " | prune.grow-fraction is for prune.grow = set, rigl or selfish only (x.conf:4)",
        "recover { from = epoch, rewind-epoch = 20 } | recover.rewind-epoch must be below train.epochs"
            + " (20), got 20 (x.conf:4)",
        "recover.rewind-epoch = 2 | recover.rewind-epoch is for recover.from = epoch only (x.conf:4)",
        "recover { from = initial, epochs = 0 } | recover.from = initial needs recover.epochs of at"
            + " least 1, got 0 (x.conf:4)",
        "recover.from = fresh, prune.when = training | recover.from = fresh is for recovery between"
            + " levels, and with prune.when = training there is none (x.conf:4)",
        "recover.from = rate | recover.from = rate needs a train.learning-rate-schedule whose rate"
            + " changes, got constant (x.conf:4)",
        "train.learning-rate-schedule.type = cosine, recover { from = rate, learning-rate = 0.1 } |"
            + " recover.learning-rate is the one of training with recover.from = rate (x.conf:4)",
        "recover.kl.direction = reverse"
            + " | recover.kl.direction is for recover.objective = kl only (x.conf:4)",
        "recover { objective = match, distil.alpha = 0.3 }"
            + " | recover.distil.alpha is for recover.objective = distil only (x.conf:4)",
        "recover.objective = adversarial, data { task = language-model, source.format = reber }"
            + " | recover.objective = adversarial moves numbers, and data.source.format = reber gives"
            + " tokens: put { type = embedding, units = ... } first in network.layers (x.conf:4)",
        "recover.objective = contrastive, train.batch-size = 1 | recover.objective = contrastive"
            + " tells the sequences of a batch apart: take a train.batch-size of at least 2, got 1"
            + " (x.conf:4)",
        "recover { objective = distil, epochs = 0 }"
            + " | recover.objective needs recover.epochs of at least 1, got 0 (x.conf:4)",
        "recover.objective = match, prune.when = start"
            + " | recover.objective has no recovery with prune.when = start: take"
            + " train.objective (x.conf:4)",
        "train.objective = distil | train.objective needs a teacher: give train.teacher, a network"
            + " file or a network to train first (x.conf:4)",
        "train.teacher = a.zip | train.teacher is for train.objective = distil, kl, match, contrastive only"
            + " (x.conf:4)",
        "train { objective = distil, teacher { network.layer = [] } }"
            + " | train.teacher.network.layer is not a known key; did you mean"
            + " train.teacher.network.layers? (x.conf:4)",
        "train { objective = distil, teacher { train.epochs = 3 } } | train.teacher must have"
            + " network.layers, or network.from with a network to train further (x.conf:4)",
        "train { objective = distil, teacher { network.layers = [{ type = lstm, units = 8 }],"
            + " train.objective = kl } } | train.teacher.train.objective needs a teacher: give"
            + " train.teacher.train.teacher",
        "recover { objective = kl, teacher { network.layers = [] } } | recover.teacher must be a",
        "recover.objective = { distill = 1 } | recover.objective.distill is no objective: take some"
            + " of supervised, distil, kl, match, contrastive, adversarial; did you mean distil? (x.conf:4)",
        "recover.objective = { kl = 0 } | recover.objective.kl must be greater than 0, got 0"
            + " (x.conf:4)",
        "recover.objective = distill | recover.objective must be one of supervised, distil, kl,"
            + " match, contrastive, adversarial, or a group of them with weights such as",
        "recover.objective = [kl] | recover.objective must be one of supervised, distil, kl,"
            + " match, contrastive, adversarial, or a group of them with weights such as",
        "prune { until.quality-loss = 0.01, schedule.sparsity = 0.9 } | prune.schedule.sparsity and"
            + " prune.until.quality-loss exclude each other: leave one of them out, got 0.9 (x.conf:4)",
        "prune { until.latency = 2ms, schedule { type = cubic, levels = 2 } }"
            + " | prune.schedule.levels and prune.until.latency, which tries one network after"
            + " another, exclude each other: leave one of them out, got 2 (x.conf:4)",
        "prune.until { parameters = 10, bytes = 1kB }"
            + " | prune.until.bytes and prune.until.parameters exclude each other: give one of them"
            + " (x.conf:4)",
        "prune.until { parameters = 10, probes = 3 } | prune.until.probes is for a search;"
            + " prune.until.parameters follows from counting (x.conf:4)",
        "prune.until.probes = 3 | prune.until.probes is for a search: give"
            + " prune.until.quality-loss or prune.until.latency (x.conf:4)",
        "prune.until.bytes = 100 | prune.until.bytes must be a size with its unit, such as 512MB or"
            + " 1GB, got 100 (x.conf:4)",
        "prune { until.quality-loss = 0.01, when = training } | prune.when must be levels with"
            + " prune.until.quality-loss, which is reached between trainings, got 'training'"
            + " (x.conf:4)",
        "prune { until.quality-loss = 0.01, granularity = n-of-m } | prune.granularity = n-of-m has"
            + " a sparsity of its own, and prune.until.quality-loss decides one (x.conf:4)",
        "prune { until.parameters = 10, passes = [{ granularity = unit }, {}] } | prune.passes must"
            + " be empty with prune.until.parameters, which cannot be counted through several"
            + " rankings",
        "prune { until.quality-loss = 0.1, passes = [{ schedule.sparsity = 0 }] } | prune.passes"
            + " must have a schedule.sparsity above 0: with prune.until.quality-loss it is the most"
            + " a pass may go",
        "prune { until.quality-loss = 0.1, passes = [{ granularity = unit }, {}] } | prune.pass-order"
            + " must be interleaved with prune.until.quality-loss, where each probe makes every pass"
            + " and then recovers, got 'sequential'",
        "prune { when = training, scope = sensitivity } | prune.scope must be another one with"
            + " prune.when = training: sensitivity is measured of the trained dense network, between"
            + " trainings, got 'sensitivity' (x.conf:4)",
        "prune { until.parameters = 10, scope = sensitivity } | prune.scope must be another one with"
            + " prune.until.parameters, which is counted, got 'sensitivity' (x.conf:4)",
        "network.from = a.zip"
            + " | network.layers and network.from exclude each other: give one of them (x.conf:3)",
        "data.normalise = network | data.normalise must be standard or none without a"
            + " network.from, got 'network' (x.conf:4)",
        "data.source.train = a.csv | data.source.train must be empty,"
            + " because control-charts is generated, got 'a.csv' (x.conf:4)",
        "data.source.format = wide"
            + " | data.source.train is required: files or globs in format wide (x.conf)",
        "data.task = forecast | data.task must be classification with data.source.format ="
            + " control-charts, got 'forecast' (x.conf:4)",
        "data.validation = 0"
            + " | data.validation must be greater than 0 without data.source.validation, got 0"
            + " (x.conf:4)",
        "data.test = 0"
            + " | data.test must be greater than 0 without data.source.test, got 0 (x.conf:4)",
        "data.validation = 0.9 | data.validation and data.test must leave sequences to train on:"
            + " less than 1 in all, got 0.9 (x.conf:4)",
        "data.source.text = t | data.source.text must be left out: data.source.format ="
            + " control-charts does not heed it, got 't' (x.conf:4)",
        "data.source.escape = \"\\\"\" | data.source.escape must differ from data.source.quote,"
            + " got '\"' (x.conf:4)",
        "data.source.format = csv | data.source.format must be one of",
      })
  void refusesKeysThatDoNotGoTogether(String line, String problem) {
    assertThat(problems(line)).anyMatch(found -> found.startsWith(problem));
  }

  @Test
  void asksForTheColumnsOfLongAndParquet() {
    assertThat(problems("data { task = forecast, source { format = long, train = a.csv } }"))
        .containsExactly(
            "data.source.features is required for long: the feature columns (x.conf)",
            "data.source.target is required for forecast from long: the columns to predict"
                + " (x.conf)");
    assertThat(problems("data.source { format = parquet, train = a, features = x }"))
        .containsExactly(
            "data.source.label is required for classification from parquet: the column (x.conf)");
  }

  @Test
  void allowsOnlyOneColumnOfTokens() {
    assertThat(
            problems(
                "data { task = language-model,"
                    + " source { format = parquet, train = a, features = [x, y] } }"))
        .singleElement()
        .asString()
        .startsWith("data.source.features must be one column of tokens for language-model");
  }

  @Test
  void allowsAnEmbeddingOnlyFirstAndOnlyForTokens() {
    assertThat(
            problems("network.layers = [{type = lstm, units = 2}, {type = embedding, units = 3}]"))
        .containsExactly(
            "network.layers may have an embedding only first, got one at position 2 (x.conf:4)");
    assertThat(
            problems("network.layers = [{type = embedding, units = 2}, {type = lstm, units = 3}]"))
        .singleElement()
        .asString()
        .contains("begins with an embedding", "control-charts has numbers");
    assertThat(problems("network.layers = [{type = dense, units = 3}]"))
        .containsExactly(
            "network.layers must have at least one of lstm, graves-lstm and simple-rnn (x.conf:4)");
  }

  @Test
  void refusesPoolingWhereThereIsNone() {
    assertThat(
            problems(
                "data.task = language-model, data.source.format = reber, network.pooling = max"))
        .singleElement()
        .asString()
        .startsWith("network.pooling is not for language-model");
    assertThat(problems("network { from = a.zip, layers = [], pooling = max }"))
        .singleElement()
        .asString()
        .startsWith("network.pooling belongs to network.layers");
  }

  @Test
  void doesNotCompareKeysThatAreWrongOnTheirOwn() {
    assertThat(problems("data.source.format = wid, data.task = forecast, train.replicas = 0"))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prune { criterion = activation, granularity = unit }",
        "prune { scope = per-layer, layers { lstm-0 = 0.5 } }",
        "prune.schedule { type = cubic, levels = 4 }",
        "prune { granularity = n-of-m, n-of-m { n = 1, m = 8 }, gates = [forget] }",
        "prune { granularity = block, block.columns = 4, scope = erk, keep-at-least = 0 }",
        "prune { schedule.sparsity = 0.9, passes = [{ granularity = unit, criterion = activation },"
            + " { granularity = n-of-m }] }",
        "prune { scope = per-layer, layers { lstm-0 = 0.5 }, passes = [{ scope = global }, {}] }",
        "prune { when = training, grow = rigl, during { ramp = linear, end-epoch = 5 } }",
        "prune { when = start, granularity = unit, criterion = random }",
        "prune { when = start, grow = selfish, grow-fraction = 0.5, during.every = 3 }",
        "prune { until.multiply-adds = 1000, schedule { type = cubic, levels = 3 } }",
        "prune { until.quality-loss = 0, granularity = unit }",
        "prune { until { latency = 1500us, probes = 3 }, scope = erk }",
        "prune { until.quality-loss = 0.01, pass-order = interleaved,"
            + " passes = [{ granularity = unit, schedule.sparsity = 0.5 }, {}] }",
        "prune { scope = sensitivity, granularity = unit }",
        "train.replicas = 16",
        "data.source { format = ts, train = a, test = b, validation = c }, data { validation = 0,"
            + " test = 0 }",
        "data { task = forecast, source { format = long, train = a, features = [x], target = x } }",
        "data { task = language-model, source { format = text, train = a } }",
        "export.formats = [dl4j, compact]",
      })
  void acceptsWhatGoesTogether(String line) {
    assertThatCode(() -> PlanReader.read(ThreeLines.with(line), "x.conf", List.of()))
        .doesNotThrowAnyException();
  }
}
