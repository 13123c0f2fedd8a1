package io.espalier.store;

import io.espalier.data.Split;
import java.io.Serializable;

/**
 * A raw file.
 *
 * @param split it was given for
 * @param name by which its rows are known; distinct among all files of a source
 * @param path absolute URI
 * @param length in bytes
 * @param modified milliseconds since 1970
 */
public record SourceFile(Split split, String name, String path, long length, long modified)
    implements Serializable {}
