package io.espalier.store.parquet;

import io.espalier.data.BadRow;
import io.espalier.data.Parsed;
import io.espalier.data.RefusedFile;
import io.espalier.data.Tasks;
import io.espalier.data.raw.ReadOptions;
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

/** Parquet files of every codec and version. */
public final class ParquetInputs extends ParquetFixture implements FuzzPart {
  private static final String FILE = "data.parquet";

  private static final ReadOptions OPTIONS =
      options(Tasks.CLASSIFICATION, columns("id", "", List.of("x"), "id"));

  public ParquetInputs() {}

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public List<byte[]> beginnings(List<byte[]> kept) throws IOException {
    folder = Files.createTempDirectory("fuzz");
    List<byte[]> all = new ArrayList<>(kept);
    for (Writing writing : Writing.all()) {
      Path file =
          write(
              "sound.parquet",
              writing,
              "required binary id (STRING); " + doubles("x"),
              rows(
                  20,
                  (row, i) -> {
                    row.add("id", "s" + i);
                    addAll(row, "x", i, 2.5 * i);
                  }));
      all.add(Files.readAllBytes(file));
      delete("sound.parquet");
    }
    return all;
  }

  @Override
  public byte[] input(byte[] beginning, Random random) {
    return random.nextInt(3) == 0
        ? Mutation.of(beginning, random)
        : Mutation.bits(beginning, 1 + random.nextInt(4), random);
  }

  @Override
  public Verdict read(byte[] input, Random random) throws IOException {
    delete(FILE);
    Path file = Files.write(folder.resolve(FILE), input);
    boolean isRefused = false;
    try {
      for (Parsed row : read(OPTIONS, file)) {
        if (row instanceof BadRow bad) {
          Sentence.check(bad.toString(), FILE);
          isRefused = true;
        } else if (row instanceof RefusedFile refused) {
          Sentence.check(refused.problem(), FILE);
          isRefused = true;
        }
      }
    } catch (InputException refusal) {
      return Sentence.refusal(refusal, FILE);
    }
    return isRefused ? Verdict.REFUSED : Verdict.TAKEN;
  }

  private void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
    Files.deleteIfExists(folder.resolve("." + name + ".crc"));
  }

  @Override
  public void close() throws IOException {
    delete(FILE);
    Files.delete(folder);
  }
}
