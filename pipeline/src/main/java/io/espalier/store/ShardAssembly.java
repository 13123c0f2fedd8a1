package io.espalier.store;

import io.espalier.data.Sequence;
import io.espalier.data.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/** Puts sequences together from the columns of a {@link ShardSchema}. */
final class ShardAssembly extends ReadSupport<Sequence> {
  private final MessageType schema;

  ShardAssembly(MessageType schema) {
    this.schema = schema;
  }

  @Override
  public ReadContext init(InitContext context) {
    return new ReadContext(schema);
  }

  @Override
  public RecordMaterializer<Sequence> prepareForRead(
      Configuration configuration,
      Map<String, String> metadata,
      MessageType fileSchema,
      ReadContext context) {
    return new Materializer(schema);
  }

  private static final class Materializer extends RecordMaterializer<Sequence> {
    private final Columns columns;

    private Materializer(MessageType schema) {
      this.columns = new Columns(schema);
    }

    @Override
    public Sequence getCurrentRecord() {
      return columns.sequence();
    }

    @Override
    public GroupConverter getRootConverter() {
      return columns;
    }
  }

  private static final class Columns extends GroupConverter {
    private final Converter[] converters;
    private final List<Floats> features = new ArrayList<>();
    private final Id id = new Id();
    private final Ints tokens = new Ints();
    private final Ints label = new Ints();
    private final Floats target = new Floats();
    private final boolean hasTokens;
    private final boolean hasLabel;
    private final boolean hasTarget;

    private Columns(MessageType schema) {
      hasTokens = schema.containsField(ShardSchema.TOKENS);
      hasLabel = schema.containsField(ShardSchema.LABEL);
      hasTarget = schema.containsField(ShardSchema.TARGET);
      converters = new Converter[schema.getFieldCount()];
      for (int i = 0; i < converters.length; i++) {
        converters[i] = converter(schema.getFieldName(i));
      }
    }

    private Converter converter(String name) {
      switch (name) {
        case ShardSchema.ID:
          return id;
        case ShardSchema.TOKENS:
          return new Nested(new Nested(tokens));
        case ShardSchema.LABEL:
          return label;
        case ShardSchema.TARGET:
          return new Nested(new Nested(target));
        default:
          Floats feature = new Floats();
          features.add(feature);
          return new Nested(new Nested(feature));
      }
    }

    @Override
    public Converter getConverter(int field) {
      return converters[field];
    }

    @Override
    public void start() {
      features.forEach(feature -> feature.length = 0);
      tokens.length = 0;
      label.length = 0;
      target.length = 0;
    }

    @Override
    public void end() {}

    private Sequence sequence() {
      if (hasTokens) {
        return Sequence.ofTokens(id.value, tokens.toArray(), target());
      }
      int width = features.size();
      float[] values = new float[features.get(0).length * width];
      for (int f = 0; f < width; f++) {
        Floats feature = features.get(f);
        for (int t = 0; t < feature.length; t++) {
          values[t * width + f] = feature.values[t];
        }
      }
      return Sequence.ofValues(id.value, values, width, target());
    }

    private Target target() {
      if (hasLabel) {
        return new Target.Label(label.values[0]);
      }
      return hasTarget ? new Target.Values(target.toArray()) : new Target.NextToken();
    }
  }

  private static final class Nested extends GroupConverter {
    private final Converter inner;

    private Nested(Converter inner) {
      this.inner = inner;
    }

    @Override
    public Converter getConverter(int field) {
      return inner;
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  private static final class Id extends PrimitiveConverter {
    private String value = "";

    @Override
    public void addBinary(Binary binary) {
      value = binary.toStringUsingUTF8();
    }
  }

  private static final class Ints extends PrimitiveConverter {
    private int[] values = new int[16];
    private int length;

    @Override
    public void addInt(int value) {
      if (length == values.length) {
        values = Arrays.copyOf(values, 2 * length);
      }
      values[length++] = value;
    }

    private int[] toArray() {
      return Arrays.copyOf(values, length);
    }
  }

  private static final class Floats extends PrimitiveConverter {
    private float[] values = new float[16];
    private int length;

    @Override
    public void addFloat(float value) {
      if (length == values.length) {
        values = Arrays.copyOf(values, 2 * length);
      }
      values[length++] = value;
    }

    private float[] toArray() {
      return Arrays.copyOf(values, length);
    }
  }
}
