package io.espalier.data.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.BadRow;
import io.espalier.data.Parsed;
import io.espalier.data.RawSequence;
import io.espalier.data.RawTarget;
import io.espalier.data.Remark;
import io.espalier.data.Remark.Subject;
import io.espalier.data.RowOrigin;
import io.espalier.model.InputException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PieceJoinTest {
  private static RawSequence piece(String file, long line, String label, String... keys) {
    double[] values = IntStream.range(0, keys.length).mapToDouble(t -> line + t).toArray();
    return RawSequence.ofValues("s", new RowOrigin(file, line), values, 1, RawTarget.label(label))
        .orderedBy(keys, LongStream.range(line, line + keys.length).toArray());
  }

  private static StepOrder found(RawSequence... pieces) {
    OrderEvidence evidence = new OrderEvidence();
    for (RawSequence piece : pieces) {
      evidence = evidence.merge(one(piece));
    }
    return evidence.order("t");
  }

  private static OrderEvidence one(RawSequence piece) {
    OrderEvidence evidence = new OrderEvidence();
    evidence.add(piece);
    return evidence;
  }

  private static List<Parsed> join(IdScope scope, RawSequence... pieces) {
    Grouping grouping = new Grouping("id", scope, "t", found(pieces));
    return new PieceJoin(grouping).join(List.of(pieces));
  }

  private static double[] values(List<Parsed> joined) {
    return ((RawSequence) joined.get(joined.size() - 1)).values();
  }

  @Property
  void ordersWholeNumbersAsAnIndependentSortDoes(
      @ForAll @Size(min = 1, max = 40) List<BigInteger> keys) {
    RawSequence piece =
        piece("f", 2, "", keys.stream().map(BigInteger::toString).toArray(String[]::new));
    List<Integer> expected = new ArrayList<>(IntStream.range(0, keys.size()).boxed().toList());
    expected.sort((one, other) -> keys.get(one).compareTo(keys.get(other)));
    assertThat(values(join(IdScope.AUTO, piece)))
        .containsExactly(expected.stream().mapToDouble(t -> 2 + t).toArray());
  }

  @Test
  void oneCellThatIsNoNumberIsABadRowAndTheOthersKeepTheirOrder() {
    List<String> keys = new ArrayList<>(IntStream.range(0, 20).mapToObj(String::valueOf).toList());
    Collections.shuffle(keys, new Random(1));
    keys.set(7, "inf");
    keys.set(9, "");
    List<Parsed> joined = join(IdScope.AUTO, piece("f", 2, "", keys.toArray(String[]::new)));
    assertThat(joined.subList(0, 2))
        .containsExactly(
            new BadRow(
                new RowOrigin("f", 9),
                "'inf' in t, the column of data.source.order, is not a number"),
            new BadRow(new RowOrigin("f", 11), "no value in t, the column of data.source.order"));
    List<Integer> read = new ArrayList<>();
    for (double value : values(joined)) {
      read.add(Integer.valueOf(keys.get((int) value - 2)));
    }
    assertThat(read).hasSize(18).isSorted();
  }

  @Test
  void aMissingTextIsABadRowToo() {
    StepOrder text = new StepOrder(OrderType.TEXT, "");
    assertThat(
            new PieceJoin(Grouping.by("id", "t").ordered(text))
                .join(List.of(piece("f", 2, "", "b", "", "a"))))
        .hasSize(2)
        .contains(
            new BadRow(new RowOrigin("f", 3), "no value in t, the column of data.source.order"));
  }

  @Test
  void sameKeysKeepTheOrderOfRowsAndAreSaid() {
    List<Parsed> joined = join(IdScope.AUTO, piece("f", 2, "", "1", "0", "1.0", "0"));
    assertThat(values(joined)).containsExactly(3, 5, 2, 4);
    assertThat(joined.get(0))
        .hasToString(
            "steps with the order of another step of their sequence, which stand in the order of"
                + " their rows: 2, for example sequence 's' at f:3 and f:5");
  }

  @Test
  void columnsThatAreNotClearlyOfOneTypeAreRefused() {
    assertThatThrownBy(() -> found(piece("f", 2, "", "t10", "t2")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("data.source.order")
        .hasMessageContaining("'t10' (f:2)")
        .hasMessageContaining("order-pattern");
    assertThatThrownBy(() -> found(piece("f", 2, "", "10/1/2020", "2/1/2020")))
        .hasMessageContaining("order-pattern");
    assertThatThrownBy(() -> found(piece("f", 2, "", "2020-01-01T00:00Z", "2020-01-01T00:00")))
        .hasMessageContaining("an ISO date without an offset")
        .hasMessageContaining("an ISO date and time with an offset");
  }

  @Test
  void filesWhoseKeysAreApartAreJoinedAndThatIsSaid() {
    List<Parsed> joined = join(IdScope.AUTO, piece("a", 2, "", "1", "10"), piece("b", 2, "", "2"));
    assertThat(values(joined)).containsExactly(2, 2, 3);
    assertThat(((Remark) joined.get(0)).subject()).isEqualTo(Subject.SEVERAL_FILES);
  }

  @Test
  void idsThatStartAnewInEachFileAreRefused() {
    RawSequence[] pieces = {piece("a", 2, "", "0", "1"), piece("b", 2, "", "0", "1")};
    Remark remark = (Remark) join(IdScope.AUTO, pieces).get(0);
    assertThat(remark.subject().isRefused()).isTrue();
    assertThat(remark).asString().contains("a:2 and b:2", "data.source.id-scope");
    assertThat(join(IdScope.ALL, pieces))
        .filteredOn(Remark.class::isInstance)
        .extracting(each -> ((Remark) each).subject())
        .containsExactly(Subject.SAME_ORDER);
  }

  @Test
  void idsInSeveralFilesWithoutAnOrderAreRefused() {
    PieceJoin join = new PieceJoin(Grouping.by("id", ""));
    RawSequence one = piece("a", 2, "");
    assertThat(join.join(List.of(piece("a", 2, "", "1"), piece("a", 9, "", "1")))).hasSize(1);
    assertThat(((Remark) join.join(List.of(one, piece("b", 2, ""))).get(0)).subject())
        .isEqualTo(Subject.REUSED_ID);
  }

  @Test
  void filesThatDisagreeOnALabelHintAtTheScope() {
    assertThat(join(IdScope.AUTO, piece("a", 2, "x", "0"), piece("b", 2, "y", "0")))
        .containsExactly(
            new BadRow(
                new RowOrigin("b", 2),
                "sequence 's' has the label 'y' here and 'x' at a:2;"
                    + " data.source.id-scope = file would keep them apart"));
  }
}
