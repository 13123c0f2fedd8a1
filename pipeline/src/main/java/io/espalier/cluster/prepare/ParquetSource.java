package io.espalier.cluster.prepare;

import io.espalier.data.Split;
import io.espalier.data.Truth;
import io.espalier.model.InputException;
import io.espalier.store.SourceFile;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Reads Parquet files with one sequence a row: one array column of numbers for each feature, or a
 * single column of {@code array<int>} or {@code array<string>}, which holds tokens. A label is text
 * or a whole number; a target is a number, or an array: of the numbers of a vector for regression,
 * of a number for each step for a forecast.
 */
public final class ParquetSource {
  /** Scheme and authority of a URI as Hadoop writes it: unescaped. */
  private static final Pattern UNESCAPED_SCHEME = Pattern.compile("^[A-Za-z0-9+.-]+:(//[^/]*)?");

  /** Names are no patterns, and local files have no checksums beside them. */
  private static final Map<String, String> AS_IT_STANDS =
      Map.of(
          "__globPaths__", "false",
          "fs.file.impl", RawLocalFileSystem.class.getName(),
          "fs.file.impl.disable.cache", "true");

  private ParquetSource() {}

  /** What the elements of a single array column are. */
  public enum Elements {
    NUMBERS,
    TOKENS,
    /** Numbers or tokens, whichever the column's type suggests. */
    BY_TYPE
  }

  public static JavaRDD<SourcePiece> read(PreparationContext context, Elements elements) {
    JavaRDD<SourcePiece> all = context.context().emptyRDD();
    for (Split split : Split.values()) {
      if (context.files().has(split)) {
        all = all.union(read(context, split, elements));
      }
    }
    return all;
  }

  private static JavaRDD<SourcePiece> read(
      PreparationContext context, Split split, Elements elements) {
    List<SourceFile> files =
        context.files().files().stream().filter(file -> file.split() == split).toList();
    Dataset<Row> rows = open(context, files);
    ParquetColumns columns = columns(context, rows.schema(), files.get(0).name(), elements);
    List<Column> selected = new ArrayList<>();
    columns.names().forEach(name -> selected.add(functions.col("`" + name + "`")));
    selected.add(functions.col("_metadata.file_name"));
    selected.add(functions.col("_metadata.file_path"));
    selected.add(functions.col("_metadata.row_index"));
    Map<String, String> names = new HashMap<>();
    files.forEach(
        file -> names.put(UNESCAPED_SCHEME.matcher(file.path()).replaceFirst(""), file.name()));
    return rows.select(selected.toArray(Column[]::new))
        .javaRDD()
        .map(row -> new SourcePiece(split, columns.parse(row, names)));
  }

  /** The path in a URI as Spark writes it: escaped. */
  static String pathOf(String uri) {
    return URI.create(uri).getPath();
  }

  private static Dataset<Row> open(PreparationContext context, List<SourceFile> files) {
    try {
      return context
          .spark()
          .read()
          .options(AS_IT_STANDS)
          .parquet(files.stream().map(SourceFile::path).toArray(String[]::new));
    } catch (Exception e) {
      String message = String.valueOf(e.getMessage());
      if (e instanceof AnalysisException
          || e instanceof SparkException
          || message.contains("Parquet")) {
        throw new InputException(
            "data.source: %s cannot be read as Parquet: %s"
                .formatted(files.get(0).path(), message.lines().findFirst().orElse("")));
      }
      throw e;
    }
  }

  private static ParquetColumns columns(
      PreparationContext context, StructType schema, String file, Elements elements) {
    var wanted = context.options().columns();
    List<String> problems = new ArrayList<>();
    checkColumn(schema, file, "data.source.id", wanted.id(), problems);
    wanted
        .input()
        .forEach(name -> checkColumn(schema, file, "data.source.features", name, problems));
    if (context.plan().task().truth() == Truth.LABEL) {
      checkColumn(schema, file, "data.source.label", wanted.label(), problems);
    }
    wanted
        .target()
        .forEach(name -> checkColumn(schema, file, "data.source.target", name, problems));
    if (problems.isEmpty()) {
      for (String name : wanted.input()) {
        DataType type = schema.apply(name).dataType();
        boolean isRight =
            isArray(type)
                && (!isText(type) || wanted.input().size() == 1 && elements != Elements.NUMBERS);
        if (!isRight) {
          problems.add(
              "data.source.features: column '%s' of %s is %s; an array of numbers is needed%s"
                  .formatted(
                      name,
                      file,
                      type.simpleString(),
                      wanted.input().size() == 1 && elements != Elements.NUMBERS
                          ? ", or of tokens"
                          : ""));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    boolean isTokens =
        switch (elements) {
          case NUMBERS -> false;
          case TOKENS -> true;
          case BY_TYPE ->
              wanted.input().size() == 1 && isTokens(context, schema, wanted.input().get(0));
        };
    return new ParquetColumns(context.options(), isTokens);
  }

  private static boolean isTokens(PreparationContext context, StructType schema, String name) {
    DataType type = schema.apply(name).dataType();
    return context.plan().task().truth() == Truth.NEXT_TOKEN
        || isText(type)
        || ((ArrayType) type).elementType().equals(DataTypes.IntegerType);
  }

  private static void checkColumn(
      StructType schema, String file, String key, String name, List<String> problems) {
    if (!name.isEmpty() && !List.of(schema.fieldNames()).contains(name)) {
      problems.add(
          "%s: %s has no column '%s'; its columns are %s"
              .formatted(key, file, name, String.join(", ", schema.fieldNames())));
    }
  }

  private static boolean isArray(DataType type) {
    return type instanceof ArrayType array
        && (array.elementType() instanceof NumericType || isText(type));
  }

  private static boolean isText(DataType type) {
    return type instanceof ArrayType array && array.elementType().equals(DataTypes.StringType);
  }
}
