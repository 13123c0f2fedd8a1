package io.espalier.cluster.prepare;

import io.espalier.data.Parsed;
import io.espalier.data.Split;
import java.io.Serializable;

/** What was read, and the split its file was given for. */
public record SourcePiece(Split split, Parsed parsed) implements Serializable {}
