package io.espalier.format;

import io.espalier.model.InputException;
import io.espalier.model.Mask;
import io.espalier.model.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a network file holds. Arrays are shared, not copied: who holds one does not write to it. */
public final class Content {
  private final Network network;
  private final float[] parameters;
  private final Optional<SavedTraining> training;
  private final Optional<Mask> mask;
  private final SortedMap<String, String> notes;
  private final SortedMap<String, byte[]> attachments;

  /**
   * @param training with which it goes on; none in a file for use
   * @param mask under which it lives, if it was pruned
   * @param notes what else is known of it, by name
   * @param attachments what a format carries along unread, by name
   * @throws InputException if the numbers are not as many as the network has
   */
  public Content(
      Network network,
      float[] parameters,
      Optional<SavedTraining> training,
      Optional<Mask> mask,
      Map<String, String> notes,
      Map<String, byte[]> attachments) {
    this.network = Objects.requireNonNull(network);
    this.parameters = Objects.requireNonNull(parameters);
    this.training = Objects.requireNonNull(training);
    this.mask = Objects.requireNonNull(mask);
    this.notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    this.attachments = Collections.unmodifiableSortedMap(new TreeMap<>(attachments));
    List<String> problems = new ArrayList<>();
    int length = network.layout().length();
    expect(parameters.length, length, "parameters", problems);
    mask.ifPresent(m -> expect(m.length(), length, "mask bits", problems));
    training.ifPresent(t -> problems.addAll(t.problems(network)));
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  /** A network alone. */
  public static Content of(Network network, float[] parameters) {
    return new Content(network, parameters, Optional.empty(), Optional.empty(), Map.of(), Map.of());
  }

  static void expect(int length, int expected, String what, List<String> problems) {
    if (length != expected) {
      problems.add(
          "it holds %d %s, but its network has %d; the file is damaged"
              .formatted(length, what, expected));
    }
  }

  public Network network() {
    return network;
  }

  /** In the order of the network's layout. */
  public float[] parameters() {
    return parameters;
  }

  public Optional<SavedTraining> training() {
    return training;
  }

  public Optional<Mask> mask() {
    return mask;
  }

  public SortedMap<String, String> notes() {
    return notes;
  }

  public SortedMap<String, byte[]> attachments() {
    return attachments;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content that
        && network.equals(that.network)
        && Arrays.equals(parameters, that.parameters)
        && training.equals(that.training)
        && mask.equals(that.mask)
        && notes.equals(that.notes)
        && attachments.keySet().equals(that.attachments.keySet())
        && attachments.entrySet().stream()
            .allMatch(e -> Arrays.equals(e.getValue(), that.attachments.get(e.getKey())));
  }

  @Override
  public int hashCode() {
    return Objects.hash(network, Arrays.hashCode(parameters), training, mask, notes);
  }

  @Override
  public String toString() {
    return "Content[%d parameters, %s, %s]".formatted(parameters.length, training, mask);
  }
}
