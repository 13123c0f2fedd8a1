package io.espalier.model;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A number that changes while training goes on: a learning rate, momentum, or rate of dropout. */
public sealed interface RateSchedule extends Serializable {
  /**
   * @param iteration optimiser steps done
   * @param epoch passes over the training split done
   */
  double at(int iteration, int epoch);

  /** What a schedule counts. */
  enum Clock {
    ITERATION,
    EPOCH;

    double time(int iteration, int epoch) {
      return this == ITERATION ? iteration : epoch;
    }
  }

  /** The same number always. */
  record Fixed(double value) implements RateSchedule {
    @Override
    public double at(int iteration, int epoch) {
      return value;
    }
  }

  /** initial · gamma^t. */
  record Exponential(Clock clock, double initial, double gamma) implements RateSchedule {
    @Override
    public double at(int iteration, int epoch) {
      return initial * Math.pow(gamma, clock.time(iteration, epoch));
    }
  }

  /** initial / (1 + gamma t)^power. */
  record Inverse(Clock clock, double initial, double gamma, double power) implements RateSchedule {
    @Override
    public double at(int iteration, int epoch) {
      return initial / Math.pow(1 + gamma * clock.time(iteration, epoch), power);
    }
  }

  /** initial · (1 + t / length)^power, as Deeplearning4j grows it; 0 from the length on. */
  record Polynomial(Clock clock, double initial, double power, int length) implements RateSchedule {
    @Override
    public double at(int iteration, int epoch) {
      double time = clock.time(iteration, epoch);
      return time >= length ? 0 : initial * Math.pow(1 + time / length, power);
    }
  }

  /** initial / (1 + e^(−gamma (t − middle))). */
  record Sigmoid(Clock clock, double initial, double gamma, int middle) implements RateSchedule {
    @Override
    public double at(int iteration, int epoch) {
      return initial / (1 + Math.exp(-gamma * (clock.time(iteration, epoch) - middle)));
    }
  }

  /** initial · factor^⌊t / step⌋. */
  record Step(Clock clock, double initial, double factor, double step) implements RateSchedule {
    @Override
    public double at(int iteration, int epoch) {
      return initial * Math.pow(factor, Math.floor(clock.time(iteration, epoch) / step));
    }
  }

  /** The value of the latest time that is not in the future; of the first before it. */
  record Table(Clock clock, SortedMap<Integer, Double> values) implements RateSchedule {
    public Table {
      values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
      if (values.isEmpty() || values.firstKey() != 0) {
        throw new IllegalArgumentException("a table of rates must begin at 0, got " + values);
      }
    }

    @Override
    public double at(int iteration, int epoch) {
      int time = (int) clock.time(iteration, epoch);
      return values.get(values.headMap(time + 1).lastKey());
    }
  }

  /**
   * Up from initial to most and down again, then initial · factor^t in the last part; over and over
   * (after Smith and Topin 2017, arXiv 1708.07120).
   *
   * @param length of the cycle and its annealing
   * @param annealing length of the last part
   * @param factor from each time to the next in the last part
   */
  record Cycle(Clock clock, double initial, double most, int length, int annealing, double factor)
      implements RateSchedule {
    @Override
    public double at(int iteration, int epoch) {
      double time = clock.time(iteration, epoch) % length;
      int up = (length - annealing) / 2;
      double rise = (most - initial) / up;
      if (time < up) {
        return initial + rise * time;
      }
      if (time < 2 * up) {
        return most - rise * (time - up);
      }
      return initial * Math.pow(factor, annealing - (length - time));
    }
  }

  /** Grows to another schedule's value over the first iterations. */
  record Ramp(RateSchedule base, int iterations) implements RateSchedule {
    @Override
    public double at(int iteration, int epoch) {
      double value = base.at(iteration, epoch);
      return iteration >= iterations - 1 ? value : (iteration + 1.0) / iterations * value;
    }
  }

  /** What another schedule has from an iteration on; only of those that count iterations. */
  record Later(RateSchedule base, int iterations) implements RateSchedule {
    @Override
    public double at(int iteration, int epoch) {
      return base.at(Math.addExact(iteration, iterations), epoch);
    }
  }

  /** Half a cosine from initial to least over so many iterations, then least. */
  record Cosine(double initial, double least, int iterations) implements RateSchedule {
    @Override
    public double at(int iteration, int epoch) {
      double share = Math.min(1.0, (double) iteration / iterations);
      return least + (initial - least) * (1 + Math.cos(Math.PI * share)) / 2;
    }
  }
}
