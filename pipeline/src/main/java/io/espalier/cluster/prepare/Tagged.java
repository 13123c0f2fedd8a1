package io.espalier.cluster.prepare;

import io.espalier.data.Parsed;
import io.espalier.data.Split;
import java.util.Iterator;

/** What a file holds, with the split that it was given for. */
record Tagged(Split split, Iterator<Parsed> rows) implements Iterator<SourcePiece> {
  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public SourcePiece next() {
    return new SourcePiece(split, rows.next());
  }
}
