package io.espalier.data.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  private static final String ZWJ = "\u200d";
  private static final String VS16 = "\ufe0f";

  private static String words(String text) {
    return String.join("|", TokenUnit.WORDS.split(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Hindi;     हिन्दी में लिखा, किताब की दुकान।; हिन्दी|में|लिखा|,|किताब|की|दुकान|।
          Tamil;     தமிழ் மொழியில் எழுது;             தமிழ்|மொழியில்|எழுது
          Bengali;   বাংলা ভাষায় লেখা;                 বাংলা|ভাষায়|লেখা
          Malayalam; മലയാളം നല്ല ഭാഷ;                 മലയാളം|നല്ല|ഭാഷ
          Thai;      ฉันรักภาษาไทย;                     ฉัน|รัก|ภาษา|ไทย
          Chinese;   我们喜欢北京大学。;                我们|喜欢|北京|大学|。
          Japanese;  東京都に住んでいる;                東京|都|に|住|んで|いる
          Khmer;     ខ្ញុំស្រឡាញ់ភាសាខ្មែរ;                  ខ្ញុំ|ស្រឡាញ់|ភាសាខ្មែរ
          Lao;       ຂ້ອຍຮັກພາສາລາວ;                    ຂ້ອຍ|ຮັກ|ພາສາ|ລາວ
          Burmese;   မြန်မာစကား;                        မြန်မာ|စကား
          Korean;    한국어를 배운다;                   한국어를|배운다
          Arabic;    اللُّغَةُ العَرَبِيَّة؟;                       اللُّغَةُ|العَرَبِيَّة|؟
          Hebrew;    צה״ל אמר;                          צה״ל|אמר
          Russian;   Съешь Ещё;                         съешь|ещё
          Greek;     ΟΔΟΣ ΣΟΦΙΑ;                        οδος|σοφια
          Turkish;   TITLE;                             title
          """)
  void wordsOfLanguages(String language, String text, String expected) {
    assertThat(words(text)).as(language).isEqualTo(expected);
  }

  @Test
  void accentsAndApostrophesStayInside() {
    assertThat(words("Cafe\u0301 Å don’t DON'T l’homme 'Why'"))
        .isEqualTo("cafe\u0301|å|don't|don't|l'homme|'|why|'");
    assertThat(words("£30.50, 1,000 3D U.S.A. foo_bar a@b.com"))
        .isEqualTo("£|30.50|,|1,000|3d|u.s.a|.|foo_bar|a|@|b.com");
  }

  @Test
  void anEmojiIsOneTokenWithAllThatBelongsToIt() {
    String family = "👩" + ZWJ + "👩" + ZWJ + "👧";
    String wales = "🏴\udb40\udc67\udb40\udc62\udb40\udc77\udb40\udc6c\udb40\udc73\udb40\udc7f";
    List<String> emoji =
        List.of(
            "❤" + VS16, "👍🏽", family, "🇩🇪", "🇫🇷", "1" + VS16 + "\u20e3", wales, "☺", "😀");
    assertThat(TokenUnit.WORDS.split("I" + String.join("", emoji) + "you"))
        .containsExactly(
            Stream.of(List.of("i"), emoji, List.of("you"))
                .flatMap(List::stream)
                .toArray(String[]::new));
    assertThat(words("😀😀 ok")).isEqualTo("😀|😀|ok");
  }

  @Test
  void whatShowsNothingOnlySeparates() {
    assertThat(words(" \t\r\n\u00a0\u3000\u0001\u200b\ufeff " + VS16 + "you \u0085"))
        .isEqualTo("you");
    assertThat(words("ចូល\u200bមក \u0301")).isEqualTo("ចូល|មក|\u0301");
  }

  @Test
  void theLocaleOfTheMachineDoesNotMatter() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(new Locale("tr", "TR"));
      assertThat(words("TITLE ınit Kk")).isEqualTo("title|ınit|kk");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void longTextsAreDividedAsShortOnes() {
    List<String> lines =
        List.of("don’t stop 👩" + ZWJ + "👧 हिन्दी\r\n", "ฉันรักภาษาไทย ", "東京都に住んでいる\n");
    String text = String.join("", Collections.nCopies(3000, String.join("", lines)));
    List<String> one =
        lines.stream().flatMap(line -> Arrays.stream(TokenUnit.WORDS.split(line))).toList();
    List<String> expected = Collections.nCopies(3000, one).stream().flatMap(List::stream).toList();
    assertThat(text.length()).isGreaterThan(2 * Words.WINDOW);
    assertThat(TokenUnit.WORDS.split(text)).containsExactlyElementsOf(expected);
  }

  @Test
  void longTextsWithoutSpacesAreDividedAtBoundaries() {
    String text = "我们喜欢北京大学。".repeat(20_000);
    assertThat(TokenUnit.WORDS.split(text))
        .containsExactlyElementsOf(
            Collections.nCopies(20_000, List.of("我们", "喜欢", "北京", "大学", "。")).stream()
                .flatMap(List::stream)
                .toList());
    String[] tokens = TokenUnit.WORDS.split("x".repeat(200_000) + " y");
    assertThat(String.join("", tokens)).hasSize(200_001).endsWith("xy");
    String marks = "😀" + "\u0301".repeat(100_000);
    assertThat(String.join("", TokenUnit.WORDS.split(marks))).isEqualTo(marks);
  }

  @Test
  void linesAreCounted() throws IOException {
    TokenUnit.Tokens tokens = TokenUnit.WORDS.read(new StringReader("a\r\nb c\n\nd"));
    List<String> lines = new ArrayList<>();
    for (Optional<String> token = tokens.next(); token.isPresent(); token = tokens.next()) {
      lines.add(token.get() + tokens.line());
    }
    assertThat(lines).containsExactly("a1", "b2", "c2", "d4");
  }

  @Test
  void threadsDoNotDisturbEachOther() {
    String text = "don’t 我们喜欢北京大学 हिन्दी ฉันรักภาษาไทย";
    String alone = words(text);
    assertThat(IntStream.range(0, 4000).parallel().mapToObj(i -> words(text)).distinct())
        .containsExactly(alone);
  }
}
