package io.espalier.data;

/**
 * Something that is to be known about sequences, and may be meant; said once, with a count.
 *
 * @param origin of the example
 * @param subject what it is about
 * @param example of it
 * @param count of cases
 */
public record Remark(RowOrigin origin, Subject subject, String example, long count)
    implements Parsed {

  /** What a remark is about. */
  public enum Subject {
    /** Steps of a sequence whose order is the same. */
    SAME_ORDER(
        "steps with the order of another step of their sequence, which stand in the order of their"
            + " rows: %,d, for example %s"),
    /** Sequences whose steps are in several files, in an order that tells them apart. */
    SEVERAL_FILES(
        "sequences with rows in several files, which are joined by their order: %,d, for example %s;"
            + " data.source.id-scope = file would keep the files apart"),
    /** Ids that may mean another sequence in each file. */
    REUSED_ID(
        "data.source.id: ids that stand in several files, which may have numbered their sequences"
            + " anew: %,d, for example %s; with data.source.id-scope = file each file has ids of its"
            + " own, with all their rows are joined");

    private final String sentence;

    Subject(String sentence) {
      this.sentence = sentence;
    }

    /** Whether the data cannot be used before the plan says what is meant. */
    public boolean isRefused() {
      return this == REUSED_ID;
    }
  }

  /** The same about these cases and others; the example is the earlier one. */
  public Remark and(Remark other) {
    Remark earlier = origin.compareTo(other.origin) <= 0 ? this : other;
    return new Remark(earlier.origin, subject, earlier.example, count + other.count);
  }

  /** The sentence. */
  @Override
  public String toString() {
    return subject.sentence.formatted(count, example);
  }
}
