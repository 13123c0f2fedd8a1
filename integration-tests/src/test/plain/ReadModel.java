import java.io.File;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads an exported network and its mask with Deeplearning4j alone, and says what it found. */
public final class ReadModel {
  public static void main(String[] arguments) throws Exception {
    try {
      Class.forName("io.espalier.format.Formats");
      throw new IllegalStateException("Espalier is on the class path");
    } catch (ClassNotFoundException e) {
      System.out.println("espalier absent");
    }
    for (String name : arguments) {
      File file = new File(name);
      ComputationGraph network = ModelSerializer.restoreComputationGraph(file);
      long[] mask = ModelSerializer.getObjectFromFile(file, "espalier-mask");
      float[] parameters = network.params().dup().data().asFloat();
      int nonzeros = 0;
      int pruned = 0;
      int alive = 0;
      for (int i = 0; i < parameters.length; i++) {
        boolean kept = (mask[1 + i / 64] >>> (i % 64) & 1) == 1;
        nonzeros += parameters[i] == 0 ? 0 : 1;
        pruned += kept ? 0 : 1;
        alive += !kept && Float.floatToRawIntBits(parameters[i]) != 0 ? 1 : 0;
      }
      INDArray output = network.outputSingle(Nd4j.ones(2, 1, 30));
      System.out.printf(
          "parameters %d mask %d nonzeros %d pruned %d alive %d classes %d sum %.3f%n",
          parameters.length,
          mask[0],
          nonzeros,
          pruned,
          alive,
          output.size(1),
          output.sumNumber().doubleValue());
    }
  }
}
