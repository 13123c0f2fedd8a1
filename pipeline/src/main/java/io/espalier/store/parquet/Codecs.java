package io.espalier.store.parquet;

import io.espalier.data.raw.ReadOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Whether what files are compressed with can be undone here. */
final class Codecs {
  private Codecs() {}

  /** A sentence for each codec without its library, with the first file that needs it. */
  static List<String> missing(
      Configuration configuration, List<TableFile> files, ReadOptions options) {
    Map<CompressionCodecName, String> first = new TreeMap<>();
    for (TableFile file : files) {
      Set<String> wanted = file.used(options.columns());
      for (BlockMetaData group : file.groups()) {
        for (ColumnChunkMetaData chunk : group.getColumns()) {
          if (wanted.contains(chunk.getPath().toArray()[0])) {
            first.putIfAbsent(chunk.getCodec(), file.file().name());
          }
        }
      }
    }
    List<String> problems = new ArrayList<>();
    first.forEach(
        (codec, file) -> {
          if (!isThere(configuration, codec)) {
            problems.add(
                ("%s is compressed with %s, whose library is not on the class path; add it there"
                        + " (--jars), or write the file with snappy, gzip or zstd")
                    .formatted(file, codec.name().toLowerCase(Locale.ROOT)));
          }
        });
    return problems;
  }

  private static boolean isThere(Configuration configuration, CompressionCodecName codec) {
    CodecFactory codecs = new CodecFactory(configuration, 0);
    try {
      return codecs.getDecompressor(codec) != null;
    } catch (RuntimeException | LinkageError e) {
      return false;
    } finally {
      codecs.release();
    }
  }
}
