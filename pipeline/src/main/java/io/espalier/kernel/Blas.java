package io.espalier.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * The matrix products of the cell on OpenBLAS, all column-major. Pointers may be moved to a
 * position and are left there.
 *
 * <p>Loading this class sets OpenBLAS to one thread for the whole process: tasks run side by side
 * on one host, each with its own network; a second thread inside a product would only take cores
 * from them, and would make the order of summation depend on the machine.
 */
final class Blas {
  static {
    openblas.blas_set_num_threads(1);
  }

  private static final int COLUMN_MAJOR = openblas.CblasColMajor;
  private static final int PLAIN = openblas.CblasNoTrans;
  private static final int TRANSPOSED = openblas.CblasTrans;

  private Blas() {}

  /** c [m, n] = a [m, k] b [k, n] + beta c. */
  static void product(
      int m, int n, int k, FloatPointer a, FloatPointer b, float beta, FloatPointer c) {
    if (m == 1) {
      openblas.cblas_sgemv(COLUMN_MAJOR, TRANSPOSED, k, n, 1f, b, k, a, 1, beta, c, 1);
      return;
    }
    openblas.cblas_sgemm(COLUMN_MAJOR, PLAIN, PLAIN, m, n, k, 1f, a, m, b, k, beta, c, m);
  }

  /** c [m, n] = c + aᵀ b, with a [k, m] and b [k, n]. */
  static void addOuter(int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
    openblas.cblas_sgemm(COLUMN_MAJOR, TRANSPOSED, PLAIN, m, n, k, 1f, a, k, b, k, 1f, c, m);
  }

  /** Two sums over a that practically never both stay the same when a value changes. */
  static long fingerprint(FloatPointer a, int n) {
    float squares = openblas.cblas_sdot(n, a, 1, a, 1);
    long start = a.position();
    float neighbours =
        n > 1 ? openblas.cblas_sdot(n - 1, a, 1, new FloatPointer(a).position(start + 1), 1) : 0f;
    float first = a.get();
    return 31L * (31L * Float.floatToRawIntBits(squares) + Float.floatToRawIntBits(neighbours))
        + Float.floatToRawIntBits(first);
  }
}
