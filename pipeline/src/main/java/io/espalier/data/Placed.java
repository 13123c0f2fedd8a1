package io.espalier.data;

import java.io.Serializable;

/** An encoded sequence and the split it belongs to. */
public record Placed(Split split, Sequence sequence) implements Serializable {}
