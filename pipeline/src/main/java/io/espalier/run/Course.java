package io.espalier.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Says which step of pruning comes next. */
interface Course {
  /**
   * The next step; empty when the last one has been taken.
   *
   * @param soFar what each step taken came to, in order, judged when it is asked for
   */
  Optional<Step> next(List<Supplier<Judged>> soFar);
}
