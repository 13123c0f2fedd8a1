package io.espalier.data.encode;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tokens and their indices; index 0 stands for every token that is not among them. */
public final class Vocabulary implements Serializable {
  /** Name of the unknown token. */
  public static final String UNKNOWN = "<unk>";

  private final List<String> tokens;
  private final Map<String, Integer> indices = new HashMap<>();

  private Vocabulary(List<String> tokens) {
    this.tokens = List.copyOf(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      indices.put(tokens.get(i), i);
    }
  }

  /** A vocabulary as it stands in a dataset: nothing, or the unknown token and then the others. */
  public static Vocabulary of(List<String> tokens) {
    return new Vocabulary(tokens);
  }

  /** The unknown token, and the counted ones in their order. */
  public static Vocabulary counted(List<TokenCount> counts) {
    List<String> tokens = new ArrayList<>(List.of(UNKNOWN));
    counts.stream()
        .sorted()
        .map(TokenCount::token)
        .filter(token -> !token.equals(UNKNOWN))
        .forEach(tokens::add);
    return new Vocabulary(tokens);
  }

  /** Index of a token. */
  public int index(String token) {
    return indices.getOrDefault(token, 0);
  }

  /** Indices of tokens. */
  public int[] indices(String[] text) {
    int[] encoded = new int[text.length];
    for (int i = 0; i < text.length; i++) {
      encoded[i] = index(text[i]);
    }
    return encoded;
  }

  /** Tokens in the order of their indices. */
  public List<String> tokens() {
    return tokens;
  }
}
