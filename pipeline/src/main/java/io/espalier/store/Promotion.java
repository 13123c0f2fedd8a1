package io.espalier.store;

import io.espalier.model.InputException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * A stable place for the files of whatever was promoted last. Each promotion is a committed folder
 * of its own; the file {@code current} holds the name of one of them, and is replaced in one step
 * once the folder is whole. So a reader who takes the name from it sees the files of one promotion,
 * all of them. The file {@code previous} names the one before, which is kept; older ones go.
 */
public final class Promotion {
  private static final String MARK = "espalier-promotion";
  private static final String CURRENT = "current";
  private static final String PREVIOUS = "previous";
  private static final String KIND = "promotion";

  private final Folder root;
  private final String application;

  private Promotion(Folder root, String application) {
    this.root = root;
    this.application = application;
  }

  /**
   * A place that may have yet to be made.
   *
   * @param what names it in messages, such as its key
   * @param application what others are told of this driver while it promotes
   * @throws InputException if there is no file system for it
   */
  public static Promotion at(
      String what, String uri, Configuration configuration, String application) {
    return new Promotion(Folder.at(Address.of(what, uri, configuration)), application);
  }

  /**
   * Makes sure that nothing else lies there.
   *
   * @throws InputException if something does
   */
  public void check() {
    if (!root.has(MARK) && !root.entries().isEmpty()) {
      throw new InputException(
          ("export.to must be a folder that is new or empty, or one that files were promoted to"
                  + " before, got %s, which holds other things (%s)")
              .formatted(root.uri(), root.entries().get(0).name()));
    }
  }

  /**
   * Makes the place, so that what cannot be written to is refused before the work.
   *
   * @throws InputException if something else lies there, or nothing can be written
   */
  public void create() {
    try {
      check();
      root.create();
      root.write(MARK, "format 1\n".getBytes(StandardCharsets.UTF_8));
    } catch (UncheckedIOException e) {
      throw unwritable(e.getCause());
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw unwritable(e);
    }
  }

  private InputException unwritable(Exception cause) {
    InputException problem =
        new InputException(
            "export.to must be a folder that can be written to, got %s: %s"
                .formatted(root.uri(), cause.getMessage()));
    problem.initCause(cause);
    return problem;
  }

  /**
   * Promotes files: readers see these once all of them are there. The same files once more change
   * nothing.
   *
   * @param name that the folder's name begins with
   * @param limit how long another driver that promotes to this place is waited for
   * @param say told for whom it waits, and of what is damaged
   * @return the folder of the files
   */
  public String promote(
      String name, SortedMap<String, byte[]> files, Duration limit, Consumer<String> say) {
    String work = "promoting to " + root.uri();
    LockClaim claim =
        new LockClaim(
            new LockFiles(root.child(".lock")),
            work,
            Holder.current(application),
            Lock.Pace.USUAL,
            say);
    try (Lock lock = claim.take(limit)) {
      String key = name + "-" + digest(files);
      Folder place = root.guarded(lock);
      Folder folder = place.child(key);
      if (!isWhole(folder, say)) {
        folder.begin(say);
        files.forEach(folder::write);
        folder.commit(KIND, key);
      }
      publish(place, key);
      dropOld(place);
      return folder.uri();
    }
  }

  private static String digest(SortedMap<String, byte[]> files) {
    StringBuilder all = new StringBuilder();
    files.forEach(
        (name, content) ->
            all.append(name).append(' ').append(Digests.sha256(content)).append('\n'));
    return Digests.sha256(all.toString()).substring(0, 12);
  }

  private static boolean isWhole(Folder folder, Consumer<String> say) {
    try {
      Optional<Manifest> manifest = folder.manifest();
      manifest.ifPresent(
          found -> found.files().keySet().forEach(name -> folder.verify(found, name)));
      return manifest.isPresent();
    } catch (DamagedException e) {
      say.accept(e.getMessage() + "; it is written again");
      return false;
    }
  }

  private static void publish(Folder place, String key) {
    Optional<String> before = named(place, CURRENT);
    if (!before.equals(Optional.of(key))) {
      before.ifPresent(name -> place.write(PREVIOUS, line(name)));
      place.write(CURRENT, line(key));
    }
  }

  /** Deletes the promotions that neither file names. */
  private static void dropOld(Folder place) {
    List<String> kept =
        List.of(named(place, CURRENT).orElse(""), named(place, PREVIOUS).orElse(""));
    place.folders().stream()
        .filter(name -> !kept.contains(name) && isPromotion(place.child(name), name))
        .forEach(name -> place.child(name).vanish());
  }

  private static boolean isPromotion(Folder folder, String name) {
    try {
      return folder
          .manifest()
          .filter(found -> found.kind().equals(KIND) && found.key().equals(name))
          .isPresent();
    } catch (DamagedException | InputException e) {
      return false; // whose it is cannot be told
    }
  }

  private static Optional<String> named(Folder place, String file) {
    return place
        .find(file)
        .map(text -> new String(text, StandardCharsets.UTF_8).strip())
        .filter(name -> !name.isEmpty() && place.child(name).isCommitted());
  }

  private static byte[] line(String name) {
    return (name + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
