package io.espalier.store.parquet;

import java.util.List;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.PrimitiveType;

/** Leads the values of a primitive column to its sinks; texts of a dictionary are decoded once. */
final class LeafConverter extends PrimitiveConverter {
  private final LeafType type;
  private final Sink[] sinks;
  private String[] dictionary = new String[0];

  LeafConverter(PrimitiveType type, List<Sink> sinks) {
    this.type = LeafType.of(type);
    this.sinks = sinks.toArray(Sink[]::new);
  }

  @Override
  public boolean hasDictionarySupport() {
    return type.kind() == LeafType.Kind.TEXT && sinks.length == 1 && sinks[0] instanceof TextSink;
  }

  @Override
  public void setDictionary(Dictionary values) {
    dictionary = new String[values.getMaxId() + 1];
    for (int id = 0; id < dictionary.length; id++) {
      dictionary[id] = type.text(values.decodeToBinary(id));
    }
  }

  @Override
  public void addValueFromDictionary(int id) {
    ((TextSink) sinks[0]).add(dictionary[id]);
  }

  @Override
  public void addInt(int value) {
    addLong(value);
  }

  @Override
  public void addLong(long value) {
    for (Sink sink : sinks) {
      sink.add(value);
    }
  }

  @Override
  public void addFloat(float value) {
    addDouble(value);
  }

  @Override
  public void addDouble(double value) {
    for (Sink sink : sinks) {
      sink.add(value);
    }
  }

  @Override
  public void addBoolean(boolean value) {
    for (Sink sink : sinks) {
      sink.add(value);
    }
  }

  @Override
  public void addBinary(Binary value) {
    for (Sink sink : sinks) {
      sink.add(value);
    }
  }
}
