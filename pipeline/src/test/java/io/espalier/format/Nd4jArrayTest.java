package io.espalier.format;

import static io.espalier.format.FileBytes.NAME;
import static io.espalier.format.FileBytes.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.RandomNetworks;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Nd4jArrayTest {
  private static final float[] VALUES = RandomNetworks.numbers(10, 1);

  /** Where the numbers of the shape begin, and the length of the values. */
  private static final int SHAPE = 2 + 16 + 8 + 2 + 4;

  private static final int LENGTH = SHAPE + 8 * 8 + 2 + 16;

  private static byte[] nd4j(INDArray array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Nd4j.write(array, new DataOutputStream(out));
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 1000})
  void areTheBytesOfNd4j(int length) throws IOException {
    float[] values = RandomNetworks.numbers(length, 2);
    byte[] expected = nd4j(Nd4j.create(values, new long[] {1, length}, 'c'));
    assertThat(Nd4jArray.write(values)).isEqualTo(expected);
    assertThat(Nd4jArray.read(expected, NAME)).isEqualTo(values);
    for (INDArray row :
        new INDArray[] {
          Nd4j.createFromArray(values),
          Nd4j.create(values, new long[] {length, 1}, 'f'),
          Nd4j.create(values, new long[] {1, length}, 'f'),
          Nd4j.create(values, new long[] {1, length, 1}, 'c')
        }) {
      assertThat(Nd4jArray.read(nd4j(row), NAME)).isEqualTo(values);
    }
  }

  @Test
  void refuseOtherTypesAndMatrices() throws IOException {
    INDArray row = Nd4j.create(VALUES, new long[] {1, 10}, 'c');
    for (DataType type : new DataType[] {DataType.DOUBLE, DataType.HALF}) {
      byte[] bytes = nd4j(row.castTo(type));
      assertRefused(
          () -> Nd4jArray.read(bytes, NAME), type.name(), "convertDataType(DataType.FLOAT)");
    }
    byte[] whole = nd4j(row.castTo(DataType.INT));
    assertRefused(() -> Nd4jArray.read(whole, NAME), "INT");
    byte[] matrix = nd4j(row.reshape(2, 5));
    assertRefused(() -> Nd4jArray.read(matrix, NAME), "axis 1");
  }

  @Test
  void refuseWhatIsCutOffOrGoesOn() {
    byte[] bytes = Nd4jArray.write(VALUES);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertRefused(() -> Nd4jArray.read(cut, NAME));
    }
    assertRefused(() -> Nd4jArray.read(Arrays.copyOf(bytes, bytes.length + 1), NAME));
    assertRefused(() -> Nd4jArray.read(Arrays.copyOf(bytes, bytes.length + 4), NAME));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 3, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE})
  void refuseWrongHeads(long number) {
    byte[] bytes = Nd4jArray.write(VALUES);
    for (int at : new int[] {18, SHAPE, SHAPE + 8, SHAPE + 16, SHAPE + 32, SHAPE + 56, LENGTH}) {
      byte[] damaged = bytes.clone();
      ByteBuffer.wrap(damaged).putLong(at, number);
      assertRefused(() -> Nd4jArray.read(damaged, NAME));
    }
  }

  @Test
  void refuseValuesThatAreNoNumbers() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] values = VALUES.clone();
      values[3] = value;
      assertRefused(
          () -> Nd4jArray.read(Nd4jArray.write(values), NAME), value + " (number 4 of 10)");
    }
  }
}
