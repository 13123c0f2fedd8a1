/**
 * The flow of an experiment over the interfaces {@code Trainer}, {@code Scorer} and {@code
 * Evaluator}. Imports no outside library.
 */
package io.espalier.run;
