package io.espalier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FileSignatureTest {
  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void firstBytesTellTheKind() {
    assertThat(FileSignature.of(latin("PAR1"))).contains(FileSignature.PARQUET);
    assertThat(FileSignature.of(latin("\u0080\u0004\u0095"))).contains(FileSignature.PICKLE);
    assertThat(FileSignature.of(latin("SQLite format 3\0 and more")))
        .contains(FileSignature.SQLITE);
    assertThat(FileSignature.of(latin("PK\u0003\u0004"))).contains(FileSignature.ZIP);
  }

  @Test
  void whatIsTooShortOrUnknownIsNone() {
    assertThat(FileSignature.of(new byte[0])).isEmpty();
    assertThat(FileSignature.of(latin("PAR"))).isEmpty();
    assertThat(FileSignature.of(latin("a,b\n1,2\n"))).isEmpty();
  }
}
