package io.espalier.store;

import io.espalier.model.InputException;
import java.util.Set;
import java.util.regex.Pattern;

/** Passwords and signatures inside addresses: they would be kept with the run, and are refused. */
final class Credentials {
  private static final Pattern SIGNED =
      Pattern.compile(
          "(?i).*[?&](sig|[\\w-]*(signature|credential|token|secret|password|passwd|key|auth))=.*",
          Pattern.DOTALL);

  /** Schemes in whose addresses a question mark is part of a name. */
  private static final Set<String> WITHOUT_QUERIES = Set.of("file", "hdfs", "viewfs");

  private Credentials() {}

  /**
   * Makes sure that an address holds none.
   *
   * @param path what stands after the authority
   * @throws InputException saying where credentials belong
   */
  static void refuse(String scheme, String authority, String path) {
    int end = authority.lastIndexOf('@');
    if (end >= 0 && authority.substring(0, end).contains(":")) {
      String host = authority.substring(end + 1).replaceFirst(":\\d*$", "");
      throw new InputException(
          "an address holds no password, since addresses are kept with the run; write %s://%s%s and %s"
              .formatted(scheme, authority.substring(end + 1), path, instead(scheme, host)));
    }
    if (!WITHOUT_QUERIES.contains(scheme) && SIGNED.matcher(path).matches()) {
      throw new InputException(
          "a signed address is not read, since addresses are kept with the run; "
              + "copy the file, or name it without the signature and give Hadoop the credentials");
    }
  }

  private static String instead(String scheme, String host) {
    String settings =
        switch (scheme) {
          case "ftp" -> "fs.ftp.user.%1$s and fs.ftp.password.%1$s".formatted(host);
          case "sftp" -> "fs.sftp.user.%1$s and fs.sftp.password.%1$s.USER".formatted(host);
          case "s3a" -> "fs.s3a.access.key and fs.s3a.secret.key";
          case "abfs", "abfss", "wasb", "wasbs" -> "fs.azure.account.key." + host;
          default -> "the user and the password";
        };
    return "give Hadoop %s in core-site.xml or a credential store (hadoop.security.credential.provider.path)"
        .formatted(settings);
  }
}
