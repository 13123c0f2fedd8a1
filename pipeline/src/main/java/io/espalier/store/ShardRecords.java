package io.espalier.store;

import io.espalier.data.Sequence;
import io.espalier.data.Target;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Takes sequences apart into the columns of a {@link ShardSchema}. */
final class ShardRecords extends WriteSupport<Sequence> {
  private final MessageType schema;
  private final List<String> names;
  private RecordConsumer out;

  ShardRecords(MessageType schema) {
    this.schema = schema;
    this.names = schema.getFields().stream().map(Type::getName).toList();
  }

  @Override
  public String getName() {
    return "espalier";
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(schema, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(Sequence sequence) {
    out.startMessage();
    int field = 0;
    start(field);
    out.addBinary(Binary.fromString(sequence.id()));
    end(field++);
    if (sequence.features() == 0) {
      ints(field++, sequence.tokens());
    }
    for (int f = 0; f < sequence.features(); f++) {
      floats(field++, sequence.values(), f, sequence.features());
    }
    if (sequence.target() instanceof Target.Label label) {
      start(field);
      out.addInteger(label.index());
      end(field);
    } else if (sequence.target() instanceof Target.Values numbers) {
      floats(field, numbers.values(), 0, 1);
    }
    out.endMessage();
  }

  private void ints(int field, int[] values) {
    startList(field);
    for (int value : values) {
      startElement();
      out.addInteger(value);
      endElement();
    }
    endList(field);
  }

  private void floats(int field, float[] values, int from, int step) {
    startList(field);
    for (int i = from; i < values.length; i += step) {
      startElement();
      out.addFloat(values[i]);
      endElement();
    }
    endList(field);
  }

  private void startList(int field) {
    start(field);
    out.startGroup();
    out.startField(ShardSchema.LIST, 0);
  }

  private void endList(int field) {
    out.endField(ShardSchema.LIST, 0);
    out.endGroup();
    end(field);
  }

  private void startElement() {
    out.startGroup();
    out.startField(ShardSchema.ELEMENT, 0);
  }

  private void endElement() {
    out.endField(ShardSchema.ELEMENT, 0);
    out.endGroup();
  }

  private void start(int field) {
    out.startField(names.get(field), field);
  }

  private void end(int field) {
    out.endField(names.get(field), field);
  }
}
