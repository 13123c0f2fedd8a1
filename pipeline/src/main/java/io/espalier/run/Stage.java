package io.espalier.run;

/** The stages of an experiment, in order; a command goes as far as its stage. */
public enum Stage {
  PREPARE,
  TRAIN,
  SCORE,
  PRUNE,
  FINETUNE,
  EVALUATE,
  EXPORT
}
