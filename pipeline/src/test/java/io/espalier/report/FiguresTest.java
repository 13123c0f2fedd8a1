package io.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void numbersHaveAsManyDigitsAsTheyNeed() {
    assertThat(Figures.number(0.01234)).isEqualTo("0.0123");
    assertThat(Figures.number(12.345678)).isEqualTo("12.35");
    assertThat(Figures.number(123456)).isEqualTo("123,456");
    assertThat(Figures.number(0.0000123)).isEqualTo("1.230e-05");
    assertThat(Figures.number(Double.NaN)).isEqualTo("not a number");
    assertThat(Figures.percent(0.98333)).isEqualTo("98.33 %");
  }

  @Test
  void changesHaveASignUnlessTheyAreNothing() {
    assertThat(Figures.signed(-0.664, 2)).isEqualTo("−0.66");
    assertThat(Figures.signed(0.664, 2)).isEqualTo("+0.66");
    assertThat(Figures.signed(-0.001, 2)).isEqualTo("±0.00");
    assertThat(new MetricName("rmse").change(1.03, 1.0)).isEqualTo("+3.0 %");
    assertThat(new MetricName("accuracy").change(0.97, 0.98)).isEqualTo("−1.00 points");
  }

  @Test
  void bytesAndTimesChooseTheirUnit() {
    assertThat(Figures.bytes(999)).isEqualTo("999 B");
    assertThat(Figures.bytes(1_000)).isEqualTo("1.00 kB");
    assertThat(Figures.bytes(999_900)).isEqualTo("1.00 MB");
    assertThat(Figures.bytes(73_120)).isEqualTo("73.1 kB");
    assertThat(Figures.duration(21.4)).isEqualTo("21.4 s");
    assertThat(Figures.duration(600)).isEqualTo("10.0 min");
    assertThat(Figures.duration(9000)).isEqualTo("2.5 h");
  }
}
