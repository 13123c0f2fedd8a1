package io.espalier.model;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Registers classes as an application's jar does: by lines of {@code META-INF/services}. */
public final class AddedServices {
  private AddedServices() {}

  /** What is done meanwhile. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }

  /**
   * Does something on this thread while its class path has a folder with these lines.
   *
   * @param folder for the lines, empty
   * @param lines a class for each kind
   */
  public static void during(Path folder, Map<Class<?>, Class<?>> lines, Action action)
      throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    for (Map.Entry<Class<?>, Class<?>> line : lines.entrySet()) {
      Files.writeString(services.resolve(line.getKey().getName()), line.getValue().getName());
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader with = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(with);
      action.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
