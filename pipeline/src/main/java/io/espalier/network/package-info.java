/**
 * The only package that knows Deeplearning4j and ND4J: build, load, save, step, gradients,
 * compaction.
 *
 * <p>A network is kept as Deeplearning4j's own configuration, in the type it came in, and flat
 * vectors of numbers. In memory ({@link io.espalier.network.LiveNetwork}) it is computed by {@code
 * engine} where that covers its layers, else by Deeplearning4j's graph, in which a few parts are
 * replaced by ones that are faster, or that are right for padded sequences; none of these is ever
 * written to a file. Imports {@code engine}, {@code plan} and what stands below them.
 */
package io.espalier.network;
