package io.espalier.schedule;

import java.util.List;

/** The final sparsity at once, however many levels are asked for. */
public record OneShot() implements Schedule {
  @Override
  public String name() {
    return "one-shot";
  }

  @Override
  public List<Level> levels(int count, double sparsity) {
    return List.of(new Level(1, sparsity));
  }
}
