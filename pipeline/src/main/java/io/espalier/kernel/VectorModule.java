package io.espalier.kernel;

/**
 * Whether this Java process was started with {@code --add-modules jdk.incubator.vector}. Classes
 * that use the Vector API must not be touched otherwise.
 */
final class VectorModule {
  private static final boolean PRESENT =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  private VectorModule() {}

  static boolean isPresent() {
    return PRESENT;
  }
}
