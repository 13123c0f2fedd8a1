package io.espalier.store.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** A type that Avro's writer of Parquet knows, with random values of it. */
enum AvroColumn {
  TEXT(
      Schema.create(Schema.Type.STRING),
      random -> {
        String text =
            random.nextInt(30)
                + List.of(" of", " é", "\"", "न्", "🙂\nx", "\\").get(random.nextInt(6));
        return new Value(text, text, Double.NaN);
      }),
  ENUMERATION(
      Schema.createEnum("size", "", "", List.of("SMALL", "large", "Small")),
      random -> {
        String symbol = List.of("SMALL", "large", "Small").get(random.nextInt(3));
        Schema symbols = Schema.createEnum("size", "", "", List.of("SMALL", "large", "Small"));
        return new Value(new GenericData.EnumSymbol(symbols, symbol), symbol, Double.NaN);
      }),
  BOOLEAN(
      Schema.create(Schema.Type.BOOLEAN),
      random -> {
        boolean value = random.nextBoolean();
        return new Value(value, value ? "true" : "false", value ? 1 : 0);
      }),
  INT(
      Schema.create(Schema.Type.INT),
      random -> {
        int value = random.nextInt() >> random.nextInt(32);
        return new Value(value, "" + value, value);
      }),
  LONG(
      Schema.create(Schema.Type.LONG),
      random -> {
        long value = random.nextLong() >> random.nextInt(64);
        return new Value(value, "" + value, value);
      }),
  FLOAT(
      Schema.create(Schema.Type.FLOAT),
      random -> {
        float value = (float) random.nextGaussian();
        return new Value(value, "" + (double) value, value);
      }),
  DOUBLE(
      Schema.create(Schema.Type.DOUBLE),
      random -> {
        double value = random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30);
        return new Value(value, "" + value, value);
      }),
  DECIMAL(
      LogicalTypes.decimal(12, 3).addToSchema(Schema.create(Schema.Type.BYTES)),
      random -> {
        BigDecimal value = BigDecimal.valueOf(random.nextLong() >> 25, 3);
        ByteBuffer bytes = ByteBuffer.wrap(value.unscaledValue().toByteArray());
        return new Value(bytes, value.toPlainString(), value.doubleValue());
      }),
  WHOLE_DECIMAL(
      LogicalTypes.decimal(20, 0).addToSchema(Schema.createFixed("whole", "", "", 9)),
      random -> {
        BigInteger value = new BigInteger(60, random).subtract(BigInteger.TWO.pow(59));
        ByteBuffer bytes = ByteBuffer.allocate(9).put((byte) value.signum());
        bytes.put(0, (byte) (value.signum() < 0 ? -1 : 0)).putLong(value.longValue());
        Schema fixed = Schema.createFixed("whole", "", "", 9);
        return new Value(
            new GenericData.Fixed(fixed, bytes.array()), value.toString(), value.doubleValue());
      }),
  UUIDS(
      LogicalTypes.uuid().addToSchema(Schema.create(Schema.Type.STRING)),
      random -> {
        String value = new UUID(random.nextLong(), random.nextLong()).toString();
        return new Value(value, value, Double.NaN);
      }),
  DATE(
      LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT)),
      random -> {
        LocalDate date = LocalDate.ofEpochDay(random.nextInt(100_000) - 30_000);
        String text = date(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        return new Value((int) date.toEpochDay(), text, Double.NaN);
      }),
  TIME_MILLIS(
      LogicalTypes.timeMillis().addToSchema(Schema.create(Schema.Type.INT)),
      random -> {
        int millis = random.nextInt(86_400_000);
        return new Value(millis, time(millis * 1_000_000L) + "Z", Double.NaN);
      }),
  TIME_MICROS(
      LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG)),
      random -> {
        long micros = (long) (random.nextDouble() * 86_400_000_000L);
        return new Value(micros, time(micros * 1000) + "Z", Double.NaN);
      }),
  TIMESTAMP_MILLIS(LogicalTypes.timestampMillis(), 1000),
  TIMESTAMP_MICROS(LogicalTypes.timestampMicros(), 1_000_000);

  private final Schema schema;
  private final Function<Random, Value> draw;

  /**
   * A value.
   *
   * @param avro as the writer takes it
   * @param text that it is
   * @param number that it is; NaN if it is none
   */
  record Value(Object avro, String text, double number) {}

  AvroColumn(Schema schema, Function<Random, Value> draw) {
    this.schema = schema;
    this.draw = draw;
  }

  AvroColumn(LogicalType type, long perSecond) {
    this(
        type.addToSchema(Schema.create(Schema.Type.LONG)),
        random -> {
          long second = (long) (random.nextGaussian() * 2e9);
          int part = random.nextInt((int) perSecond);
          ZonedDateTime day = Instant.ofEpochSecond(second).atZone(ZoneOffset.UTC);
          long nano = day.toLocalTime().toSecondOfDay() * 1_000_000_000L;
          String text =
              date(day.getYear(), day.getMonthValue(), day.getDayOfMonth())
                  + "T"
                  + time(nano + part * (1_000_000_000L / perSecond))
                  + "Z";
          return new Value(second * perSecond + part, text, Double.NaN);
        });
  }

  private static String date(int year, int month, int day) {
    return "%04d-%02d-%02d".formatted(year, month, day);
  }

  private static String time(long nanoOfDay) {
    LocalTime time = LocalTime.ofNanoOfDay(nanoOfDay);
    return "%02d:%02d:%02d.%09d"
        .formatted(time.getHour(), time.getMinute(), time.getSecond(), time.getNano());
  }

  Schema schema() {
    return schema;
  }

  /** The type of a value that may be missing. */
  Schema nullable() {
    return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
  }

  Value draw(Random random) {
    return draw.apply(random);
  }

  boolean isNumber() {
    return !Double.isNaN(draw(new Random(0)).number());
  }

  /** Those that can name a sequence or a class. */
  static List<AvroColumn> names() {
    return Stream.of(values())
        .filter(type -> type.ordinal() < TIME_MILLIS.ordinal())
        .filter(type -> type != FLOAT && type != DOUBLE && type != DECIMAL)
        .toList();
  }

  static List<AvroColumn> numbers() {
    return Stream.of(values()).filter(AvroColumn::isNumber).toList();
  }
}
