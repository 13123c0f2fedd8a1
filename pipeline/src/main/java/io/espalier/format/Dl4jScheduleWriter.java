package io.espalier.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.format.Dl4jTable.Entry;
import io.espalier.model.InputException;
import io.espalier.model.RateSchedule;
import io.espalier.model.RateSchedule.Clock;
import io.espalier.model.RateSchedule.Cosine;
import io.espalier.model.RateSchedule.Cycle;
import io.espalier.model.RateSchedule.Exponential;
import io.espalier.model.RateSchedule.Fixed;
import io.espalier.model.RateSchedule.Inverse;
import io.espalier.model.RateSchedule.Polynomial;
import io.espalier.model.RateSchedule.Sigmoid;
import io.espalier.model.RateSchedule.Step;
import io.espalier.model.RateSchedule.Table;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Schedules as Deeplearning4j's configuration has them. It has no cosine: that is written as a
 * table of at most {@value #PIECES} constant pieces of equal length, each with the cosine's value
 * at its start.
 */
final class Dl4jScheduleWriter {
  private static final int PIECES = 100;

  private Dl4jScheduleWriter() {}

  /**
   * @param layer whose schedule it is, for messages
   * @throws InputException if Deeplearning4j cannot read back such a schedule
   */
  static ObjectNode write(RateSchedule schedule, String layer) {
    if (schedule instanceof Cosine cosine) {
      return table(new Table(Clock.ITERATION, pieces(cosine)));
    }
    if (schedule instanceof Table table) {
      return table(table);
    }
    if (schedule instanceof Fixed fixed) {
      return fields(schedule, List.of(fixed.value()));
    }
    if (schedule instanceof Exponential e) {
      return timed(schedule, e.clock(), e.initial(), e.gamma());
    }
    if (schedule instanceof Inverse i) {
      return timed(schedule, i.clock(), i.initial(), i.gamma(), i.power());
    }
    if (schedule instanceof Polynomial p) {
      return timed(schedule, p.clock(), p.initial(), p.power(), p.length());
    }
    if (schedule instanceof Sigmoid s) {
      return timed(schedule, s.clock(), s.initial(), s.gamma(), s.middle());
    }
    if (schedule instanceof Step s) {
      return timed(schedule, s.clock(), s.initial(), s.factor(), s.step());
    }
    if (schedule instanceof Cycle c) {
      return timed(
          schedule, c.clock(), c.initial(), c.most(), c.length(), c.annealing(), c.factor());
    }
    throw new InputException(
        "layer %s has a schedule with a ramp, which Deeplearning4j cannot read back from a file; take another one"
            .formatted(layer));
  }

  private static SortedMap<Integer, Double> pieces(Cosine cosine) {
    SortedMap<Integer, Double> values = new TreeMap<>();
    int total = cosine.iterations();
    int pieces = Math.min(PIECES, total);
    for (int piece = 0; piece < pieces; piece++) {
      int start = (int) ((long) piece * total / pieces);
      values.put(start, cosine.at(start, 0));
    }
    values.put(total, cosine.least());
    return values;
  }

  private static ObjectNode table(Table table) {
    ObjectNode json = timed(table, table.clock());
    ObjectNode values = json.putObject(Dl4jSchedules.VALUES);
    table.values().forEach((time, value) -> values.put(time.toString(), value));
    return json;
  }

  private static ObjectNode timed(RateSchedule schedule, Clock clock, Number... numbers) {
    return fields(schedule, List.of(numbers)).put(Dl4jSchedules.CLOCK, clock.name());
  }

  /** A class with its numbers in the order of the record. */
  private static ObjectNode fields(RateSchedule schedule, List<Number> numbers) {
    Entry<Class<? extends RateSchedule>> entry = Dl4jSchedules.TABLE.of(schedule.getClass());
    ObjectNode json = Dl4jJson.object(Dl4jSchedules.TABLE.className(entry.kind()));
    for (int i = 0; i < numbers.size(); i++) {
      json.putPOJO(entry.fields().get(i).name(), numbers.get(i));
    }
    return json;
  }
}
