package io.espalier.plan;

import io.espalier.data.join.Grouping;
import io.espalier.data.join.IdScope;
import io.espalier.data.join.OrderType;
import io.espalier.model.Names;

/** What the keys about ids and orders have to do with one another. */
final class GroupingChecks {
  private GroupingChecks() {}

  static void check(Grouping given, Section source) {
    if (!source.problems().isSound("data.source.order-type", "data.source.order-pattern")) {
      return;
    }
    boolean isTyped = given.order().type() != OrderType.AUTO;
    boolean isPattern = !given.order().pattern().isEmpty();
    if (isTyped && given.order().type() != given.order().given()) {
      source.wrong(
          "order-type",
          "must be auto or %s with this data.source.order-pattern"
              .formatted(Names.of(given.order().given())));
    }
    if (given.column().isEmpty() && (isTyped || isPattern)) {
      source.say("order", "is required: the column that order-type or order-pattern is about");
    }
    if (given.id().isEmpty() && given.scope() != IdScope.AUTO) {
      source.wrong("id-scope", "must be auto without data.source.id");
    }
  }
}
