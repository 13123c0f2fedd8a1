package io.espalier.data.encode;

import io.espalier.data.Sequence;
import io.espalier.data.Split;
import java.io.Serializable;

/** An encoded sequence and the split it belongs to. */
public record Placed(Split split, Sequence sequence) implements Serializable {}
