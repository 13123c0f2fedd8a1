package io.espalier.kernel;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import io.espalier.model.ParameterBlock;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The matrix products of the cell on oneDNN, all column-major. oneDNN generates its code for the
 * processor at hand; at the flat shapes of a recurrent step it is twice as fast as OpenBLAS.
 *
 * <p>The number of threads is OpenMP's, so {@code OMP_NUM_THREADS=1} belongs in the environment:
 * tasks run side by side on one host, each with its own network, and the order of summation must
 * not depend on the number of cores.
 */
final class MatrixProduct {
  private static final byte PLAIN = 'N';
  private static final byte TURNED = 'T';

  private MatrixProduct() {}

  /** c [m, n] = a [m, k] b [k, n] + beta c. */
  static void product(
      int m, int n, int k, FloatPointer a, FloatPointer b, float beta, FloatPointer c) {
    check(dnnl_sgemm(PLAIN, PLAIN, n, m, k, 1f, b, k, a, m, beta, c, m));
  }

  /** c [m, n] = a [m, k] bᵀ, with b [n, k]. */
  static void productWithTurned(
      int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
    check(dnnl_sgemm(TURNED, PLAIN, n, m, k, 1f, b, n, a, m, 0f, c, m));
  }

  /** c [m, n] = c + aᵀ b, with a [k, m] and b [k, n] whose columns lie {@code stride} apart. */
  static void addOuter(
      int m, int n, int k, FloatPointer a, FloatPointer b, int stride, FloatPointer c) {
    check(dnnl_sgemm(PLAIN, TURNED, n, m, k, 1f, b, stride, a, stride, 1f, c, m));
  }

  /** output [outputs][lanes] = Wᵀ input [inputs][lanes], for a column-major W [inputs, outputs]. */
  static void forward(
      ParameterBlock w,
      int lanes,
      FloatPointer weights,
      FloatPointer in,
      FloatPointer out,
      Accumulate sum) {
    int inputs = w.rows();
    int outputs = w.columns();
    check(
        dnnl_sgemm(
            PLAIN, PLAIN, outputs, lanes, inputs, 1f, weights, inputs, in, lanes, beta(sum), out,
            lanes));
  }

  /** inputError [inputs][lanes] = W error [outputs][lanes]. */
  static void transposed(
      ParameterBlock w,
      int lanes,
      FloatPointer weights,
      FloatPointer in,
      FloatPointer out,
      Accumulate sum) {
    int inputs = w.rows();
    int outputs = w.columns();
    check(
        dnnl_sgemm(
            TURNED, PLAIN, inputs, lanes, outputs, 1f, weights, inputs, in, lanes, beta(sum), out,
            lanes));
  }

  /** The gradient of W, column-major: input [inputs][lanes] errorᵀ [outputs][lanes]. */
  static void gradient(
      ParameterBlock w,
      int lanes,
      FloatPointer in,
      FloatPointer error,
      FloatPointer out,
      Accumulate sum) {
    int inputs = w.rows();
    int outputs = w.columns();
    check(
        dnnl_sgemm(
            PLAIN, TURNED, outputs, inputs, lanes, 1f, error, lanes, in, lanes, beta(sum), out,
            inputs));
  }

  private static float beta(Accumulate sum) {
    return sum == Accumulate.ADD ? 1f : 0f;
  }

  private static void check(int status) {
    if (status != dnnl_success) {
      throw new IllegalStateException("oneDNN refused a matrix product with status " + status);
    }
  }
}
