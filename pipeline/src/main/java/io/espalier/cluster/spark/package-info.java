/**
 * Spark as the other rooms use it: jobs, what processes keep for them, blocks of bytes that travel
 * with a broadcast, a place where the tasks of a job meet, and what memory processes were given.
 * Imports no other room.
 */
package io.espalier.cluster.spark;
