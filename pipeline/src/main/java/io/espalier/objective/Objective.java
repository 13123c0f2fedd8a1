package io.espalier.objective;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

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

  /** Its adversarial goal, if it has one. */
  public Optional<Term> adversarial() {
    return terms.stream().filter(term -> term.goal() instanceof Goal.Adversarial).findFirst();
  }

  /** Whether another network is asked. */
  public boolean needsTeacher() {
    return terms.stream().anyMatch(term -> term.goal().needsTeacher());
  }

  /** What the distance of what the output layers of the two networks read counts. */
  public double matched() {
    return terms.stream()
        .filter(term -> term.goal() instanceof Goal.Match)
        .mapToDouble(Term::weight)
        .sum();
  }

  /** Its contrastive goal, if it has one. */
  public Optional<Term> contrastive() {
    return terms.stream().filter(term -> term.goal() instanceof Goal.Contrastive).findFirst();
  }

  /** Whether what the output layers of the two networks read is compared. */
  public boolean needsHidden() {
    return terms.stream().anyMatch(term -> term.goal().needsHidden());
  }
}
