package io.espalier.objective;

/** T² · KL(teacher ‖ student) of probabilities to the power of 1/T, made to sum to 1 again. */
final class SoftDivergence extends TeacherLoss {
  private final double temperature;
  private final boolean ofSums;
  private final double[] student;
  private final double[] teacher;

  SoftDivergence(double temperature, boolean ofSums, int outputs) {
    super(outputs);
    this.temperature = temperature;
    this.ofSums = ofSums;
    this.student = new double[outputs];
    this.teacher = new double[outputs];
  }

  @Override
  public double add(
      float[] said, float[] taught, int lane, int lanes, double weight, float[] into) {
    soften(said, lane, lanes, student);
    soften(taught, lane, lanes, teacher);
    double divergence = 0;
    for (int k = 0; k < outputs(); k++) {
      int i = k * lanes + lane;
      double wanted = teacher[k];
      double error = temperature * (student[k] - wanted);
      divergence += wanted > LEAST ? wanted * Math.log(wanted / Math.max(LEAST, student[k])) : 0;
      into[i] += share(weight * error, said[i], ofSums);
    }
    return weight * temperature * temperature * divergence;
  }

  private void soften(float[] probabilities, int lane, int lanes, double[] into) {
    double sum = 0;
    for (int k = 0; k < outputs(); k++) {
      into[k] = root(probabilities[k * lanes + lane]);
      sum += into[k];
    }
    for (int k = 0; k < outputs(); k++) {
      into[k] /= sum;
    }
  }

  private double root(double probability) {
    if (temperature == 1) {
      return probability;
    }
    return temperature == 2 ? Math.sqrt(probability) : Math.pow(probability, 1 / temperature);
  }
}
