package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.espalier.data.SourceFacet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceFacetTest {
  @Test
  void everyKeyOfASourceIsOfOneFacetOrOfEveryFormat() {
    List<String> facets =
        Stream.of(SourceFacet.values()).flatMap(facet -> facet.keys().stream()).toList();
    List<String> ofEveryFormat = List.of("format", "train", "validation", "test");

    assertThat(Stream.concat(facets.stream(), ofEveryFormat.stream()))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            new TreeSet<>(
                ConfigFactory.parseResources(PlanReader.class, "reference.conf")
                    .getConfig("data.source")
                    .root()
                    .keySet()));
  }
}
