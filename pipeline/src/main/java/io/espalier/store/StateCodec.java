package io.espalier.store;

import io.espalier.model.Mask;
import io.espalier.model.NetworkState;
import io.espalier.model.NetworkStructure;
import io.espalier.model.Progress;
import io.espalier.model.TrainingState;
import io.espalier.model.Velocity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Networks, masks and training states as bytes: big-endian, a format number first, floats as IEEE
 * 754 bits, so that what is read is what was written to the last bit. Format 2 is a training state
 * of format 1 with the velocity of its averages behind it.
 */
public final class StateCodec {
  private static final int FORMAT = 1;
  private static final int WITH_VELOCITY = 2;

  private StateCodec() {}

  public static byte[] write(NetworkState state) {
    return bytes(out -> put(out, state));
  }

  public static NetworkState readNetwork(byte[] content) {
    return parse(content, StateCodec::network);
  }

  public static byte[] write(TrainingState state) {
    return bytes(
        state.velocity().isNone() ? FORMAT : WITH_VELOCITY,
        out -> {
          put(out, state.current());
          boolean bestIsCurrent = state.best().equals(state.current());
          out.writeBoolean(bestIsCurrent);
          if (!bestIsCurrent) {
            put(out, state.best());
          }
          out.writeDouble(state.bestLoss());
          out.writeInt(state.running().rounds());
          out.writeDouble(state.running().lossSum());
          out.writeLong(state.running().examples());
          out.writeInt(state.curve().size());
          for (TrainingState.EpochFacts facts : state.curve()) {
            out.writeInt(facts.epoch());
            out.writeDouble(facts.trainingLoss());
            out.writeDouble(facts.validationLoss());
          }
          if (!state.velocity().isNone()) {
            put(out, state.velocity().values());
          }
        });
  }

  public static TrainingState readTraining(byte[] content) {
    return parse(
        content,
        WITH_VELOCITY,
        (in, format) -> {
          NetworkState current = network(in);
          NetworkState best = in.readBoolean() ? current : network(in);
          double bestLoss = in.readDouble();
          TrainingState.EpochUnderWay running =
              new TrainingState.EpochUnderWay(in.readInt(), in.readDouble(), in.readLong());
          List<TrainingState.EpochFacts> curve = new ArrayList<>();
          for (int left = in.readInt(); left > 0; left--) {
            curve.add(new TrainingState.EpochFacts(in.readInt(), in.readDouble(), in.readDouble()));
          }
          Velocity velocity = format < WITH_VELOCITY ? Velocity.NONE : new Velocity(floats(in));
          return new TrainingState(current, velocity, best, bestLoss, running, curve);
        });
  }

  /** Floats and nothing else. */
  public static byte[] write(float[] values) {
    return bytes(out -> put(out, values));
  }

  public static float[] readFloats(byte[] content) {
    return parse(content, StateCodec::floats);
  }

  public static byte[] write(Mask mask) {
    return bytes(
        out -> {
          out.writeInt(mask.length());
          for (long word : mask.words()) {
            out.writeLong(word);
          }
        });
  }

  public static Mask readMask(byte[] content) {
    return parse(
        content,
        in -> {
          int length = in.readInt();
          long[] words = new long[(length + 63) >>> 6];
          for (int i = 0; i < words.length; i++) {
            words[i] = in.readLong();
          }
          return Mask.ofWords(words, length);
        });
  }

  private static void put(DataOutputStream out, NetworkState state) throws IOException {
    byte[] json = state.structure().json().getBytes(StandardCharsets.UTF_8);
    out.writeUTF(state.structure().origin().name());
    out.writeInt(json.length);
    out.write(json);
    put(out, state.parameters());
    put(out, state.optimiser());
    out.writeInt(state.progress().epoch());
    out.writeInt(state.progress().round());
    out.writeInt(state.progress().iteration());
  }

  private static NetworkState network(DataInputStream in) throws IOException {
    NetworkStructure.Origin origin = NetworkStructure.Origin.valueOf(in.readUTF());
    String json = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    float[] parameters = floats(in);
    float[] optimiser = floats(in);
    Progress progress = new Progress(in.readInt(), in.readInt(), in.readInt());
    return new NetworkState(new NetworkStructure(origin, json), parameters, optimiser, progress);
  }

  private static void put(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    buffer.asFloatBuffer().put(values);
    out.write(buffer.array());
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    byte[] content = in.readNBytes(values.length * Float.BYTES);
    ByteBuffer.wrap(content).asFloatBuffer().get(values);
    return values;
  }

  private interface Writer {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reader<T> {
    T from(DataInputStream in) throws IOException;
  }

  private interface FormatReader<T> {
    T from(DataInputStream in, int format) throws IOException;
  }

  private static byte[] bytes(Writer writer) {
    return bytes(FORMAT, writer);
  }

  private static byte[] bytes(int format, Writer writer) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(content)) {
      out.writeInt(format);
      writer.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return content.toByteArray();
  }

  private static <T> T parse(byte[] content, Reader<T> reader) {
    return parse(content, FORMAT, (in, format) -> reader.from(in));
  }

  private static <T> T parse(byte[] content, int newest, FormatReader<T> reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      int format = in.readInt();
      if (format < FORMAT || format > newest) {
        throw new DamagedException(
            "state of format %d, this version reads up to %d".formatted(format, newest));
      }
      return reader.from(in, format);
    } catch (IOException e) {
      throw new UncheckedIOException("a state ends early", e);
    }
  }
}
