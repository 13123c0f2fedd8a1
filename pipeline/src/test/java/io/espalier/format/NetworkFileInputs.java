package io.espalier.format;

import io.espalier.fuzz.FuzzPart;
import io.espalier.fuzz.Mutation;
import io.espalier.fuzz.Sentence;
import io.espalier.model.InputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Network files of a format, changed as a whole or in an entry of a zip that is right. */
public final class NetworkFileInputs implements FuzzPart {
  private final NetworkFormat format;

  public NetworkFileInputs(String format) {
    this.format = Formats.named(format);
  }

  @Override
  public String name() {
    return format.name();
  }

  @Override
  public List<byte[]> beginnings(List<byte[]> kept) throws IOException {
    List<byte[]> all = new ArrayList<>(kept);
    for (int seed = 0; seed < 2; seed++) {
      all.add(HostileFieldsTest.file(format, seed));
    }
    return all;
  }

  @Override
  public byte[] input(byte[] beginning, Random random) {
    if (random.nextInt(4) == 0) {
      return Mutation.of(beginning, random);
    }
    return FileBytes.changed(
        beginning,
        entries -> {
          if (!entries.isEmpty()) {
            List<Map.Entry<String, byte[]>> all = List.copyOf(entries.entrySet());
            Map.Entry<String, byte[]> chosen = all.get(random.nextInt(all.size()));
            entries.put(chosen.getKey(), changed(chosen.getValue(), random));
          }
        });
  }

  private static byte[] changed(byte[] entry, Random random) {
    return random.nextBoolean()
        ? Mutation.of(entry, random)
        : Mutation.bits(entry, 1 + random.nextInt(3), random);
  }

  @Override
  public Verdict read(byte[] input, Random random) throws IOException {
    Content content;
    try {
      content = format.read(FileBytes.input(input), Limits.USUAL);
    } catch (InputException refusal) {
      return Sentence.refusal(refusal, FileBytes.NAME);
    }
    checkUsable(content);
    return Verdict.TAKEN;
  }

  /** What is taken is of one piece, finite, and can be written. */
  private void checkUsable(Content content) throws IOException {
    int length = content.network().layout().length();
    if (content.parameters().length != length) {
      throw new AssertionError(
          "%d parameters of %d".formatted(content.parameters().length, length));
    }
    for (float parameter : content.parameters()) {
      if (!Float.isFinite(parameter)) {
        throw new AssertionError("a parameter is " + parameter);
      }
    }
    Content again =
        Formats.named("espalier")
            .read(
                SeekableInput.of(
                    FileBytes.written(Formats.named("espalier"), content), "again.espalier"),
                Limits.USUAL);
    if (!again.network().equals(content.network())) {
      throw new AssertionError("what is written is another network: " + content.network());
    }
  }
}
