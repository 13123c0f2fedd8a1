package io.espalier.store;

import io.espalier.data.DatasetInfo;
import io.espalier.data.Task;
import java.util.List;
import java.util.Set;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The columns of a shard: {@code id}; one list of floats for each feature, or one list of ints
 * {@code tokens}; and {@code label} (int) or {@code target} (list of floats), unless the tokens are
 * the target or there is none.
 */
final class ShardSchema {
  static final String ID = "id";
  static final String TOKENS = "tokens";
  static final String LABEL = "label";
  static final String TARGET = "target";
  static final String LIST = "list";
  static final String ELEMENT = "element";

  private static final Set<String> RESERVED = Set.of(ID, TOKENS, LABEL, TARGET);

  private ShardSchema() {}

  /** Column of a feature: its name, set apart where it would be one of the other columns. */
  static String column(String feature) {
    return RESERVED.contains(feature) ? "feature-" + feature : feature;
  }

  static MessageType of(Task task, DatasetInfo.Input input) {
    Types.MessageTypeBuilder columns = Types.buildMessage();
    columns.addField(
        Types.required(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named(ID));
    if (input.isTokens()) {
      columns.addField(list(PrimitiveTypeName.INT32, TOKENS));
    } else {
      List<String> features = input.features();
      features.forEach(name -> columns.addField(list(PrimitiveTypeName.FLOAT, column(name))));
    }
    switch (task.truth()) {
      case LABEL -> columns.addField(Types.required(PrimitiveTypeName.INT32).named(LABEL));
      case NUMBERS -> columns.addField(list(PrimitiveTypeName.FLOAT, TARGET));
      case NEXT_TOKEN -> {}
    }
    return columns.named("sequence");
  }

  private static Type list(PrimitiveTypeName element, String name) {
    return Types.requiredList().requiredElement(element).named(name);
  }
}
