package io.espalier.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.fuzz.FuzzPart;
import io.espalier.fuzz.Mutation;
import io.espalier.fuzz.Sentence;
import io.espalier.model.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Configurations: a plan that is taken is written down and read back the same. */
public final class ConfigurationInputs implements FuzzPart {
  private static final String FILE = "my.conf";
  private static final Path CONFIGURATIONS = Path.of("..", "conf");

  private static final List<String> TEXTS =
      List.of(
          "''", "\"\"", "\"a b\"", "[]", "{}", "null", "${x}", "auto", "[a, [b]]", "\"\\u0000\"");

  private final List<DeclaredKey> keys = PlanKeys.all();

  @Override
  public String name() {
    return "configuration";
  }

  @Override
  public List<byte[]> beginnings(List<byte[]> kept) throws IOException {
    List<byte[]> all = new ArrayList<>(kept);
    ExtremeNumbersTest.PLANS
        .values()
        .forEach(plan -> all.add(("run.name = x\n" + plan + "\n").getBytes(UTF_8)));
    try (Stream<Path> files = Files.list(CONFIGURATIONS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".conf")).sorted().toList()) {
        if (!file.endsWith("reference.conf")) {
          all.add(Files.readAllBytes(file));
        }
      }
    }
    return all;
  }

  /** Changed bytes, or keys of the reference with values that are seldom theirs. */
  @Override
  public byte[] input(byte[] beginning, Random random) {
    if (random.nextBoolean()) {
      return Mutation.of(beginning, random);
    }
    StringBuilder text = new StringBuilder(new String(beginning, UTF_8)).append('\n');
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.append(keys.get(random.nextInt(keys.size())).path()).append(" = ");
      text.append(value(random)).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  private String value(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> TEXTS.get(random.nextInt(TEXTS.size()));
      case 1 -> keys.get(random.nextInt(keys.size())).standard().render();
      default -> ExtremeNumbersTest.VALUES.get(random.nextInt(ExtremeNumbersTest.VALUES.size()));
    };
  }

  @Override
  public Verdict read(byte[] input, Random random) {
    Plan plan;
    try {
      plan = PlanReader.read(new String(input, UTF_8), FILE, List.of());
    } catch (InputException refusal) {
      refusal.problems().forEach(problem -> Sentence.check(problem, place(problem)));
      return Verdict.REFUSED;
    }
    assertThat(PlanReader.read(PlanHocon.of(plan), "written", List.of())).isEqualTo(plan);
    return Verdict.TAKEN;
  }

  /** The file, or the key if the problem is with its default. */
  private String place(String problem) {
    return keys.stream()
        .map(DeclaredKey::path)
        .filter(problem::startsWith)
        .findFirst()
        .orElse(FILE);
  }
}
