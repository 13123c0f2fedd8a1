package io.espalier.prune;

import io.espalier.importance.Scores;
import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.NearestNames;
import io.espalier.model.ParameterLayout;
import io.espalier.model.Slice;
import io.espalier.prune.Budget.Share;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Prunes the least important groups of one network, to exact counts: at sparsity s over n eligible
 * groups of the dense network, exactly round(s·n) are pruned in all, those pruned before included.
 * What is pruned stays pruned; ties are broken by position.
 */
public final class Pruner {
  /** Whose work it is that groups are gone. */
  private enum Past {
    OWN,
    OF_OTHERS
  }

  private final Granularity granularity;
  private final Budget budget;
  private final Set<String> exclude;
  private final ParameterLayout dense;
  private final Floor floor;
  private final Past past;
  private final List<GroupRange> ofDense;

  private Pruner(
      Granularity granularity,
      Budget budget,
      Set<String> exclude,
      ParameterLayout dense,
      Floor floor,
      Past past) {
    this.granularity = granularity;
    this.budget = budget;
    this.exclude = exclude;
    this.dense = dense;
    this.floor = floor;
    this.past = past;
    this.ofDense = ranges(dense, Mask.all(dense.length()));
  }

  private List<GroupRange> ranges(ParameterLayout current, Mask alive) {
    return floor.sparingOne(granularity.groups(dense, current, alive, exclude).ranges());
  }

  /**
   * A pruner for the network of this layout.
   *
   * @param exclude layers or matrices never pruned
   * @param dense layout before anything is pruned
   * @throws InputException for names that the network does not have, with the legal ones, and where
   *     nothing is left to prune
   */
  public static Pruner of(
      Granularity granularity, Budget budget, Set<String> exclude, ParameterLayout dense) {
    List<String> legal = granularity.names(dense);
    List<String> problems = new ArrayList<>();
    problems.addAll(unknown("prune.exclude", new TreeSet<>(exclude), legal));
    problems.addAll(unknown("prune.layers", budget.names(), legal));
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    Pruner pruner =
        new Pruner(granularity, budget, Set.copyOf(exclude), dense, new Floor(0), Past.OWN);
    if (pruner.ofDense.isEmpty()) {
      throw new InputException(
          "prune.exclude leaves nothing to prune, got %s of %s"
              .formatted(new TreeSet<>(exclude), legal));
    }
    return pruner;
  }

  /**
   * The same, with a floor under what is compared with others.
   *
   * @param share of what an equal sparsity would leave a matrix, or a layer of units, that it keeps
   *     at least; 0 for none
   */
  public Pruner keepingAtLeast(double share) {
    return new Pruner(granularity, budget, exclude, dense, new Floor(share), past);
  }

  /**
   * The same for a network that others prune, too: where more are gone already than a level asks
   * for, none go.
   */
  public Pruner amongOthers() {
    return new Pruner(granularity, budget, exclude, dense, floor, Past.OF_OTHERS);
  }

  /** Whether what is pruned can be removed, so that the network becomes smaller. */
  public boolean removes() {
    return granularity.removable();
  }

  /** Number of groups of the dense network that may be considered, n of round(s·n). */
  public long eligible() {
    return ofDense.stream().mapToLong(GroupRange::dense).sum();
  }

  /** Positions of the dense network's parameters that may ever be pruned. */
  public List<Slice> slices() {
    return ofDense.stream().map(GroupRange::slice).toList();
  }

  /**
   * Refuses a sparsity that cannot be reached from the dense network.
   *
   * @throws InputException saying what is possible
   */
  public void check(double sparsity) {
    if (!isOfItself()) {
      shares(ofDense, sparsity, sparsity).forEach(this::demand);
    }
  }

  /** The largest sparsity below 1 that can be reached from the dense network. */
  public double most() {
    long most = 0;
    for (long step = Long.highestOneBit(eligible()); step > 0; step >>= 1) {
      long further = most + step;
      if (further < eligible() && isReachable((double) further / eligible())) {
        most = further;
      }
    }
    return (double) most / eligible();
  }

  private boolean isReachable(double sparsity) {
    return shares(ofDense, sparsity, sparsity).stream()
        .allMatch(share -> share.prune() <= most(share));
  }

  private static long most(Share share) {
    return share.ranges().stream().mapToLong(GroupRange::most).sum();
  }

  /** Names of the matrices or layers whose groups may go. */
  public List<String> parts() {
    return ofDense.stream().map(GroupRange::name).distinct().toList();
  }

