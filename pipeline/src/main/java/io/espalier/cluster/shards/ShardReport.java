package io.espalier.cluster.shards;

import io.espalier.data.LengthCounts;
import io.espalier.data.Split;
import java.io.Serializable;

/**
 * What a task says about the shard it has written.
 *
 * @param classCounts sequences of each class; empty where there are no classes
 * @param sha256 of the file
 */
public record ShardReport(
    Split split, int shard, LengthCounts lengths, long[] classCounts, String sha256)
    implements Serializable {}
