package io.espalier.run;

/** Training reached a loss that is not a number. */
public final class DivergedException extends RuntimeException {
  public DivergedException(String title, int round, double loss, String lastGood) {
    super(
        ("%s: the loss became %s in round %d. %s. Try a smaller train.updater.learning-rate, or"
                + " train.clip = 1")
            .formatted(title, loss, round, lastGood));
  }
}
