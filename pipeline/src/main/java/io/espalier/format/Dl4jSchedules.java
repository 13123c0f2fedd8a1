package io.espalier.format;

import static io.espalier.format.Dl4jTable.Entry.of;

import io.espalier.format.Dl4jTable.Field;
import io.espalier.model.RateSchedule;
import io.espalier.model.RateSchedule.Clock;
import java.util.SortedMap;
import java.util.TreeMap;

/** Deeplearning4j's schedules. Fields are in the order of the record, its clock aside. */
final class Dl4jSchedules {
  /** {@code ITERATION} or {@code EPOCH}. */
  static final String CLOCK = "scheduleType";

  /** Values by time, of a table. */
  static final String VALUES = "values";

  static final Dl4jTable<Class<? extends RateSchedule>> TABLE =
      Dl4jTable.of(
          "org.nd4j.linalg.schedule.",
          of(RateSchedule.Fixed.class, "FixedSchedule", field("value")),
          of(
              RateSchedule.Exponential.class,
              "ExponentialSchedule",
              field("initialValue"),
              field("gamma")),
          of(
              RateSchedule.Inverse.class,
              "InverseSchedule",
              field("initialValue"),
              field("gamma"),
              field("power")),
          of(
              RateSchedule.Polynomial.class,
              "PolySchedule",
              field("initialValue"),
              field("power"),
              field("maxIter")),
          of(
              RateSchedule.Sigmoid.class,
              "SigmoidSchedule",
              field("initialValue"),
              field("gamma"),
              field("stepSize")),
          of(
              RateSchedule.Step.class,
              "StepSchedule",
              field("initialValue"),
              field("decayRate"),
              field("step")),
          of(RateSchedule.Table.class, "MapSchedule"),
          of(
              RateSchedule.Cycle.class,
              "CycleSchedule",
              field("initialLearningRate"),
              field("maxLearningRate"),
              field("cycleLength"),
              field("annealingLength"),
              field("annealingDecay")));

  private Dl4jSchedules() {}

  private static Field field(String name) {
    return new Field(name, Double.NaN);
  }

  /** The schedule of a field, or of the number in another field where that is missing or null. */
  static RateSchedule read(Dl4jPart part, String schedule, String number) {
    return part.has(schedule)
        ? read(part.part(schedule))
        : new RateSchedule.Fixed(part.number(number));
  }

  /** The schedule of a configuration. */
  static RateSchedule read(Dl4jPart part) {
    return switch (TABLE.read(part, "schedule").type()) {
      case "FixedSchedule" -> new RateSchedule.Fixed(part.number("value"));
      case "ExponentialSchedule" ->
          new RateSchedule.Exponential(
              clock(part), part.number("initialValue"), part.number("gamma"));
      case "InverseSchedule" ->
          new RateSchedule.Inverse(
              clock(part), part.number("initialValue"), part.number("gamma"), part.number("power"));
      case "PolySchedule" ->
          new RateSchedule.Polynomial(
              clock(part),
              part.number("initialValue"),
              part.number("power"),
              part.count("maxIter"));
      case "SigmoidSchedule" ->
          new RateSchedule.Sigmoid(
              clock(part),
              part.number("initialValue"),
              part.number("gamma"),
              part.count("stepSize"));
      case "StepSchedule" ->
          new RateSchedule.Step(
              clock(part),
              part.number("initialValue"),
              part.number("decayRate"),
              part.number("step"));
      case "MapSchedule" -> new RateSchedule.Table(clock(part), values(part));
      default ->
          new RateSchedule.Cycle(
              clock(part),
              part.number("initialLearningRate"),
              part.number("maxLearningRate"),
              part.count("cycleLength"),
              part.count("annealingLength"),
              part.number("annealingDecay"));
    };
  }

  private static Clock clock(Dl4jPart part) {
    return switch (part.text(CLOCK, "")) {
      case "ITERATION" -> Clock.ITERATION;
      case "EPOCH" -> Clock.EPOCH;
      default -> throw part.refused("has a schedule by neither ITERATION nor EPOCH");
    };
  }

  private static SortedMap<Integer, Double> values(Dl4jPart part) {
    SortedMap<Integer, Double> values = new TreeMap<>();
    Dl4jPart table = part.part(VALUES);
    table
        .json()
        .fieldNames()
        .forEachRemaining(
            time -> {
              if (!time.matches("\\d{1,9}")) {
                throw part.refused("has a schedule with a value at " + time);
              }
              values.put(Integer.valueOf(time), table.number(time));
            });
    if (!values.containsKey(0)) {
      throw part.refused("has a schedule without a value at 0");
    }
    return values;
  }
}
