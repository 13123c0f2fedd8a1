package io.espalier.plan;

/** The network that another one learns from. */
public sealed interface TeacherPlan {
  /** The dense network of the run; in its own training there is none. */
  record Dense() implements TeacherPlan {}

  /**
   * A network that was trained before.
   *
   * @param path URI or path, as of {@code network.from}
   */
  record File(String path) implements TeacherPlan {}

  /** A network that is trained first, on the same data. */
  record Own(NetworkPlan network, TrainPlan train) implements TeacherPlan {}
}
