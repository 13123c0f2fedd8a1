package io.espalier.format;

import static io.espalier.format.FileBytes.NAME;
import static io.espalier.format.FileBytes.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.model.Mask;
import io.espalier.model.RandomNetworks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskBytesTest {
  private static byte[] serialised(Object object) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(object);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 1000})
  void areTheBytesOfJava(int length) throws IOException {
    Mask mask = RandomNetworks.mask(length, 1);
    byte[] bytes = MaskBytes.write(mask);
    long[] object = LongStream.concat(LongStream.of(length), Arrays.stream(mask.words())).toArray();
    assertThat(bytes).isEqualTo(serialised(object)).hasSize((int) MaskBytes.bytes(length));
    assertThat(MaskBytes.read(bytes, NAME)).isEqualTo(mask);
  }

  @Test
  void refuseEveryOtherObject() throws IOException {
    for (Object other : new Object[] {"mask", new int[] {1, 2}, new long[0], new long[][] {{1}}}) {
      byte[] bytes = serialised(other);
      assertRefused(() -> MaskBytes.read(bytes, NAME));
    }
  }

  @Test
  void refuseWhatIsCutOffOrGoesOn() {
    byte[] bytes = MaskBytes.write(RandomNetworks.mask(100, 1));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertRefused(() -> MaskBytes.read(cut, NAME));
    }
    assertRefused(() -> MaskBytes.read(Arrays.copyOf(bytes, bytes.length + 8), NAME));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 64, 129, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
  void refuseWrongLengths(long length) {
    byte[] bytes = MaskBytes.write(Mask.all(100));
    byte[] longs = bytes.clone();
    ByteBuffer.wrap(longs).putInt(23, (int) length);
    assertRefused(() -> MaskBytes.read(longs, NAME));
    byte[] bits = bytes.clone();
    ByteBuffer.wrap(bits).putLong(27, length);
    assertRefused(() -> MaskBytes.read(bits, NAME));
  }

  @Test
  void refuseBitsBehindTheLast() {
    byte[] bytes = MaskBytes.write(Mask.all(100));
    ByteBuffer.wrap(bytes).putLong(bytes.length - 8, 1L << 36);
    assertRefused(() -> MaskBytes.read(bytes, NAME), "behind its 100");
  }
}
