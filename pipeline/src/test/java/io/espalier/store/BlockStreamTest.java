package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.hadoop.io.compress.Lz4Codec;
import org.apache.hadoop.io.compress.SnappyCodec;
import org.apache.hadoop.util.ReflectionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockStreamTest {
  static Stream<CompressionCodec> codecs() {
    return Stream.of(Lz4Codec.class, SnappyCodec.class, GzipCodec.class)
        .map(codec -> ReflectionUtils.newInstance(codec, new Configuration()));
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void unpacksWhatWasPacked(CompressionCodec codec) throws IOException {
    byte[] bytes = new byte[1_000_000];
    new Random(1).nextBytes(bytes);

    assertThat(unpacked(codec, packed(codec, bytes)).readAllBytes()).isEqualTo(bytes);
  }

  @Test
  void aLengthIsNotBelieved() throws IOException {
    byte[] block = ByteBuffer.allocate(20).putInt(1 << 30).putInt(1 << 30).array();
    CompressionCodec codec = codecs().findFirst().orElseThrow();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    InputStream in = unpacked(codec, block);
    long before = threads.getCurrentThreadAllocatedBytes();

    assertThatThrownBy(in::readAllBytes)
        .isInstanceOf(IOException.class)
        .hasMessage("a block states 1073741824 bytes, and has 12");
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
  }

  @Test
  void aBlockThatIsCutOffIsNotTheEnd() throws IOException {
    CompressionCodec codec = codecs().findFirst().orElseThrow();
    for (int length : List.of(4, 6, 11)) {
      byte[] cut = Arrays.copyOf(packed(codec, new byte[1000]), length);

      assertThatThrownBy(() -> unpacked(codec, cut).readAllBytes())
          .as("%d bytes", length)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("a block");
    }
  }

  private static byte[] packed(CompressionCodec codec, byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = codec.createOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static InputStream unpacked(CompressionCodec codec, byte[] packed) throws IOException {
    return BlockStream.of(codec, new ByteArrayInputStream(packed), codec.createDecompressor());
  }
}
