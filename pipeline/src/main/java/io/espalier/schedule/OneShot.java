package io.espalier.schedule;

import java.util.List;

/** The final sparsity at once. */
record OneShot(double sparsity) implements Schedule {
  @Override
  public List<Level> levels() {
    return List.of(new Level(1, sparsity));
  }
}
