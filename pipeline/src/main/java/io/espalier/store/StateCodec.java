package io.espalier.store;

import io.espalier.format.Limits;
import io.espalier.format.NetworkJson;
import io.espalier.model.Complaint;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import io.espalier.model.NetworkState;
import io.espalier.model.TrainingProgress;
import io.espalier.model.TrainingState;
import io.espalier.model.Velocity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Training states and floats as bytes: big-endian, a format number first, floats as IEEE 754 bits,
 * so that what is read is what was written to the last bit.
 */
public final class StateCodec {
  private static final int FORMAT = 4;

  private StateCodec() {}

  public static byte[] write(TrainingState state) {
    return bytes(
        out -> {
          put(out, state.current());
          put(out, state.mask());
          boolean bestIsCurrent =
              state.best().network().equals(state.current())
                  && state.best().mask().equals(state.mask());
          out.writeBoolean(bestIsCurrent);
          if (!bestIsCurrent) {
            put(out, state.best().network());
            put(out, state.best().mask());
          }
          out.writeDouble(state.best().loss());
          out.writeInt(state.running().rounds());
          out.writeDouble(state.running().lossSum());
          out.writeLong(state.running().examples());
          out.writeLong(state.running().multiplyAdds());
          out.writeInt(state.curve().size());
          for (TrainingState.EpochFacts facts : state.curve()) {
            out.writeInt(facts.epoch());
            out.writeDouble(facts.trainingLoss());
            out.writeDouble(facts.validationLoss());
            out.writeLong(facts.multiplyAdds());
          }
          put(out, state.velocity().values());
        });
  }

  public static TrainingState readTraining(byte[] content) {
    return parse(
        content,
        in -> {
          NetworkState current = network(in);
          Mask mask = mask(in, current.parameters().length);
          boolean bestIsCurrent = in.readBoolean();
          NetworkState bestNetwork = bestIsCurrent ? current : network(in);
          Mask bestMask = bestIsCurrent ? mask : mask(in, bestNetwork.parameters().length);
          TrainingState.Best best = new TrainingState.Best(bestNetwork, bestMask, in.readDouble());
          TrainingState.EpochUnderWay running =
              new TrainingState.EpochUnderWay(
                  in.readInt(), in.readDouble(), in.readLong(), in.readLong());
          List<TrainingState.EpochFacts> curve = new ArrayList<>();
          for (int left = in.readInt(); left > 0; left--) {
            curve.add(
                new TrainingState.EpochFacts(
                    in.readInt(), in.readDouble(), in.readDouble(), in.readLong()));
          }
          Velocity velocity = new Velocity(floats(in));
          return new TrainingState(current, mask, velocity, best, running, curve);
        });
  }

  /** Floats and nothing else. */
  public static byte[] write(float[] values) {
    return bytes(out -> put(out, values));
  }

  public static float[] readFloats(byte[] content) {
    return parse(content, StateCodec::floats);
  }

  private static void put(DataOutputStream out, Mask mask) throws IOException {
    out.writeInt(mask.length());
    for (long word : mask.words()) {
      out.writeLong(word);
    }
  }

  /** The mask of a network of so many parameters. */
  private static Mask mask(DataInputStream in, int parameters) throws IOException {
    int length = in.readInt();
    if (length != parameters) {
      throw new IllegalArgumentException(
          "a mask of %d parameters for a network of %d".formatted(length, parameters));
    }
    long[] words = new long[count((length + 63L) >>> 6, Long.BYTES, in)];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.readLong();
    }
    return Mask.ofWords(words, length);
  }

  private static void put(DataOutputStream out, NetworkState state) throws IOException {
    byte[] text = NetworkJson.write(state.network());
    out.writeInt(text.length);
    out.write(text);
    put(out, state.parameters());
    put(out, state.optimiser());
    out.writeInt(state.progress().epoch());
    out.writeInt(state.progress().round());
    out.writeInt(state.progress().iteration());
  }

  private static NetworkState network(DataInputStream in) throws IOException {
    byte[] text = in.readNBytes(count(in.readInt(), 1, in));
    Network network = NetworkJson.read(text, "a state", Limits.USUAL);
    float[] parameters = floats(in);
    float[] optimiser = floats(in);
    TrainingProgress progress = new TrainingProgress(in.readInt(), in.readInt(), in.readInt());
    return new NetworkState(network, parameters, optimiser, progress);
  }

  private static void put(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    buffer.asFloatBuffer().put(values);
    out.write(buffer.array());
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[count(in.readInt(), Float.BYTES, in)];
    byte[] content = in.readNBytes(values.length * Float.BYTES);
    ByteBuffer.wrap(content).asFloatBuffer().get(values);
    return values;
  }

  /** A count of things of so many bytes, which are there: checked before memory is taken. */
  private static int count(long count, int bytes, DataInputStream in) throws IOException {
    if (count < 0 || count * bytes > in.available()) {
      throw new EOFException();
    }
    return (int) count;
  }

  private interface Writer {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reader<T> {
    T from(DataInputStream in) throws IOException;
  }

  private static byte[] bytes(Writer writer) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(content)) {
      out.writeInt(FORMAT);
      writer.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return content.toByteArray();
  }

  private static <T> T parse(byte[] content, Reader<T> reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      int format = in.readInt();
      if (format != FORMAT) {
        throw new DamagedException(
            "state of format %d, this version reads format %d".formatted(format, FORMAT));
      }
      return reader.from(in);
    } catch (EOFException e) {
      throw new DamagedException("a state ends early");
    } catch (IOException | InputException | IllegalArgumentException e) {
      throw new DamagedException("a state is not what was written there: " + Complaint.of(e));
    }
  }
}
