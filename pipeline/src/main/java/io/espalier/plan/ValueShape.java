package io.espalier.plan;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the value of a key may be, and how it is read and written.
 *
 * @param range says in words what is legal, for example {@code a number in [0, 1)}
 * @param reader the value, or empty after a complaint
 * @param writer what reads back to the same value: a text, number, flag, list or map
 * @param standIn a harmless value where there is none
 */
record ValueShape<T>(
    String range, Function<GivenValue, Optional<T>> reader, Function<T, Object> writer, T standIn) {

  Optional<T> read(GivenValue given) {
    return reader.apply(given);
  }

  /** The same in a configuration, another type in the plan. */
  <U> ValueShape<U> as(Function<T, U> to, Function<U, T> from) {
    return new ValueShape<>(
        range, given -> read(given).map(to), writer.compose(from), to.apply(standIn));
  }

  /** Refuses values of which something does not hold. */
  ValueShape<T> where(Predicate<T> holds, String legal) {
    return new ValueShape<>(
        legal,
        given ->
            read(given)
                .flatMap(
                    value ->
                        holds.test(value) ? Optional.of(value) : given.wrong("must be " + legal)),
        writer,
        standIn);
  }

  /** Says why an empty text, which is a missing one, will not do. */
  ValueShape<T> required(String why) {
    return new ValueShape<>(
        range,
        given ->
            "".equals(given.value().unwrapped()) ? given.say("is required: " + why) : read(given),
        writer,
        standIn);
  }
}
