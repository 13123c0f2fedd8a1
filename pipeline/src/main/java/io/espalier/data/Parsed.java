package io.espalier.data;

import java.io.Serializable;

/** What a reader makes of a piece of a file. */
public sealed interface Parsed extends Serializable
    permits RawSequence, BadRow, RefusedFile, Remark {}
