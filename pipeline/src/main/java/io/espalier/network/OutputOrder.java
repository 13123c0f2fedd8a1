package io.espalier.network;

import io.espalier.kernel.LstmShape;
import io.espalier.kernel.Steps;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How a layer's output [batch, unit, step] lies in memory, the batch always running fastest. */
enum OutputOrder {
  /** Step by step: 'f' order, as Deeplearning4j has it and as the next recurrent layer reads it. */
  STEPS_OUTERMOST {
    @Override
    INDArray array(Steps hidden, LstmShape shape, LayerWorkspaceMgr workspaces) {
      INDArray output = create(workspaces, shape.batch(), shape.units(), shape.steps());
      FloatViews.span(output)
          .buffer()
          .put(0, hidden.memory().buffer(), shape.cells(), shape.cells() * shape.steps());
      return output;
    }
  },
  /** Unit by unit: what an output layer over all steps flattens without a copy. */
  UNITS_OUTERMOST {
    @Override
    INDArray array(Steps hidden, LstmShape shape, LayerWorkspaceMgr workspaces) {
      int batch = shape.batch();
      int steps = shape.steps();
      INDArray output = create(workspaces, batch, steps, shape.units());
      float[] step = new float[shape.cells()];
      float[] turned = new float[shape.cells() * steps];
      for (int t = 0; t < steps; t++) {
        hidden.memory().buffer().get((t + 1) * shape.cells(), step, 0, step.length);
        for (int unit = 0; unit < shape.units(); unit++) {
          System.arraycopy(step, unit * batch, turned, (unit * steps + t) * batch, batch);
        }
      }
      FloatBuffer memory = FloatViews.span(output).buffer();
      memory.put(0, turned, 0, turned.length);
      return output.permute(0, 2, 1);
    }
  };

  /** The hidden states after every step as an array of the open workspace. */
  abstract INDArray array(Steps hidden, LstmShape shape, LayerWorkspaceMgr workspaces);

  private static INDArray create(LayerWorkspaceMgr workspaces, long... sizes) {
    return workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, sizes, 'f');
  }
}
