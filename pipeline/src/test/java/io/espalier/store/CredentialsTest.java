package io.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.model.InputException;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  @ParameterizedTest
  @CsvSource({
    "ftp://me:Geheim@host:2121/data.csv, ftp://host:2121/data.csv",
    "s3a://KEY:Geheim@bucket/x, s3a://bucket/x",
    "S3A://KEY:Geheim@bucket/x, s3a://bucket/x",
    "s3a://KEYGeheim@bucket/x, s3a://bucket/x",
    "s3a://KEY%3AGeheim@bucket/x, s3a://bucket/x",
    "s3a://KEY%3aGeheim%40bucket/x, s3a://bucket/x",
    "s3a://KEY:Ge/heim+Geheim@bucket/x, s3a://bucket/x",
    "s3a://KEY:12/Geheim@bucket/x, s3a://bucket/x",
    "s3a:/KEY:Geheim@bucket/x, s3a://bucket/x",
    "hdfs://u:Geheim@h/x, hdfs://h/x",
    "hdfs://u:Geheim/b@h:8020/x, hdfs://h:8020/x",
    "hdfs://u:Ge?heim#Geheim@h/x, hdfs://h/x",
    "hdfs://Geheim@h/x, hdfs://h/x",
    "ftp://me:p@Geheim@host/x, ftp://host/x",
    "ftp://me:Geheim Geheim@host/x, ftp://host/x",
    "' ftp://me:Geheim@host/x', ftp://host/x",
    "sftp://:Geheim@[::1]:22/x, sftp://[::1]:22/x",
    "abfss://u:Geheim@a.dfs.core.windows.net/x, abfss://a.dfs.core.windows.net/x",
    "abfss://c@Geheim@a.dfs.core.windows.net/x, abfss://a.dfs.core.windows.net/x",
    "https://host/data.csv?X-Amz-Signature=Geheim, https://host/data.csv",
    "https://h/d.csv?sv=1&sig=Geheim, https://h/d.csv",
    "https://h/d.csv?access_token=Geheim, https://h/d.csv",
    "https://h/d.csv?a=1&api_key=Geheim, https://h/d.csv",
    "https://h/d.csv?a=1&signingKey=Geheim, https://h/d.csv",
    "https://h/d.csv#auth=Geheim, https://h/d.csv"
  })
  void areRefusedAndNotRepeated(String text, String instead) {
    assertThatThrownBy(() -> Address.of("run.store", text, new Configuration()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("run.store: ")
        .hasMessageContaining("kept with the run")
        .hasMessageContaining(instead + " and give Hadoop ")
        .hasMessageNotContaining("Geheim");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abfss://c@a.dfs.core.windows.net/x",
        "ABFS://c@a.dfs.core.windows.net/x@y",
        "wasbs://c@a.blob.core.windows.net/x",
        "wasb://c@127.0.0.1:10000/x",
        "hdfs://host:8020/day@2/x",
        "hdfs://[::1]:8020/a@b",
        "hdfs:/me@home/x",
        "hdfs://h/x?key=1",
        "s3a://bucket/a:b@c",
        "gs://bucket/user@host",
        "https://h/d.csv?partition=3&monkey=1",
        "file:/a:b@c",
        "file:///a:b@c",
        "a:b@c",
        "/data/me@host"
      })
  void otherAddressesHoldNone(String text) {
    assertThatCode(() -> Credentials.refuse("data.source.path", text)).doesNotThrowAnyException();
  }

  @Test
  void theDefaultFileSystemHoldsNoneEither() {
    Configuration configuration = new Configuration();
    configuration.set("fs.defaultFS", "ftp://me:Geheim@host/");
    assertThatThrownBy(() -> Address.of("run.store", "folder", configuration))
        .hasMessageContaining("fs.defaultFS")
        .hasMessageContaining("fs.ftp.password.host")
        .hasMessageNotContaining("Geheim");
    assertThat(Address.of("run.store", "file:/folder", configuration).uri())
        .isEqualTo("file:/folder");
  }
}
