package io.espalier.store;

import io.espalier.model.InputException;
import io.espalier.model.SecretNames;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Users, passwords and signatures inside addresses: they would be kept with the run. */
final class Credentials {
  /** Schemes in whose addresses a container stands before the account. */
  private static final Set<String> CONTAINERS = Set.of("abfs", "abfss", "wasb", "wasbs");

  /** Schemes in whose addresses a bucket stands for the host, and has no port. */
  private static final Set<String> BUCKETS = Set.of("s3", "s3a", "s3n", "gs", "oss", "cosn", "obs");

  /** Schemes in whose addresses a question mark is part of a name. */
  private static final Set<String> WITHOUT_QUERIES = Set.of("file", "hdfs", "viewfs");

  private static final Pattern ADDRESS =
      Pattern.compile("\\s*([A-Za-z][A-Za-z0-9+.-]+):(//?)([^/?#]*)(.*)", Pattern.DOTALL);

  private static final Pattern CONTAINER = Pattern.compile("^[^@:]*@");

  private static final Pattern HOST = Pattern.compile("(?:[^:]*|\\[[^\\]]*])(?::\\d*)?");

  /** A name in a query, before its value. */
  private static final Pattern QUERIED = Pattern.compile("[?&;#]([\\w.-]+)=");

  private Credentials() {}

  /**
   * Makes sure that an address holds none.
   *
   * @param what names it in messages
   * @throws InputException saying where credentials belong, without repeating them
   */
  static void refuse(String what, String address) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      return;
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    String path = parts.group(4);
    if (hasUser(scheme, parts.group(2), parts.group(3), path)) {
      String place = behindUser(parts.group(3), path);
      String host = place.replaceFirst("(?s)[:/?#].*", "");
      throw new InputException(
          ("%s: an address holds no user and no password, since addresses are kept with the run;"
                  + " write %s://%s and %s")
              .formatted(what, scheme, place, instead(scheme, host)));
    }
    if (!WITHOUT_QUERIES.contains(scheme) && isSigned(path)) {
      throw new InputException(
          ("%s: a signed address is not read, since addresses are kept with the run; copy the file,"
                  + " or name it as %s://%s and give Hadoop the credentials")
              .formatted(what, scheme, (parts.group(3) + path).replaceFirst("(?s)[?#].*", "")));
    }
  }

  private static boolean isSigned(String path) {
    return QUERIED.matcher(path).results().anyMatch(part -> SecretNames.isSecret(part.group(1)));
  }

  /**
   * Whether something stands before the host; after a colon that no port follows, it may have
   * slashes in it, so that a part of it is taken for the path.
   */
  private static boolean hasUser(String scheme, String slashes, String authority, String path) {
    if (slashes.equals("/") && (scheme.equals("file") || !authority.contains(":"))) {
      return false;
    }
    String plain = decoded(authority);
    if (CONTAINERS.contains(scheme)) {
      plain = CONTAINER.matcher(plain).replaceFirst("");
    }
    boolean isHost =
        BUCKETS.contains(scheme) ? !plain.contains(":") : HOST.matcher(plain).matches();
    return plain.contains("@") || !isHost && decoded(path).contains("@");
  }

  /** What follows the last sign that can end a user: of the authority if it has one. */
  private static String behindUser(String authority, String path) {
    String host = decoded(authority);
    return host.contains("@")
        ? host.substring(host.lastIndexOf('@') + 1) + path
        : decoded(path).substring(decoded(path).lastIndexOf('@') + 1);
  }

  private static String decoded(String text) {
    return text.replaceAll("(?i)%3a", ":").replace("%40", "@");
  }

  private static String instead(String scheme, String host) {
    String settings =
        switch (scheme) {
          case "ftp" -> "fs.ftp.user.%1$s and fs.ftp.password.%1$s".formatted(host);
          case "sftp" -> "fs.sftp.user.%1$s and fs.sftp.password.%1$s.USER".formatted(host);
          case "s3a" -> "fs.s3a.access.key and fs.s3a.secret.key";
          case "abfs", "abfss", "wasb", "wasbs" -> "fs.azure.account.key." + host;
          case "hdfs", "webhdfs", "swebhdfs" -> "the user as HADOOP_USER_NAME or by Kerberos";
          default -> "the user and the password";
        };
    return scheme.endsWith("hdfs")
        ? "give Hadoop " + settings
        : "give Hadoop %s in core-site.xml or a credential store (hadoop.security.credential.provider.path)"
            .formatted(settings);
  }
}
