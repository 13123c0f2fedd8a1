package io.espalier.format;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.espalier.model.Complaint;
import io.espalier.model.InputException;
import io.espalier.model.Layer;
import io.espalier.model.Names;
import io.espalier.model.RateSchedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Records of the model as JSON. A layer and a schedule say their {@code type}; names of types and
 * constants are in lower case with hyphens. Nothing may be missing, unknown or twice.
 */
final class ModelJson {
  private static final int LONGEST_TEXT = 10_000;

  private static final JsonMapper MAPPER = mapper();

  private final JsonFactory parsers;

  ModelJson(Limits limits) {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.nesting())
            .maxStringLength(LONGEST_TEXT)
            .build();
    parsers =
        JsonFactory.builder()
            .streamReadConstraints(bounds)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
  }

  private static JsonMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .annotationIntrospector(new EnumNames());
    for (Class<?> family : List.of(Layer.class, RateSchedule.class)) {
      builder.addMixIn(family, Typed.class);
      for (Class<?> type : leaves(family)) {
        builder.registerSubtypes(new NamedType(type, Names.of(type.getSimpleName())));
      }
    }
    return builder.build();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface Typed {}

  private static final class EnumNames extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public String[] findEnumValues(Class<?> type, Enum<?>[] constants, String[] names) {
      for (int i = 0; i < constants.length; i++) {
        names[i] = Names.of(constants[i]);
      }
      return names;
    }
  }

  /** The records under a sealed interface. */
  private static List<Class<?>> leaves(Class<?> type) {
    if (!type.isSealed()) {
      return List.of(type);
    }
    List<Class<?>> leaves = new ArrayList<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      leaves.addAll(leaves(permitted));
    }
    return leaves;
  }

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /**
   * @param where the text stands, for messages
   * @throws InputException if the text is not that of such a value
   */
  <T> T read(byte[] text, TypeReference<T> type, String where) {
    try (JsonParser parser = parsers.createParser(text)) {
      T value = MAPPER.readValue(parser, type);
      if (value == null) {
        throw Unreadable.because(where, "it holds null");
      }
      return value;
    } catch (JsonMappingException e) {
      throw Unreadable.because(where, place(e) + problem(e), e);
    } catch (JsonProcessingException e) {
      throw Unreadable.because(where, "it is not JSON: " + Complaint.of(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw Unreadable.because(where, "it is not text in UTF-8: " + Complaint.of(e), e);
    }
  }

  private static String place(JsonMappingException problem) {
    String path =
        problem.getPath().stream()
            .map(p -> p.getFieldName() == null ? "[" + p.getIndex() + "]" : "." + p.getFieldName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "" : "at " + path.replaceFirst("^\\.", "") + ": ";
  }

  private static String problem(JsonMappingException problem) {
    return problem.getCause() instanceof IllegalArgumentException refused
        ? refused.getMessage()
        : Complaint.of(problem.getOriginalMessage());
  }
}
