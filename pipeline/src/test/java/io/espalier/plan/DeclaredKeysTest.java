package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.espalier.model.InputException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeclaredKeysTest {
  private static final String FINE =
      """
      run.name = x
      data.source.format = control-charts
      network.layers = [{ type = lstm, units = 8 }]
      """;

  /** Something legal and something illegal for every shape. */
  private static final List<String> VALUES =
      List.of(
          "-1",
          "0",
          "0.5",
          "1",
          "1.5",
          "17",
          "3000000000",
          "9223372036854775808",
          "1e400",
          "abc",
          "auto",
          "\"\"",
          "true",
          "null",
          "90s",
          "1500us",
          "2MB",
          "0s",
          "[]",
          "[a, b]",
          "[1, [2]]",
          "{ a = 1 }",
          "{ a = 0.5 }",
          "[{ type = lstm, units = 0 }]",
          "[compact]",
          "[{ type = graves-lstm, units = 2, forget-bias = 0.1 }, { type = dense, units = 3 }]");

  static List<DeclaredKey> keys() {
    return PlanKeys.all();
  }

  private static boolean isLegal(DeclaredKey key, ConfigValue value) {
    Problems problems = new Problems("x.conf");
    boolean read = key.shape().read(new GivenValue(key.path(), value, problems)).isPresent();
    return read && problems.isSound(key.path());
  }

  @Test
  void everyKeyOfTheReferenceIsDeclaredOnceAndNoOther() {
    ConfigObject reference = PlanReader.reference();
    List<String> single =
        KnownKeys.paths("", reference).stream()
            .filter(
                path ->
                    !(reference.toConfig().getValue(path) instanceof ConfigObject group)
                        || group.isEmpty())
            .toList();

    assertThat(keys()).extracting(DeclaredKey::path).containsExactlyInAnyOrderElementsOf(single);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyHasACommentAndALegalDefaultOrIsRequired(DeclaredKey key) {
    Set<String> required = Set.of("run.name", "data.source.format");

    assertThat(key.comment()).isNotBlank();
    assertThat(isLegal(key, key.standard())).isNotEqualTo(required.contains(key.path()));
    assertThat(key.comment().contains("required:")).isEqualTo(required.contains(key.path()));
  }

  @Test
  void documentsDefaultRangeAndComment() {
    assertThat(keys().stream().map(DeclaredKey::documentation))
        .contains(
            """
            prune.schedule.sparsity = 0.8    # a number in [0, 1)
                fraction pruned at the last level, in [0, 1)
            """);
  }

  @Test
  void everyKeyOfALayerIsDeclaredAndInTheComment() {
    String comment = commentOf("network.layers");

    for (LayerType<?> type : LayerTypes.all()) {
      assertThat(comment).contains(type.name());
      assertThat(type.declared())
          .extracting(DeclaredKey::path)
          .hasSize(type.defaults().size() - 1)
          .allSatisfy(path -> assertThat(comment).contains(path + " = "));
    }
    assertThat(comment).contains("bidirectional = false", "forget-bias = 1.0");
  }

  private static String commentOf(String path) {
    return keys().stream().filter(key -> key.path().equals(path)).findAny().orElseThrow().comment();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void refusesWhatTheDeclarationRefusesByThePathOfTheKey(DeclaredKey key) {
    List<String> illegal = VALUES.stream().filter(text -> !isLegal(key, value(text))).toList();

    assertThat(illegal).isNotEmpty();
    for (String text : illegal) {
      InputException refusal =
          catchThrowableOfType(() -> read(key.path() + " = " + text), InputException.class);
      assertThat(refusal).as("%s = %s", key.path(), text).isNotNull();
      assertThat(refusal.problems()).anySatisfy(one -> assertThat(one).startsWith(key.path()));
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void readsBackWhateverItAccepts(DeclaredKey key) {
    for (String text : VALUES) {
      try {
        Plan plan = read(key.path() + " = " + text);
        assertThat(PlanReader.read(PlanHocon.of(plan), "again", List.of())).isEqualTo(plan);
      } catch (InputException e) {
        assertThat(e.problems()).as("%s = %s", key.path(), text).isNotEmpty();
      }
    }
  }

  @Test
  void namesWhatARenamedKeyIsCalledNow() {
    Problems problems = new Problems("x.conf");
    ConfigObject given = ConfigFactory.parseString("train.passes = 3").root();
    Map<String, String> renamed = Map.of("train.passes", "train.epochs");

    KnownKeys.check("", given, PlanReader.reference(), renamed, problems);

    InputException refusal = catchThrowableOfType(problems::throwIfAny, InputException.class);
    assertThat(refusal.problems())
        .singleElement()
        .asString()
        .startsWith("train.passes is not a known key; it is called train.epochs now");
  }

  @Test
  void everyRenamedKeyIsGoneAndItsNewNameDeclared() {
    List<String> known = KnownKeys.paths("", PlanReader.reference());

    assertThat(KnownKeys.RENAMED.keySet()).noneMatch(known::contains);
    assertThat(known).containsAll(KnownKeys.RENAMED.values());
  }

  private static ConfigValue value(String text) {
    return ConfigFactory.parseString("value = " + text).root().get("value");
  }

  private static Plan read(String line) {
    return PlanReader.read(FINE + line, "x.conf", List.of());
  }
}
