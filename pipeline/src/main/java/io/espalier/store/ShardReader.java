package io.espalier.store;

import io.espalier.data.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.parquet.hadoop.ParquetReader;

/** Reads the sequences of one shard, one by one; to be closed. */
public final class ShardReader implements Iterator<Sequence>, AutoCloseable {
  private final String name;
  private final ParquetReader<Sequence> reader;
  private Optional<Sequence> next = Optional.empty();
  private boolean isEnded;

  ShardReader(String name, ParquetReader<Sequence> reader) {
    this.name = name;
    this.reader = reader;
  }

  @Override
  public boolean hasNext() {
    if (next.isEmpty() && !isEnded) {
      try {
        next = Optional.ofNullable(reader.read());
        isEnded = next.isEmpty();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + name, e);
      }
    }
    return next.isPresent();
  }

  @Override
  public Sequence next() {
    if (!hasNext()) {
      throw new NoSuchElementException(name);
    }
    Sequence sequence = next.orElseThrow();
    next = Optional.empty();
    return sequence;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + name, e);
    }
  }
}
