package io.espalier.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
  @Test
  void whatControlsIsShown() {
    assertThat(Printable.line("a\u001b[2Jb\r\nc\td\u0007\u007f\u009b\u202e\u2066\u2028\ufeff\0"))
        .isEqualTo(
            "a\\u001b[2Jb\\r\\nc\\td\\u0007\\u007f\\u009b\\u202e\\u2066\\u2028\\ufeff\\u0000");
    assertThat(Printable.lines("a\nb\u001b\r\n")).isEqualTo("a\nb\\u001b\\r\n");
    assertThat(Printable.line("\ud800x")).isEqualTo("\\ud800x");
    assertThat(Printable.line("a\u200bb\u200cc\u200d\u061c\u00ad\u2060"))
        .isEqualTo("a\\u200bb\\u200cc\\u200d\\u061c\\u00ad\\u2060");
    assertThat(Printable.line("\u200da\udb40\udc61\udb40\udc62"))
        .isEqualTo("\\u200da\\udb40\\udc61\\udb40\\udc62");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Größe 時間",
        "हिन्दी",
        "👩‍👩‍👧 ❤️",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0930\u094d\u200d x",
        "\u0600\u0661",
        "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc7f",
        "שלום",
        "e\u0301",
        "C:\\x",
        "tokens = words",
        "token: 5",
        "a@b.c",
        "http://host:80/a@b",
        "hdfs://host:8020/x",
        "hdfs://[::1]:8020/a@b",
        "abfss://c@a.dfs.core.windows.net/x",
        "WASB://c@a.blob.core.windows.net/x",
        "fs.s3a.access.key and fs.s3a.secret.key",
        "the password, since",
        "key = 3",
        "?x=1&y=2"
      })
  void otherTextStaysAsItIs(String text) {
    assertThat(Printable.line(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ftp://u:Geheim@host/x | ftp://***@host/x",
        "'ftp://u:Ge@heim@host/x' twice s3a://K:G@b | 'ftp://***@host/x' twice s3a://***@b",
        "s3a:/k:Geheim@b/x | s3a:/***@b/x",
        "s3a://Geheim@b/x, S3A://Geheim@b/x | s3a://***@b/x, S3A://***@b/x",
        "s3a://u%3AGeheim@b/x hdfs://u:Ge/heim@h/x | s3a://***@b/x hdfs://***@h/x",
        "s3a://u:12/Geheim@b/x 'ftp://u:Ge'heim@h/x' | s3a://***@b/x 'ftp://***@h/x'",
        "abfs://u:Geheim@a/x | abfs://***@a/x",
        "fs.s3a.secret.key=Geheim | fs.s3a.secret.key=***",
        "fs.s3a.secret.key=Ge,he;im)Geheim | fs.s3a.secret.key=***",
        "(password=Ge)heim), password: Geheim. | (password=***), password: ***.",
        "password='Ge\"heim' password=\"Ge'he\\\"im\" | password='***' password=\"***\"",
        "{\\\"password\\\":\\\"Geheim\\\"} | {\\\"password\\\":\\\"***\\\"}",
        "Authorization: Bearer Geheim | Authorization: ***",
        "x#access_token=Geheim&a=1 | x#access_token=***&a=1",
        "spark.hadoop.fs.s3a.access.key = Geheim, b | spark.hadoop.fs.s3a.access.key = ***, b",
        "fs.ftp.password.host: Geheim | fs.ftp.password.host: ***",
        "fs.azure.account.key.a.dfs.core.windows.net=Ge+h/eim== | fs.azure.account.key.a.dfs.core.windows.net=***",
        "{\"fs.s3a.secret.key\":\"Ge heim\",\"a\":1} | {\"fs.s3a.secret.key\":\"***\",\"a\":1}",
        "https://h/x?X-Amz-Credential=Ge%2F&X-Amz-Signature=heim | https://h/x?X-Amz-Credential=***&X-Amz-Signature=***",
        "https://h/x?sv=2020&sig=Geheim%3D | https://h/x?sv=2020&sig=***",
        "AWS_SECRET_ACCESS_KEY='Geheim' | AWS_SECRET_ACCESS_KEY='***'",
        "PASSWORD=Geheim | PASSWORD=***"
      })
  void secretsAreMasked(String text, String masked) {
    assertThat(Printable.line(text)).isEqualTo(masked);
  }

  @Test
  void longTextTakesNoTime() {
    String text = "a".repeat(1_000_000);
    assertThat(Printable.line(text)).isEqualTo(text);
    assertThat(Printable.line("secret.".repeat(100_000))).hasSize(700_000);
    assertThat(Printable.line(":/a:".repeat(50_000))).hasSize(200_000);
    assertThat(Printable.line("://a".repeat(50_000))).hasSize(200_000);
    assertThat(Printable.line("password=\"" + "x\\\\".repeat(50_000)).length()).isEqualTo(13);
    assertThat(Printable.line("password=\"".repeat(10_000))).hasSizeLessThan(200_000);
  }
}
