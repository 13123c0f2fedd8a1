package io.espalier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplaintTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'no `a.b.RateSchedule$Clock` from \"x\"' | 'no `clock` from \"x\"'",
        "can not read class org.a.FileMetaData: no 'n' in org.a.Scheme@1f2e | can not read file meta data: no 'n' in scheme",
        "java.io.IOException: it ends | it ends",
        "java.lang.NullPointerException | its bytes make no sense",
        "my.data.csv ends after 3.5 bytes | my.data.csv ends after 3.5 bytes",
        "'one\ntwo' | one",
      })
  void namesNoClass(String message, String told) {
    assertThat(Complaint.of(message)).isEqualTo(told);
  }

  @Test
  void isThatOfTheFirstCauseThatSaysAnything() {
    assertThat(Complaint.of(new RuntimeException(null, new IOException("cut")))).isEqualTo("cut");
    assertThat(Complaint.of(new IOException())).isEqualTo("its bytes make no sense");
    assertThat(Complaint.of(new NullPointerException("Cannot invoke \"a.b.C.d()\"")))
        .isEqualTo("its bytes make no sense");
  }
}
