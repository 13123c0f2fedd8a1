/**
 * The only package that knows Deeplearning4j and ND4J: build, load, save, step, gradients,
 * compaction.
 */
package io.espalier.network;
