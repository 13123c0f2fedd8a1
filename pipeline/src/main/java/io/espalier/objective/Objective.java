package io.espalier.objective;

import java.io.Serializable;
import java.util.List;

/** What a training minimises: a weighted sum of goals, of which there is at least one. */
public record Objective(List<Term> terms) implements Serializable {
  /** The loss that the network names, on labels. */
  public static final Objective SUPERVISED =
      new Objective(List.of(new Term(new Goal.Supervised(), 1)));

  /**
   * @param weight above 0
   */
  public record Term(Goal goal, double weight) implements Serializable {}

  public Objective {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("an objective needs a goal");
    }
  }

  /** Whether it is the loss on labels and nothing else. */
  public boolean isSupervised() {
    return equals(SUPERVISED);
  }

  /** What the loss on labels counts. */
  public double labels() {
    return terms.stream().mapToDouble(term -> term.weight() * term.goal().labels()).sum();
  }

  /** Whether another network is asked. */
  public boolean needsTeacher() {
    return terms.stream().anyMatch(term -> term.goal().needsTeacher());
  }

  /** What the distance of what the output layers of the two networks read counts. */
  public double hidden() {
    return terms.stream().filter(term -> term.goal().needsHidden()).mapToDouble(Term::weight).sum();
  }

  /** Whether what the output layers of the two networks read is compared. */
  public boolean needsHidden() {
    return hidden() > 0;
  }
}
