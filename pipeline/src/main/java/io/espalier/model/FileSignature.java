package io.espalier.model;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Kinds of files that their first bytes tell, whatever they are called. */
public enum FileSignature {
  PARQUET("a Parquet file", "50415231"),
  ORC("an ORC file", "4F5243"),
  AVRO("an Avro file", "4F626A01"),
  ARROW("an Arrow file", "4152524F5731"),
  HDF5("an HDF5 file", "894844460D0A1A0A"),
  NUMPY("a NumPy file", "934E554D5059"),
  SQLITE("an SQLite database", "53514C69746520666F726D6174"),
  GZIP("a gzip file", "1F8B"),
  BZIP2("a bzip2 file", "425A68"),
  ZSTANDARD("a Zstandard file", "28B52FFD"),
  XZ("an xz file", "FD377A585A00"),
  SEVEN_ZIP("a 7-Zip archive", "377ABCAF271C"),
  RAR("a RAR archive", "52617221"),
  ZIP("a zip archive", "504B0304"),
  OFFICE("an Excel workbook or another old Office document", "D0CF11E0A1B11AE1"),
  PDF("a PDF", "25504446"),
  PICKLE("a Python pickle", "8002", "8003", "8004", "8005"),
  JAVA_OBJECT("a Java object", "ACED0005"),
  GGUF("a GGUF file", "47475546");

  private static final int LONGEST = 16;

  private final String title;
  private final List<String> beginnings;

  FileSignature(String title, String... beginnings) {
    this.title = title;
    this.beginnings = List.of(beginnings);
  }

  /** One such file, for people. */
  public String title() {
    return title;
  }

  /** Whether nothing but packed files is in it. */
  public boolean isPacked() {
    return switch (this) {
      case GZIP, BZIP2, ZSTANDARD, XZ, SEVEN_ZIP, RAR, ZIP -> true;
      default -> false;
    };
  }

  /**
   * The kind of a file, if it is one of these.
   *
   * @param head its first bytes, 16 or more where it has them
   */
  public static Optional<FileSignature> of(byte[] head) {
    String start =
        HexFormat.of().withUpperCase().formatHex(head, 0, Math.min(head.length, LONGEST));
    return Arrays.stream(values())
        .filter(kind -> kind.beginnings.stream().anyMatch(start::startsWith))
        .findFirst();
  }
}
