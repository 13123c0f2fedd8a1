package io.espalier.engine.training;

import io.espalier.data.Batch;
import io.espalier.data.Sequence;
import io.espalier.engine.DoubleNetwork;
import io.espalier.engine.Examples;
import io.espalier.model.Activation;
import io.espalier.model.Network;
import io.espalier.objective.Goal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Objectives in double precision as they are defined, one sequence at a time.
 *
 * @param network of student and teacher alike
 * @param attacked what attacks make of the sequences, if they are attacked
 */
record DoubleObjective(
    Goal goal,
    Network network,
    DoubleNetwork student,
    DoubleNetwork teacher,
    Map<Sequence, Sequence> attacked) {

  double of(Batch batch) {
    if (goal instanceof Goal.Contrastive contrastive) {
      return contrast(contrastive.temperature(), batch.sequences());
    }
    return batch.sequences().stream().mapToDouble(this::of).sum();
  }

  private double of(Sequence sequence) {
    Map<String, double[][]> mine = student.given(sequence);
    Map<String, double[][]> theirs = teacher.given(sequence);
    double[][] said = mine.get(network.output());
    double[][] taught = theirs.get(network.output());
    double labels = DoublePrecisionTest.loss(network, said, sequence);
    if (goal instanceof Goal.Supervised) {
      return labels;
    }
    if (goal instanceof Goal.Adversarial) {
      double[][] moved = student.outputs(attacked.get(sequence));
      return labels / 2 + DoublePrecisionTest.loss(network, moved, sequence) / 2;
    }
    if (goal instanceof Goal.Match) {
      String hidden = network.outputNode().from().get(0);
      return sum(said, taught, isProbable() ? DoubleObjective::logits : DoubleObjective::squares)
          + sum(mine.get(hidden), theirs.get(hidden), DoubleObjective::squares);
    }
    if (goal instanceof Goal.Kl kl) {
      return kl.direction() == Goal.Kl.Direction.FORWARD
          ? sum(said, taught, (student, teacher) -> divergence(teacher, student))
          : sum(said, taught, DoubleObjective::divergence);
    }
    Goal.Distil distil = (Goal.Distil) goal;
    double t = distil.temperature();
    double apart =
        isProbable()
            ? t * t * sum(said, taught, (p, q) -> divergence(soft(q, t), soft(p, t)))
            : sum(said, taught, DoubleObjective::squares);
    return (1 - distil.alpha()) * labels + distil.alpha() * apart;
  }

  private double contrast(double temperature, List<Sequence> sequences) {
    double sum = 0;
    for (Sequence one : sequences) {
      double[][] read = student.given(one).get(network.outputNode().from().get(0));
      double all = 0;
      for (Sequence other : sequences) {
        all += Math.exp(cosine(mean(read), vector(other)) / temperature);
      }
      double own = Math.exp(cosine(mean(read), vector(one)) / temperature);
      sum -= read.length * Math.log(own / all);
    }
    return sum;
  }

  private double[] vector(Sequence sequence) {
    return mean(teacher.given(sequence).get(network.outputNode().from().get(0)));
  }

  private static double[] mean(double[][] steps) {
    return IntStream.range(0, steps[0].length)
        .mapToDouble(k -> Arrays.stream(steps).mapToDouble(step -> step[k] / steps.length).sum())
        .toArray();
  }

  private static double cosine(double[] a, double[] b) {
    double product = IntStream.range(0, a.length).mapToDouble(k -> a[k] * b[k]).sum();
    double squares =
        Arrays.stream(a).map(x -> x * x).sum() * Arrays.stream(b).map(x -> x * x).sum();
    return product / Math.sqrt(squares);
  }

  boolean isProbable() {
    return Examples.outputActivation(network).kind() == Activation.Kind.SOFTMAX;
  }

  private interface Distance {
    double of(double[] student, double[] teacher);
  }

  private static double sum(double[][] student, double[][] teacher, Distance distance) {
    return IntStream.range(0, student.length)
        .mapToDouble(t -> distance.of(student[t], teacher[t]))
        .sum();
  }

  private static double squares(double[] a, double[] b) {
    return IntStream.range(0, a.length)
        .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]) / a.length)
        .sum();
  }

  private static double logits(double[] a, double[] b) {
    return squares(centred(a), centred(b));
  }

  private static double[] centred(double[] probabilities) {
    double mean =
        IntStream.range(0, probabilities.length)
            .mapToDouble(i -> Math.log(probabilities[i]) / probabilities.length)
            .sum();
    return IntStream.range(0, probabilities.length)
        .mapToDouble(i -> Math.log(probabilities[i]) - mean)
        .toArray();
  }

  private static double divergence(double[] of, double[] from) {
    return IntStream.range(0, of.length).mapToDouble(i -> of[i] * Math.log(of[i] / from[i])).sum();
  }

  private static double[] soft(double[] probabilities, double temperature) {
    double[] powers =
        IntStream.range(0, probabilities.length)
            .mapToDouble(i -> Math.exp(Math.log(probabilities[i]) / temperature))
            .toArray();
    double sum = IntStream.range(0, powers.length).mapToDouble(i -> powers[i]).sum();
    return IntStream.range(0, powers.length).mapToDouble(i -> powers[i] / sum).toArray();
  }
}
