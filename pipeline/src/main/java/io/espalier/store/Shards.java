package io.espalier.store;

import io.espalier.data.DatasetInfo;
import io.espalier.data.Sequence;
import io.espalier.data.Split;
import io.espalier.data.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * The shards of a dataset: Parquet files {@code <split>/shard-<number>.parquet}. The same sequences
 * in the same order make the same bytes.
 */
public final class Shards {
  private Shards() {}

  /** Name of a shard's file inside the dataset's folder. */
  public static String name(Split split, int shard) {
    return String.format(Locale.ROOT, "%s/shard-%05d.parquet", split.folder(), shard);
  }

  /**
   * Writes a shard under a temporary name and renames it, so that all of it is there or nothing; an
   * older one is replaced.
   *
   * @param attempt tells concurrent writers of the same shard apart
   * @return SHA-256 of the file, lower-case hex
   */
  public static String write(
      Configuration configuration,
      String folder,
      String name,
      Format format,
      String attempt,
      Iterator<Sequence> sequences) {
    Path target = new Path(folder, name);
    Path temporary = new Path(target.getParent(), "." + target.getName() + "-" + attempt);
    Configuration plain = withoutChecksums(configuration);
    return Attempt.to(
        "write",
        target,
        () -> {
          FileSystem files = target.getFileSystem(plain);
          try {
            fill(temporary, plain, format, sequences);
            Replacing.rename(files, temporary, target);
          } catch (IOException | FSError e) {
            Replacing.discard(files, temporary);
            throw e;
          }
          try (InputStream content = files.open(target)) {
            return Digests.facts(content).sha256();
          }
        });
  }

  private static void fill(
      Path file, Configuration configuration, Format format, Iterator<Sequence> sequences)
      throws IOException {
    OutputFile output = HadoopOutputFile.fromPath(file, configuration);
    try (ParquetWriter<Sequence> writer =
        new Builder(output, ShardSchema.of(format.task(), format.input()))
            .withConf(configuration)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            // One encoding a column: several would be listed in the order of identity hashes.
            .withWriterVersion(WriterVersion.PARQUET_2_0)
            .withDictionaryEncoding(false)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      while (sequences.hasNext()) {
        writer.write(sequences.next());
      }
    }
  }

  /** Local files get none of Hadoop's checksum files: manifests have digests of their own. */
  private static Configuration withoutChecksums(Configuration configuration) {
    Configuration plain = new Configuration(configuration);
    plain.setClass("fs.file.impl", RawLocalFileSystem.class, FileSystem.class);
    plain.setBoolean("fs.file.impl.disable.cache", true);
    return plain;
  }

  /**
   * What the columns of a shard are.
   *
   * @param task decides the column of the target
   * @param input decides the columns of the features
   */
  public record Format(Task task, DatasetInfo.Input input) implements Serializable {}

  /** Reads a shard, sequence by sequence, in the order they were written in. */
  public static ShardReader read(
      Configuration configuration, String folder, Split split, int shard, DatasetInfo info) {
    Path path = new Path(folder, name(split, shard));
    try {
      InputFile file = HadoopInputFile.fromPath(path, withoutChecksums(configuration));
      return new ShardReader(
          path.toString(),
          new ReaderBuilder(file, ShardSchema.of(info.task(), info.input()))
              .withConf(configuration)
              .build());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /**
   * Compares a shard with the manifest of its dataset, if that has one.
   *
   * @throws DamagedException if it is not what was committed
   */
  public static void verify(Configuration configuration, String folder, String name) {
    Folder dataset = Folder.at(folder, configuration);
    try {
      dataset.manifest().ifPresent(manifest -> dataset.verify(manifest, name));
    } catch (DamagedException e) {
      throw new DamagedException(
          "%s; delete %s, and the dataset is prepared again".formatted(e.getMessage(), folder));
    }
  }

  /** All sequences of some shards, shard by shard, held in memory. */
  public static List<Sequence> readAll(
      Configuration configuration,
      String folder,
      Split split,
      List<Integer> shards,
      DatasetInfo info) {
    List<Sequence> sequences = new ArrayList<>();
    for (int shard : shards) {
      if (info.split(split).shardSequences().get(shard) > 0) {
        try (ShardReader reader = read(configuration, folder, split, shard, info)) {
          reader.forEachRemaining(sequences::add);
        }
      }
    }
    return sequences;
  }

  private static final class Builder extends ParquetWriter.Builder<Sequence, Builder> {
    private final MessageType schema;

    private Builder(OutputFile file, MessageType schema) {
      super(file);
      this.schema = schema;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Sequence> getWriteSupport(Configuration configuration) {
      return new ShardRecords(schema);
    }
  }

  private static final class ReaderBuilder extends ParquetReader.Builder<Sequence> {
    private final MessageType schema;

    private ReaderBuilder(InputFile file, MessageType schema) {
      super(file);
      this.schema = schema;
    }

    @Override
    protected ReadSupport<Sequence> getReadSupport() {
      return new ShardAssembly(schema);
    }
  }
}
