package io.espalier.kernel;

import io.espalier.model.ParameterBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** All weights, outside the heap in memory that goes with this object. */
final class FixedDense implements Product {
  private final ParameterBlock block;
  private final FloatPointer weights;

  FixedDense(ParameterBlock block, float[] parameters) {
    this.block = block;
    FloatBuffer memory =
        ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, block.length()))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    memory.put(0, parameters, block.offset(), block.length());
    this.weights = new FloatPointer(memory);
  }

  @Override
  public void forward(Panel input, Panel output, Accumulate sum) {
    MatrixProduct.forward(block, input.lanes(), weights, input.source(), output.target(sum), sum);
  }
}
