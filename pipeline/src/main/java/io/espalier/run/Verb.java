package io.espalier.run;

/** How far an experiment goes, in order; each is a command of its own. */
public enum Verb {
  PREPARE,
  TRAIN,
  SCORE,
  PRUNE,
  FINETUNE,
  EVALUATE,
  EXPORT
}
