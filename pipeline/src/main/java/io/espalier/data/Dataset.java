package io.espalier.data;

import java.io.Serializable;

/**
 * A prepared dataset.
 *
 * @param folder URI of the folder that holds its shards
 * @param info what it holds
 */
public record Dataset(String folder, DatasetInfo info) implements Serializable {}
