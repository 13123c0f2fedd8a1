package io.espalier.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.espalier.data.Task;
import io.espalier.model.Complaint;
import io.espalier.model.InputException;
import io.espalier.model.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Records as JSON: kebab-case keys in the order of their components, and no others; enums as
 * lower-case words with hyphens, as keys of maps too; maps in the order of their keys.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .annotationIntrospector(new EnumWords())
          .addModule(
              new SimpleModule()
                  .addSerializer(Task.class, new TaskName())
                  .addDeserializer(Task.class, new NamedTask()))
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
          .build();

  private Json() {}

  private static final class EnumWords extends JacksonAnnotationIntrospector {
    @Override
    public String[] findEnumValues(Class<?> type, Enum<?>[] values, String[] names) {
      for (int i = 0; i < values.length; i++) {
        names[i] = Names.of(values[i]);
      }
      return names;
    }
  }

  private static final class TaskName extends StdScalarSerializer<Task> {
    private TaskName() {
      super(Task.class);
    }

    @Override
    public void serialize(Task task, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(task.name());
    }
  }

  private static final class NamedTask extends FromStringDeserializer<Task> {
    private NamedTask() {
      super(Task.class);
    }

    @Override
    protected Task _deserialize(String name, DeserializationContext context) {
      return Task.registered().named(name);
    }
  }

  /** The value as indented UTF-8 text. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value as UTF-8 text on one line, with its end. */
  static byte[] line(Object value) {
    try {
      return (MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value)
              + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Refuses a file that a newer version wrote, whatever else that put into it.
   *
   * @param origin where the text comes from
   * @param remedy what the user can do
   * @throws InputException if its {@code format} is above the newest known one
   */
  static void expectFormat(byte[] text, int newest, String origin, String remedy) {
    if (read(text, Map.class, origin).get("format") instanceof Integer format && format > newest) {
      throw new InputException(
          "%s has format %d, and this version reads formats up to %d; %s"
              .formatted(origin, format, newest, remedy));
    }
  }

  /**
   * The value that was written as this text, with every component.
   *
   * @param origin where the text comes from, for errors
   * @throws DamagedException if it is no such text
   */
  public static <T> T read(byte[] text, Class<T> type, String origin) {
    return read(text, MAPPER.constructType(type), origin);
  }

  /** Texts by their names. */
  static Map<String, String> readTexts(byte[] text, String origin) {
    return read(
        text,
        MAPPER.getTypeFactory().constructMapType(Map.class, String.class, String.class),
        origin);
  }

  private static <T> T read(byte[] text, JavaType type, String origin) {
    try {
      T value = MAPPER.readValue(text, type);
      if (value != null) {
        return value;
      }
      throw damaged(origin, "it says null");
    } catch (JsonProcessingException e) {
      throw damaged(
          origin, text.length == 0 ? "it is empty" : Complaint.of(e.getOriginalMessage()));
    } catch (IOException e) {
      throw damaged(origin, Complaint.of(e));
    }
  }

  private static DamagedException damaged(String origin, String why) {
    return new DamagedException("%s is not what was written there: %s".formatted(origin, why));
  }
}
