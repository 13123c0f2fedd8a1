package io.espalier.jobs;

import io.espalier.store.Json;
import io.espalier.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A command that works on a store; it needs no Spark that runs. */
abstract class StoreCommand implements Callable<Integer> {
  @ParentCommand private StoreCommands group;

  @Parameters(
      index = "0",
      paramLabel = "STORE",
      description = "The store, a folder on any Hadoop file system.")
  private String uri;

  @Option(names = "--json", description = "The result as JSON on standard output.")
  private boolean json;

  @Option(names = "--stacktrace", description = "Stack traces of failures.")
  private boolean stacktrace;

  /**
   * What a command brings home.
   *
   * @param text for people
   * @param content for programs
   * @param exitCode of the process
   */
  record Result(String text, Object content, int exitCode) {
    static Result fine(String text, Object content) {
      return new Result(text, content, Failures.FINE);
    }
  }

  /** Does the work of the command. */
  abstract Result execute(Store store);

  @Override
  public Integer call() {
    Streams streams = group.streams();
    try {
      Store store = Store.existing(uri, new SparkHadoopUtil().newConfiguration(new SparkConf()));
      Result result = execute(store);
      streams.result(
          json ? new String(Json.write(result.content()), StandardCharsets.UTF_8) : result.text());
      return result.exitCode();
    } catch (Throwable e) { // a failure is told, whatever it is
      if (stacktrace) {
        streams.trace(e);
      }
      return Failures.tell(e, streams);
    }
  }
}
