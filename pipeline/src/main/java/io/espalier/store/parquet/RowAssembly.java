package io.espalier.store.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** Leads the values of each row to sinks, by the path of their column. */
final class RowAssembly extends RecordMaterializer<Object> {
  private final Map<List<String>, List<Sink>> sinks;
  private final Group root;

  /**
   * @param requested the columns that are read
   * @param sinks for the path of each primitive or vector in them
   */
  RowAssembly(GroupType requested, Map<List<String>, List<Sink>> sinks) {
    this.sinks = sinks;
    this.root = group(requested, List.of(), 0);
  }

  @Override
  public Object getCurrentRecord() {
    return this;
  }

  @Override
  public GroupConverter getRootConverter() {
    return root;
  }

  private Group group(GroupType type, List<String> path, int depth) {
    List<Converter> children = new ArrayList<>();
    List<Sink> below = new ArrayList<>();
    for (Type field : type.getFields()) {
      List<String> inner = new ArrayList<>(path);
      inner.add(field.getName());
      int level = depth + (field.isRepetition(Type.Repetition.REPEATED) ? 1 : 0);
      List<Sink> ends = sinks.getOrDefault(inner, List.of());
      if (field.isPrimitive()) {
        children.add(new LeafConverter(field.asPrimitiveType(), ends));
        below.addAll(ends);
      } else if (!ends.isEmpty()) {
        children.add(new VectorConverter(field.asGroupType(), ends));
        below.addAll(ends);
      } else {
        Group group = group(field.asGroupType(), inner, level);
        children.add(group);
        below.addAll(List.of(group.below));
      }
    }
    boolean isElement = !path.isEmpty() && type.isRepetition(Type.Repetition.REPEATED);
    return new Group(children, below, isElement ? depth : 0);
  }

  /** A row, a structure or list, or an element of a list. */
  private static final class Group extends GroupConverter {
    private final Converter[] children;
    private final Sink[] below;
    private final int level;

    /**
     * @param level of the list that it is an element of; 0 for none
     */
    private Group(List<Converter> children, List<Sink> below, int level) {
      this.children = children.toArray(Converter[]::new);
      this.below = below.toArray(Sink[]::new);
      this.level = level;
    }

    @Override
    public Converter getConverter(int field) {
      return children[field];
    }

    @Override
    public void start() {
      for (Sink sink : below) {
        sink.present();
      }
    }

    @Override
    public void end() {
      if (level > 0) {
        for (Sink sink : below) {
          sink.endElement(level);
        }
      }
    }
  }
}
