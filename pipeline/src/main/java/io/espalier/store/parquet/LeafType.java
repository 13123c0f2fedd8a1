package io.espalier.store.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * What the values of a primitive column are, and how they are written as text or as a number.
 *
 * <p>As text, whole numbers have no leading zeros, booleans are {@code true} or {@code false},
 * dates {@code 2020-01-31}, UUIDs lower-case with hyphens, and times have nine places after the
 * second, with {@code Z} where they are of UTC.
 *
 * @param kind what they are
 * @param name of the type, for people
 */
record LeafType(Kind kind, String name, PrimitiveType type) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.nnnnnnnnn", Locale.ROOT);
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn", Locale.ROOT);
  private static final long JULIAN_DAY_OF_1970 = 2_440_588;

  /** What values are. */
  enum Kind {
    TEXT,
    WHOLE,
    BOOLEAN,
    DATE,
    UUID,
    REAL,
    TIME,
    OTHER;

    /** Whether they name something: a sequence, a class or a token. */
    boolean isName() {
      return this != REAL && this != TIME && this != OTHER;
    }

    boolean isNumber() {
      return this == WHOLE || this == REAL || this == BOOLEAN;
    }

    /** Whether steps can be ordered by them. */
    boolean isOrder() {
      return this != OTHER;
    }
  }

  static LeafType of(PrimitiveType type) {
    return Optional.ofNullable(type.getLogicalTypeAnnotation())
        .map(annotation -> annotated(type, annotation))
        .orElseGet(() -> plain(type));
  }

  private static LeafType plain(PrimitiveType type) {
    PrimitiveTypeName name = type.getPrimitiveTypeName();
    String text = name.name().toLowerCase(Locale.ROOT);
    return switch (name) {
      case BOOLEAN -> new LeafType(Kind.BOOLEAN, text, type);
      case INT32, INT64 -> new LeafType(Kind.WHOLE, text, type);
      case FLOAT, DOUBLE -> new LeafType(Kind.REAL, text, type);
      case INT96 -> new LeafType(Kind.TIME, "timestamp (int96)", type);
      case BINARY -> new LeafType(Kind.OTHER, "binary", type);
      case FIXED_LEN_BYTE_ARRAY ->
          new LeafType(
              Kind.OTHER,
              type.getTypeLength() == 2
                  ? "float16, or binary of 2 bytes"
                  : "binary of %d bytes".formatted(type.getTypeLength()),
              type);
    };
  }

  private static LeafType annotated(PrimitiveType type, LogicalTypeAnnotation annotation) {
    String text = annotation.toString().toLowerCase(Locale.ROOT);
    if (annotation instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
        || annotation instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation
        || annotation instanceof LogicalTypeAnnotation.JsonLogicalTypeAnnotation) {
      return new LeafType(Kind.TEXT, text, type);
    }
    if (annotation instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation whole) {
      String name = (whole.isSigned() ? "int" : "uint") + whole.getBitWidth();
      return new LeafType(Kind.WHOLE, name, type);
    }
    if (annotation instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
      return new LeafType(decimal.getScale() == 0 ? Kind.WHOLE : Kind.REAL, text, type);
    }
    if (annotation instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation) {
      return new LeafType(Kind.DATE, text, type);
    }
    if (annotation instanceof LogicalTypeAnnotation.UUIDLogicalTypeAnnotation) {
      return new LeafType(Kind.UUID, text, type);
    }
    return annotation instanceof LogicalTypeAnnotation.TimeLogicalTypeAnnotation
            || annotation instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation
        ? new LeafType(Kind.TIME, text, type)
        : new LeafType(Kind.OTHER, text, type);
  }

  /** Whether values are bytes in the file. */
  boolean isBytes() {
    return type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
  }

  /** Whether values are signed whole numbers of 32 bits. */
  boolean isInt32() {
    return kind == Kind.WHOLE && name.equals("int32");
  }

  /** Whether the long that holds a value is the value. */
  boolean isLong() {
    return kind == Kind.WHOLE && name.startsWith("int");
  }

  String text(long value) {
    LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
    if (annotation instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation stamp) {
      return stamp(value, stamp.isAdjustedToUTC(), unit(stamp.getUnit()));
    }
    if (annotation instanceof LogicalTypeAnnotation.TimeLogicalTypeAnnotation time) {
      return TIME.format(LocalTime.ofNanoOfDay(unit(time.getUnit()).toNanos(value)))
          + (time.isAdjustedToUTC() ? "Z" : "");
    }
    return kind == Kind.DATE
        ? LocalDate.ofEpochDay(value).toString()
        : number(value).toPlainString();
  }

  /** The exact number. */
  BigDecimal number(long value) {
    LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
    if (annotation instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
      return BigDecimal.valueOf(value, decimal.getScale());
    }
    boolean isUnsigned =
        annotation instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation whole
            && !whole.isSigned();
    if (!isUnsigned || value >= 0) {
      return BigDecimal.valueOf(value);
    }
    return type.getPrimitiveTypeName() == PrimitiveTypeName.INT32
        ? BigDecimal.valueOf(Integer.toUnsignedLong((int) value))
        : new BigDecimal(Long.toUnsignedString(value));
  }

  /**
   * @throws IllegalArgumentException if the bytes are not such a value
   */
  String text(Binary value) {
    return switch (kind) {
      case TEXT -> decoded(value);
      case UUID -> {
        ByteBuffer bytes = value.toByteBuffer();
        yield new UUID(bytes.getLong(bytes.position()), bytes.getLong(bytes.position() + 8))
            .toString();
      }
      case TIME -> {
        ByteBuffer bytes = value.toByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
        long day = Integer.toUnsignedLong(bytes.getInt(8)) - JULIAN_DAY_OF_1970;
        yield DATE_TIME.format(
            LocalDate.ofEpochDay(day).atStartOfDay().plusNanos(bytes.getLong(0)));
      }
      default -> number(value).toPlainString();
    };
  }

  /** The exact number of a decimal. */
  BigDecimal number(Binary value) {
    if (type.getLogicalTypeAnnotation()
        instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
      return new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale());
    }
    throw new IllegalArgumentException(name + " is no number");
  }

  private static String decoded(Binary value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(value.toByteBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("text that is not UTF-8", e);
    }
  }

  private static String stamp(long value, boolean isOfUtc, TimeUnit unit) {
    long perSecond = unit.convert(1, TimeUnit.SECONDS);
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(value, perSecond), unit.toNanos(Math.floorMod(value, perSecond)));
    return DATE_TIME.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC))
        + (isOfUtc ? "Z" : "");
  }

  private static TimeUnit unit(LogicalTypeAnnotation.TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> TimeUnit.MILLISECONDS;
      case MICROS -> TimeUnit.MICROSECONDS;
      case NANOS -> TimeUnit.NANOSECONDS;
    };
  }
}
