package io.espalier.network;

import io.espalier.mask.Mask;
import io.espalier.model.*;
import java.util.*;

public final class Compaction {
  public static NetworkState compact(NetworkState s, Mask mask) {
    throw new UnsupportedOperationException();
  }

  public static NetworkState expand(
      NetworkState s, List<List<Integer>> units, NetworkStructure dense) {
    return s;
  }

  public static NetworkState withoutIdleUnits(NetworkState s) {
    return s;
  }

  public static Mask mask(List<List<Integer>> units, NetworkStructure dense) {
    throw new UnsupportedOperationException();
  }
}
