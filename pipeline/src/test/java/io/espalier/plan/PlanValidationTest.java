package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.espalier.model.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanValidationTest {
  private static List<String> problems(String text, String... overrides) {
    InputException refusal =
        catchThrowableOfType(
            () -> PlanReader.read(text, "conf/x.conf", List.of(overrides)), InputException.class);
    assertThat(refusal).as("refusal of %s %s", text, List.of(overrides)).isNotNull();
    return refusal.problems();
  }

  /** Problems with one more line, the fourth. */
  private static List<String> with(String line) {
    return problems(ThreeLines.with(line));
  }

  @Test
  void namesTheKeyTheRangeTheValueAndTheLine() {
    assertThat(with("prune { schedule { sparsity = 1.2 } }"))
        .containsExactly("prune.schedule.sparsity must be in [0, 1), got 1.2 (conf/x.conf:4)");
  }

  @Test
  void namesTheCommandLineAsOriginOfItsKeys() {
    assertThat(problems(ThreeLines.FINE, "prune.schedule.sparsity=1.2", "run.seed=[1]"))
        .containsExactly(
            "run.seed must be a whole number, got [1] (--set)",
            "prune.schedule.sparsity must be in [0, 1), got 1.2 (--set)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "prun.scope = global | prun is not a known key; did you mean prune?",
        "train.epoch = 3 | train.epoch is not a known key; did you mean train.epochs?",
        "train.learning-rate = 3 | train.learning-rate is not a known key; did you mean"
            + " train.outer.learning-rate or train.updater.learning-rate?",
        "data.source.hello = 3 | data.source.hello is not a known key",
        "sparsity = 0.5 | sparsity is not a known key; did you mean prune.schedule.sparsity?",
        "network.layers = [{ type = lstm, unit = 3 }]"
            + " | network.layers[0].unit is not a known key; did you mean network.layers[0].units?",
        "network.layers = [{ type = simple-rnn, units = 3, forget-bias = 1 }]"
            + " | network.layers[0].forget-bias is not a known key",
      })
  void suggestsTheNearestKnownKey(String line, String problem) {
    assertThat(with(line)).contains(problem + " (conf/x.conf:4)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "train.epochs = many | train.epochs must be a whole number at least 0, got 'many'",
        "train.epochs = 2.5 | train.epochs must be a whole number at least 0, got 2.5",
        "train.epochs = true | train.epochs must be a whole number at least 0, got true",
        "train.epochs = null | train.epochs must be a whole number at least 0, got null",
        "train.epochs = 3000000000"
            + " | train.epochs must be at least 0 and at most 1000000, got 3000000000",
        "train.clip = [1] | train.clip must be a number at least 0, got [1]",
        "train.updater = adam | train.updater must be a group of keys in { }, got 'adam'",
        "run.store = { a = 1 } | run.store must be a text, got {\"a\":1}",
        "prune.exclude = { a = 1 } | prune.exclude must be a list of texts, got {\"a\":1}",
        "prune.exclude = [[1]]"
            + " | prune.exclude must be a list of texts that are not empty, got [[1]]",
        "network.layers = lstm | network.layers must be a list, got 'lstm'",
        "network.layers = [lstm] | network.layers[0] must be a group of keys such as"
            + " { type = lstm, units = 64 }, got \"lstm\"",
        "network.layers = [{ type = lstm, units = 3, bidirectional = 2 }]"
            + " | network.layers[0].bidirectional must be true or false, got 2",
      })
  void refusesWrongTypes(String line, String problem) {
    assertThat(with(line)).containsExactly(problem + " (conf/x.conf:4)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "data.vocabulary = 0 | at least 1",
        "data.minimum-count = 0 | at least 1",
        "data.maximum-steps = -1 | at least 0",
        "data.maximum-characters = -1 | at least 0",
        "data.window = 0 | at least 1",
        "data.stride = -1 | at least 0",
        "data.horizon = 0 | at least 1",
        "data.validation = 1 | in [0, 1)",
        "data.test = -0.1 | in [0, 1)",
        "data.shards = 0 | at least 1",
        "data.source.count = 0 | at least 1",
        "data.source.length = 0 | at least 1",
        "train.epochs = -1 | at least 0",
        "train.batch-size = 0 | at least 1",
        "train.replicas = 0 | at least 1",
        "train.local-steps = 0 | at least 1, or auto",
        "train.local-steps = automatic | a whole number at least 1, or auto",
        "train.efficiency = 1 | in (0, 1)",
        "train.synchronous = 1.1 | in [0, 1]",
        "train.outer.learning-rate = 0 | greater than 0",
        "train.outer.momentum = 1 | in [0, 1)",
        "train.updater.learning-rate = 0 | greater than 0",
        "train.updater.momentum = 1 | in [0, 1)",
        "train.updater.weight-decay = -1 | at least 0",
        "train.learning-rate-schedule.factor = 0 | in (0, 1]",
        "train.clip = -1 | at least 0",
        "train.l2 = -1 | at least 0",
        "train.early-stopping.patience = -1 | at least 0",
        "train.checkpoint.every-rounds = 0 | at least 1",
        "train.checkpoint.every = 10 | a time above 0 with its unit, such as 90s or 10m, and 36500d"
            + " at most",
        "train.checkpoint.every = 0s | a time above 0 with its unit, such as 90s or 10m, and 36500d"
            + " at most",
        "train.checkpoint.every = soon | a time above 0 with its unit, such as 90s or 10m, and"
            + " 36500d at most",
        "train.checkpoint.keep = 0 | at least 1",
        "prune.schedule.levels = 0 | at least 1",
        "prune.schedule.sparsity = 1 | in [0, 1)",
        "recover.epochs = -1 | at least 0",
        "recover.learning-rate = -1 | at least 0",
        "recover.early-stopping.patience = -1 | at least 0",
        "recover.sparse-above = 0 | in (0, 1]",
        "evaluate.calibration = 0 | at least 1",
        "evaluate.batch-size = 0 | at least 1",
      })
  void refusesNumbersOutOfRange(String line, String range) {
    String[] sides = line.split(" = ");
    String shown = sides[1].matches(".*[a-z]") ? "'" + sides[1] + "'" : sides[1];
    assertThat(with(line))
        .containsExactly("%s must be %s, got %s (conf/x.conf:4)".formatted(sides[0], range, shown));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "data.task = clasification | classification, language-model, regression, forecast"
            + " | classification",
        "data.tokens = word | words, characters | words",
        "data.normalise = standrad | standard, none, network | standard",
        "data.missing = forwardfill | fail, forward-fill | forward-fill",
        "data.bad-rows = skipp | fail, skip | skip",
        "network.pooling = means | last, mean, max | mean",
        "train.updater.type = adan | sgd, momentum, rmsprop, adam, adamw | adam or adamw",
        "train.learning-rate-schedule.type = cosin | constant, step, cosine, exponential | cosine",
        "prune.granularity = weights | weight, unit, block, n-of-m, input-feature | weight",
        "prune.scope = globl | global, uniform, per-layer, erk, sensitivity | global",
      })
  void listsTheNamesAndSuggestsOne(String line, String names, String nearest) {
    String[] sides = line.split(" = ");
    assertThat(with(line))
        .containsExactly(
            "%s must be one of %s, got '%s'; did you mean %s? (conf/x.conf:4)"
                .formatted(sides[0], names, sides[1], nearest));
  }

  @Test
  void knowsTheNamesOfCriteriaSchedulesAndFormats() {
    assertThat(with("prune.criterion = magnitude").get(0))
        .startsWith("prune.criterion must be one of ")
        .contains("magnitude-l2", "got 'magnitude'; did you mean magnitude-l1 or magnitude-l2?");
    assertThat(with("prune.schedule.type = cubik").get(0))
        .startsWith("prune.schedule.type must be one of ")
        .contains("did you mean cubic?");
    assertThat(with("export.formats = [dl4j, compakt]"))
        .containsExactly(
            "export.formats must be a list of dl4j, compact, espalier, got 'compakt';"
                + " did you mean compact? (conf/x.conf:4)");
    assertThat(with("network.layers = [{ type = ltsm, units = 8 }]").get(0))
        .startsWith("network.layers[0].type must be one of lstm, graves-lstm, simple-rnn")
        .contains("got 'ltsm'; did you mean lstm?");
  }

  @Test
  void namesEveryRequiredKeyThatIsMissing() {
    assertThat(problems(""))
        .satisfiesExactly(
            name -> assertThat(name).startsWith("run.name is required").endsWith("(conf/x.conf)"),
            format -> assertThat(format).startsWith("data.source.format is required: one of wide"),
            layers -> assertThat(layers).startsWith("network.layers is required"));
    assertThat(with("network.layers = [{ type = lstm }]"))
        .containsExactly("network.layers[0].units is required for lstm (conf/x.conf:4)");
    assertThat(with("network.layers = [{ units = 4 }]").get(0))
        .startsWith("network.layers[0].type is required: one of lstm");
    assertThat(with("export.formats = []").get(0)).contains("must name at least one of");
    assertThat(with("run.name = \"a/b\"").get(0)).startsWith("run.name must be letters");
    assertThat(with("run.store = \"\"").get(0)).startsWith("run.store must be a folder");
  }

  @Test
  void reportsAllProblemsTogether() {
    assertThat(
            with("train { epochs = -1, epohcs = 2 }, prune.schedule.sparsity = 7, data.task = 1"))
        .hasSize(4);
  }

  @Test
  void differencesForecastsOnlyAndOnlyTargetsThatAreSeen() {
    assertThat(with("data.difference = true"))
        .containsExactly(
            "data.difference must be false for classification: it is for forecast only,"
                + " got true (conf/x.conf:4)");
    assertThat(
            with(
                "data { task = forecast, difference = true, source { format = long, train = a.csv"
                    + ", features = [a, b], target = [b, c, d] } }"))
        .containsExactly(
            "data.difference must be false unless every target is among data.source.features,"
                + " which lack c, d, got true (conf/x.conf:4)");
    assertThat(with("data.difference = 1"))
        .containsExactly("data.difference must be true or false, got 1 (conf/x.conf:4)");
  }

  @Test
  void refusesWhatIsNotHocon() {
    assertThat(problems("run { name = x"))
        .singleElement()
        .asString()
        .startsWith("the configuration cannot be read:")
        .endsWith("(conf/x.conf:1)");
    assertThat(problems("run.name = ${nowhere}").get(0)).contains("nowhere", "conf/x.conf:1");
    assertThat(problems("include \"other.conf\"").get(0))
        .contains("include \"other.conf\" is not supported");
    assertThat(problems(ThreeLines.FINE, "run.seed").get(0))
        .contains("'run.seed' must have the form key=value");
    assertThat(problems(ThreeLines.FINE, "trian.epochs=3").get(0))
        .endsWith("did you mean train? (--set)");
    assertThat(problems(ThreeLines.FINE, "prune.exclude=[a").get(0))
        .contains("cannot be read", "(--set)");
  }
}