  /** The sparsity that each of them has at a level, of what it has in the dense network. */
  public Map<String, Double> sparsities(ParameterLayout current, Mask alive, double sparsity) {
    Map<String, Long> groups = new TreeMap<>();
    Map<String, Long> pruned = new TreeMap<>();
    for (Share share : shares(ranges(current, alive), sparsity, sparsity)) {
      GroupRange range = share.ranges().get(0);
      groups.merge(range.name(), (long) range.dense(), Long::sum);
      pruned.merge(range.name(), (long) share.prune(), Long::sum);
    }
    Map<String, Double> sparsities = new TreeMap<>();
    groups.forEach((name, count) -> sparsities.put(name, (double) pruned.get(name) / count));
    return sparsities;
  }

  /** Fraction of the dense network's groups that are pruned. */
  public double gone(ParameterLayout current, Mask alive) {
    return (double) ranges(current, alive).stream().mapToLong(GroupRange::gone).sum() / eligible();
  }

  /**
   * Prunes to a level.
   *
   * @param current layout of the network as it is now: the dense one, or with fewer units once
   *     units were removed
   * @param alive parameters of the current network that are not pruned yet
   * @param scores importance of the current network's parameters
   * @param sparsity of this level
   * @param finalSparsity of the last level, which per-layer sparsities refer to
   * @return which parameters of the current network live on; never one that did not live before
   * @throws InputException where fewer groups can be pruned than the sparsity asks for
   */
  public Mask prune(
      ParameterLayout current, Mask alive, Scores scores, double sparsity, double finalSparsity) {
    int length = current.length();
    if (alive.length() != length || scores.values().length != length) {
      throw new IllegalArgumentException(
          "a network of %d parameters got a mask of %d and scores of %d"
              .formatted(length, alive.length(), scores.values().length));
    }
    Groups groups = granularity.groups(dense, current, alive, exclude);
    float[] pooled = groups.pooled().apply(scores);
    long[] kept = groups.alive().words();
    if (granularity.choice() instanceof Choice.NOfM choice) {
      choice.prune(groups.ranges(), pooled, groups.alive(), kept);
    } else {
      List<GroupRange> ranges = floor.sparingOne(groups.ranges());
      for (Share share : shares(ranges, sparsity, finalSparsity)) {
        demand(share);
        int further = Math.max(0, share.prune() - share.gone());
        Floor.prune(pooled, groups.alive(), share, further, kept);
      }
    }
    return groups.toParameters().apply(Mask.ofWords(kept, groups.alive().length()));
  }

  /** Whether the sparsity is the choice's own, whatever is asked for. */
  private boolean isOfItself() {
    return granularity.choice().sparsity(ofDense).isPresent();
  }

  private List<Share> shares(List<GroupRange> ranges, double sparsity, double finalSparsity) {
    return budget.divide(ranges, sparsity, finalSparsity).stream().map(floor::under).toList();
  }

  /** The sparsity that is reached whatever is asked for; empty where it is asked for. */
  public OptionalDouble ownSparsity(ParameterLayout current) {
    return granularity.choice().sparsity(ranges(current, Mask.all(current.length())));
  }

  /** What is left alone though it is not excluded, a sentence each. */
  public List<String> leaves(ParameterLayout current) {
    return granularity.choice().leaves(ranges(current, Mask.all(current.length())));
  }

  /**
   * The matrices or layers that have no more than they must keep.
   *
   * @param alive what a level has left
   * @param sparsity of the level
   */
  public List<Floor.Reached> atFloor(
      ParameterLayout current, Mask alive, double sparsity, double finalSparsity) {
    return isOfItself()
        ? List.of()
        : shares(ranges(current, alive), sparsity, finalSparsity).stream()
            .flatMap(share -> Floor.reached(share).stream())
            .toList();
  }

  private void demand(Share share) {
    long most = most(share);
    List<String> names = share.ranges().stream().map(GroupRange::name).toList();
    if (share.prune() > most) {
      throw new InputException(
          "pruning %d of %s cannot be done: at most %d can go, since each must keep what prune.keep-at-least says, a layer of units at least one; lower the sparsity"
              .formatted(share.prune(), names, most));
    }
    if (share.prune() < share.gone() && past == Past.OWN) {
      throw new InputException(
          "pruning %d of %s cannot be done: %d are pruned already; raise the sparsity"
              .formatted(share.prune(), names, share.gone()));
    }
  }

  private static List<String> unknown(String key, Collection<String> names, List<String> legal) {
    return names.stream()
        .filter(name -> !legal.contains(name))
        .map(
            name ->
                "%s names %s, which this network cannot prune; legal names are %s%s"
                    .formatted(
                        key, name, String.join(", ", legal), NearestNames.question(name, legal)))
        .toList();
  }
}
