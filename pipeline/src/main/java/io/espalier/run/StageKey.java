package io.espalier.run;

import io.espalier.plan.PlanText;
import io.espalier.store.Digests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Identity of a stage's result: SHA-256 of the format, its kind and everything its result depends
 * on, which includes the keys of the stages before it. The first 128 bits, as hex.
 *
 * @param kind of stage
 * @param text the key
 * @param parts what the result depends on, as canonical texts
 */
public record StageKey(String kind, String text, List<String> parts) {
  private static final String FORMAT = "1";

  /**
   * @param kind of stage
   * @param parts plan records, keys, names and numbers that can change the result, in order
   */
  public static StageKey of(String kind, Object... parts) {
    List<String> texts =
        Arrays.stream(parts)
            .map(part -> part instanceof StageKey key ? key.text() : PlanText.of(part))
            .toList();
    List<String> all = new ArrayList<>(List.of(FORMAT, kind));
    all.addAll(texts);
    return new StageKey(kind, Digests.sha256(String.join("\n", all)).substring(0, 32), texts);
  }
}
