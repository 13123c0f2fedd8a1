package io.espalier.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.espalier.app.SparkExperiment;
import io.espalier.cluster.LocalSpark;
import io.espalier.model.InputException;
import io.espalier.plan.PlanReader;
import io.espalier.run.Progress;
import io.espalier.run.Verb;
import io.espalier.store.DamagedException;
import io.espalier.store.FolderDetails;
import io.espalier.store.Garbage;
import io.espalier.store.Inventory;
import io.espalier.store.Store;
import io.espalier.store.Verification;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Files of a finished run's store: each look at it names what is damaged, and nothing that the run
 * refers to may go. An input is the name of a file on a line, and then what is in it.
 */
final class StoreInputs implements FuzzPart {
  private static final String PLAN =
      """
      run { name = x, store = "%s" }
      data { source { format = control-charts, count = 60, length = 8 }, shards = 2 }
      network.layers = [{ type = lstm, units = 3 }]
      train { epochs = 1, batch-size = 4 }
      recover.epochs = 1
      """;

  private static final Configuration HADOOP = new Configuration();

  private final Map<Path, byte[]> sound = new TreeMap<>();
  private Path folder = Path.of("");

  @Override
  public String name() {
    return "store";
  }

  @Override
  public List<byte[]> beginnings(List<byte[]> kept) throws IOException {
    folder = Files.createTempDirectory("fuzz-store");
    SparkExperiment.open(
            LocalSpark.session(),
            PlanReader.read(PLAN.formatted(folder), "x.conf", List.of()),
            Progress.silent(),
            Duration.ZERO)
        .runTo(Verb.EXPORT);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        sound.put(file, Files.readAllBytes(file));
      }
    }
    List<byte[]> all = new ArrayList<>(kept);
    sound.forEach((file, content) -> all.add(bytes(file.getFileName().toString(), content)));
    return all;
  }

  private static byte[] bytes(String name, byte[] content) {
    byte[] line = (name + "\n").getBytes(UTF_8);
    return ByteBuffer.allocate(line.length + content.length).put(line).put(content).array();
  }

  private static String name(byte[] input) {
    return new String(input, UTF_8).lines().findFirst().orElseThrow();
  }

  private static byte[] content(byte[] input) {
    return Arrays.copyOfRange(input, name(input).length() + 1, input.length);
  }

  @Override
  public byte[] input(byte[] beginning, Random random) {
    byte[] content = content(beginning);
    byte[] changed =
        random.nextInt(3) == 0
            ? Mutation.bits(content, 1 + random.nextInt(3), random)
            : Mutation.of(content, random);
    return bytes(name(beginning), changed);
  }

  @Override
  public Verdict read(byte[] input, Random random) throws IOException {
    List<Path> named = sound.keySet().stream().filter(path -> path.endsWith(name(input))).toList();
    Path file = named.get(random.nextInt(named.size()));
    Path checksum = file.resolveSibling("." + file.getFileName() + ".crc");
    Files.write(file, content(input));
    if (random.nextInt(4) > 0) {
      Files.deleteIfExists(checksum);
    }
    try {
      return look(random);
    } finally {
      restore(file);
      restore(checksum);
    }
  }

  private void restore(Path file) throws IOException {
    if (sound.containsKey(file)) {
      Files.write(file, sound.get(file));
    }
  }

  private Verdict look(Random random) {
    Store store;
    try {
      store = Store.existing(folder.toUri().toString(), HADOOP);
    } catch (InputException refusal) {
      return Sentence.refusal(refusal, folder.toString());
    }
    Inventory inventory = Inventory.of(store, this::checkDamage);
    inventory.runs();
    List<Inventory.Stage> stages = inventory.stages();
    if (!stages.isEmpty()) {
      show(inventory, stages.get(random.nextInt(stages.size())).key());
    }
    show(inventory, "x");
    List<String> damage = Verification.of(store, each -> {}).damage();
    damage.forEach(this::checkDamage);
    try {
      for (Garbage.Item item : Garbage.of(store, Duration.ZERO).items()) {
        if (item.path().matches("(stages|runs)/[^/]+")) {
          throw new AssertionError("gc would delete what is needed: " + item);
        }
      }
    } catch (DamagedException | InputException refusal) {
      checkDamage(refusal.getMessage());
    }
    return damage.isEmpty() ? Verdict.TAKEN : Verdict.REFUSED;
  }

  private void show(Inventory inventory, String name) {
    FolderDetails details = inventory.details(name);
    details.origin();
    details.stages();
    details.files();
  }

  private void checkDamage(String said) {
    Sentence.check(said, folder.toString());
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
