package io.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.run.RunDetails;
import io.espalier.run.RunDetails.Fact;
import io.espalier.run.RunDetails.Provenance;
import io.espalier.run.RunSummary;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class HtmlReportTest {
  @Test
  void pageNeedsNothingFromAnywhere() throws Exception {
    String page = HtmlReport.render(ExampleRun.summary(), ExampleRun.details());
    assertThat(page).doesNotContain("http", "<script", "@import", "url(", "src=", "href=");
    Document parsed = parse(page);
    for (String element : List.of("script", "link", "img", "iframe", "object")) {
      assertThat(parsed.getElementsByTagName(element).getLength()).as(element).isZero();
    }
  }

  @Test
  void pageIsWellFormedAndShowsEveryPart() throws Exception {
    Document page = parse(HtmlReport.render(ExampleRun.summary(), ExampleRun.details()));
    assertThat(texts(page, "h2"))
        .containsExactly(
            "Quality over sparsity",
            "Training",
            "Weights left by gate",
            "Weights left by level",
            "Levels",
            "Cost",
            "Layers",
            "Matrices, final",
            "Rounds",
            "Data",
            "Provenance");
    assertThat(texts(page, "td"))
        .contains("80.00 %", "97.00 %", "1.840 ms")
        .containsOnlyOnce("sparse");
    assertThat(page.getElementsByTagName("circle").getLength()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void headlineComparesTestOfFinalAndDense() throws Exception {
    List<String> lines =
        texts(parse(HtmlReport.render(ExampleRun.summary(), ExampleRun.details())), "p");
    assertThat(lines).contains("97.67 %", "dense 98.33 % · −0.66 points", "17,286", "3,710");
  }

  @Test
  void showsWhatTheMedianRoundTook() throws Exception {
    assertThat(texts(parse(HtmlReport.render(ExampleRun.summary(), ExampleRun.details())), "td"))
        .containsSequence(
            "5",
            "8",
            "300.0 ms",
            "90.00 %",
            "30.00 ms",
            "10.00 %",
            "415 kB",
            "62.2 kB",
            "all-reduce");
  }

  @Test
  void namesAreEscapedEverywhere() throws Exception {
    String evil = "<b>&\"'</b>\u0007";
    RunSummary summary = ExampleRun.summary();
    RunDetails details = ExampleRun.details();
    String page =
        HtmlReport.render(
            new RunSummary(
                evil, 1, summary.dense(), summary.levels(), summary.last(), summary.artifacts()),
            new RunDetails(
                details.dataset(),
                details.curves(),
                details.networks(),
                details.measurements(),
                details.stages(),
                new Provenance(List.of(new Fact(evil, evil)), evil, 0)));
    assertThat(page).doesNotContain("<b>");
    assertThat(texts(parse(page), "h1")).containsExactly("<b>&\"'</b>\\u0007");
    assertThat(texts(parse(page), "pre")).containsExactly("<b>&\"'</b>\\u0007");
  }

  @Test
  void denseRunWithoutLevelsHasAPageToo() throws Exception {
    RunDetails details = ExampleRun.details();
    RunDetails early =
        new RunDetails(
            details.dataset(), List.of(), List.of(), List.of(), List.of(), details.provenance());
    Document page = parse(HtmlReport.render(ExampleRun.denseOnly(), early));
    assertThat(texts(page, "p")).contains("98.67 %", "dense network", "Nothing was trained.");
  }

  @Test
  void equalRunsMakeEqualPages() {
    assertThat(HtmlReport.render(ExampleRun.summary(), ExampleRun.details()))
        .isEqualTo(HtmlReport.render(ExampleRun.summary(), ExampleRun.details()));
  }

  private static Document parse(String page) throws Exception {
    String xml = page.replaceFirst("<!DOCTYPE html>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static List<String> texts(Document page, String element) {
    var nodes = page.getElementsByTagName(element);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }
}
