package io.espalier.format;

import io.espalier.data.DatasetInfo.Normaliser;
import io.espalier.model.InputException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What the features of a network, and its labels, were normalised with before it saw them: the
 * {@code normalizer.bin} that Deeplearning4j's ModelSerializer puts beside a network.
 *
 * @param name of its class
 * @param features subtracted and divided out; empty where numbers of this class cannot be used
 * @param labels the same of the labels; empty where they stay as they are
 */
public record SavedNormaliser(String name, Normaliser features, Normaliser labels) {
  /** Name of the attachment. */
  static final String ATTACHMENT = "normalizer.bin";

  /** Zero mean and unit deviation. */
  private static final String STANDARDIZE = "NormalizerStandardize";

  private static final Map<String, String> NAMES =
      Map.of(
          "STANDARDIZE", STANDARDIZE,
          "MIN_MAX", "NormalizerMinMaxScaler",
          "MULTI_STANDARDIZE", "MultiNormalizerStandardize",
          "MULTI_MIN_MAX", "MultiNormalizerMinMaxScaler",
          "MULTI_HYBRID", "MultiNormalizerHybrid",
          "IMAGE_MIN_MAX", "ImagePreProcessingScaler",
          "IMAGE_VGG16", "VGG16ImagePreProcessor",
          "CUSTOM", "a class of one's own");

  private static final int VERSION = 1;

  /** The narrowest range of a scaler, as in Deeplearning4j. */
  private static final double NARROWEST = 1e-5;

  /**
   * What a file carries, if it does.
   *
   * @param file for messages
   * @throws InputException naming the file, if its bytes are damaged
   */
  public static Optional<SavedNormaliser> of(Map<String, byte[]> attachments, String file) {
    String where = file + ", " + ATTACHMENT;
    return Optional.ofNullable(attachments.get(ATTACHMENT))
        .map(bytes -> new Reading(ByteBuffer.wrap(bytes), where).normaliser());
  }

  /** Attachments without a normaliser. */
  public static SortedMap<String, byte[]> without(Map<String, byte[]> attachments) {
    SortedMap<String, byte[]> changed = new TreeMap<>(attachments);
    changed.remove(ATTACHMENT);
    return changed;
  }

  /** Whether it gives zero mean and unit deviation. */
  public boolean isStandard() {
    return name.equals(STANDARDIZE);
  }

  /** Bytes on their way to numbers. */
  private record Reading(ByteBuffer in, String where) {
    SavedNormaliser normaliser() {
      try {
        return begun();
      } catch (BufferUnderflowException e) {
        throw Unreadable.because(where, "it ends too early", e);
      }
    }

    private SavedNormaliser begun() {
      String head = text();
      int version = in.getInt();
      if (!head.equals("NORMALIZER") || version != VERSION) {
        throw Unreadable.because(where, "it does not begin as Deeplearning4j writes normalisers");
      }
      String type = text();
      String name = NAMES.getOrDefault(type, "");
      if (name.isEmpty()) {
        throw Unreadable.because(where, "normalisers of this type are not known");
      }
      if (!type.equals("STANDARDIZE") && !type.equals("MIN_MAX")) {
        return new SavedNormaliser(name, Normaliser.NONE, Normaliser.NONE);
      }
      boolean hasLabels = in.get() != 0;
      Supplier<Normaliser> columns =
          type.equals("MIN_MAX") ? ranges(in.getDouble(), in.getDouble()) : this::deviations;
      Normaliser features = columns.get();
      Normaliser labels = hasLabels ? columns.get() : Normaliser.NONE;
      if (in.hasRemaining()) {
        throw Unreadable.because(where, "%d bytes follow its numbers".formatted(in.remaining()));
      }
      return new SavedNormaliser(name, features, labels);
    }

    /** Means and deviations; a deviation of 0 divides nothing. */
    private Normaliser deviations() {
      double[] mean = Nd4jArray.next(in, where);
      double[] deviation = paired(mean);
      for (int c = 0; c < mean.length; c++) {
        deviation[c] = deviation[c] == 0 ? 1 : deviation[c];
      }
      return positive(mean, deviation);
    }

    /** What takes columns from between their ends to between the least and the most. */
    private Supplier<Normaliser> ranges(double least, double most) {
      double wanted = Math.max(most - least, NARROWEST);
      if (!Double.isFinite(least) || !Double.isFinite(wanted)) {
        throw Unreadable.because(where, "it scales to %s to %s".formatted(least, most));
      }
      return () -> {
        double[] low = Nd4jArray.next(in, where);
        double[] divisor = paired(low);
        for (int c = 0; c < low.length; c++) {
          divisor[c] = Math.max(divisor[c] - low[c], NARROWEST) / wanted;
          low[c] -= least * divisor[c];
        }
        return positive(low, divisor);
      };
    }

    private double[] paired(double[] first) {
      double[] second = Nd4jArray.next(in, where);
      if (second.length != first.length) {
        throw Unreadable.because(
            where, "it has rows of %d and %d numbers".formatted(first.length, second.length));
      }
      return second;
    }

    private Normaliser positive(double[] subtracted, double[] divisor) {
      for (int c = 0; c < divisor.length; c++) {
        float wide = (float) divisor[c];
        if (!(wide > 0 && Float.isFinite(wide) && Float.isFinite((float) subtracted[c]))) {
          throw Unreadable.because(
              where,
              "column %d is less %s and divided by %s; legal is a divisor above 0"
                  .formatted(c + 1, subtracted[c], divisor[c]));
        }
      }
      return new Normaliser(subtracted, divisor);
    }

    private String text() {
      byte[] text = new byte[Short.toUnsignedInt(in.getShort())];
      in.get(text);
      return new String(text, StandardCharsets.US_ASCII);
    }
  }
}
