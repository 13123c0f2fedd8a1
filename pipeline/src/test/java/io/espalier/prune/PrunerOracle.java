package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.importance.Scores;
import io.espalier.model.HiddenUnits;
import io.espalier.model.Mask;
import io.espalier.model.ParameterBlock;
import io.espalier.model.ParameterLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What pruning must give, found the plain way: all groups that may go, sorted by score and then by
 * position, and the first of them pruned until there are round(s·n).
 *
 * @param parts matrices with their weights, or layers with their units
 * @param alive parameters that live before
 */
record PrunerOracle(List<Part> parts, Mask alive) {
  /**
   * @param members positions of its parameters
   * @param score the mean of theirs
   */
  private record Group(List<Integer> members, float score) {
    boolean lives(Mask alive) {
      return members.stream().anyMatch(alive::keeps);
    }
  }

  /**
   * @param dense number of groups before anything was pruned
   * @param spared how many must stay
   */
  private record Part(int dense, int spared, List<Group> groups) {
    List<Group> living(Mask alive) {
      return groups.stream().filter(group -> group.lives(alive)).toList();
    }

    int gone(Mask alive) {
      return dense - living(alive).size();
    }

    /** Those that may go, the lowest first; the best stays, the last among equals. */
    List<Group> candidates(Mask alive) {
      List<Group> living = living(alive);
      List<Group> sorted = living.stream().sorted(Comparator.comparing(Group::score)).toList();
      List<Group> staying = sorted.subList(sorted.size() - spared, sorted.size());
      return living.stream().filter(group -> !staying.contains(group)).toList();
    }
  }

  /** Each weight of the matrices that are not excluded. */
  static PrunerOracle weights(
      ParameterLayout layout, Mask alive, Scores scores, Set<String> exclude) {
    List<Part> parts = new ArrayList<>();
    for (ParameterBlock block : layout.blocks()) {
      if (block.role().isPrunable() && !exclude.contains(block.name())) {
        List<Group> groups =
            IntStream.range(block.offset(), block.end())
                .mapToObj(i -> new Group(List.of(i), scores.values()[i]))
                .toList();
        parts.add(new Part(block.length(), 0, groups));
      }
    }
    return new PrunerOracle(parts, alive);
  }

  /** The units of each layer, which keeps one. */
  static PrunerOracle units(
      ParameterLayout dense, ParameterLayout current, Mask alive, Scores scores) {
    HiddenUnits units = HiddenUnits.of(current);
    List<Part> parts = new ArrayList<>();
    for (int layer : units.layers()) {
      List<Group> groups = new ArrayList<>();
      for (int unit = 0; unit < units.count(layer); unit++) {
        int[] members = units.parameters(layer, unit);
        double mean = Arrays.stream(members).mapToDouble(i -> scores.values()[i]).sum();
        groups.add(
            new Group(Arrays.stream(members).boxed().toList(), (float) (mean / members.length)));
      }
      parts.add(new Part(dense.layers().get(layer).units(), 1, groups));
    }
    return new PrunerOracle(parts, alive);
  }

  /** What lives on when all parts are compared with each other. */
  Mask global(double sparsity) {
    int gone = parts.stream().mapToInt(part -> part.gone(alive)).sum();
    return without(parts, target(sparsity) - gone);
  }

  /** What lives on when each part loses as many as it did in the end. */
  Mask withCountsOf(Mask result) {
    Mask left = alive;
    for (Part part : parts) {
      left = left.and(without(List.of(part), part.gone(result) - part.gone(alive)));
    }
    return left;
  }

  private Mask without(List<Part> compared, int count) {
    int[] members =
        compared.stream()
            .flatMap(part -> part.candidates(alive).stream())
            .sorted(Comparator.comparing(Group::score)) // stable: then by position
            .limit(count)
            .flatMap(group -> group.members().stream())
            .mapToInt(i -> i)
            .toArray();
    return alive.without(members);
  }

  private int target(double sparsity) {
    return (int) Math.round(sparsity * parts.stream().mapToInt(Part::dense).sum());
  }

  /**
   * Checks that a result has round(s·n) in all, and that no part could give one to another with
   * both nearer to their own s·n, had it not been pruned before and needed it not.
   */
  void expectUniformCounts(Mask result, double sparsity) {
    assertThat(parts.stream().mapToInt(part -> part.gone(result)).sum())
        .isEqualTo(target(sparsity));
    for (Part more : parts) {
      for (Part less : parts) {
        boolean movable =
            more.gone(result) > more.gone(alive)
                && less.gone(result) < less.dense() - less.spared();
        if (movable) {
          double above = more.gone(result) - sparsity * more.dense();
          double below = less.gone(result) - sparsity * less.dense();
          assertThat(above - below).isLessThanOrEqualTo(1 + 1e-9);
        }
      }
    }
  }
}
