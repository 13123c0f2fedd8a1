package io.espalier.store;

import io.espalier.model.Complaint;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;

/** Why a file system cannot be used, in words that say what to do. */
final class FileSystemProblem {
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL);

  /** Packages that bring the file system of a scheme; {@code %s} is the version of Hadoop. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "s3a", "org.apache.hadoop:hadoop-aws:%s",
          "abfs", "org.apache.hadoop:hadoop-azure:%s",
          "abfss", "org.apache.hadoop:hadoop-azure:%s",
          "wasb", "org.apache.hadoop:hadoop-azure:%s",
          "wasbs", "org.apache.hadoop:hadoop-azure:%s",
          "adl", "org.apache.hadoop:hadoop-azure-datalake:%s",
          "oss", "org.apache.hadoop:hadoop-aliyun:%s",
          "cosn", "org.apache.hadoop:hadoop-cos:%s",
          "gs", "com.google.cloud.bigdataoss:gcs-connector:hadoop3-2.2.22");

  private FileSystemProblem() {}

  /** What went wrong when the file system of an address was opened. */
  static String of(String address, Exception failure) {
    Matcher matcher = SCHEME.matcher(address);
    String scheme = matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    Throwable root = root(failure);
    boolean isMissing =
        root instanceof ClassNotFoundException || root instanceof UnsupportedFileSystemException;
    if (isMissing && PACKAGES.containsKey(scheme)) {
      String name = PACKAGES.get(scheme).formatted(VersionInfo.getVersion());
      return "the library for %s:// is not there; add --packages %s".formatted(scheme, name);
    }
    if (isMissing && (scheme.equals("s3") || scheme.equals("s3n"))) {
      return "there is no file system for %s://; write s3a://".formatted(scheme);
    }
    if (isMissing) {
      return "there is no file system for %s://; there are hdfs://, file:///, s3a:// and others of Hadoop's"
          .formatted(scheme);
    }
    if (root instanceof UnknownHostException) {
      return "there is no host of this name: " + root.getMessage();
    }
    String message = Complaint.of(root);
    return message.startsWith("Incomplete HDFS URI")
        ? "it names no host, and Hadoop's default file system (fs.defaultFS) is no hdfs:// either;"
            + " write hdfs://host:port/folder"
        : message;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
