/**
 * LSTM arithmetic: forward and backward over whole batches. Imports JavaCPP presets (oneDNN) and,
 * where the Java process has it, the Vector API.
 *
 * <p>Products run in oneDNN on memory outside the heap; everything between them runs on heap arrays
 * [unit][batch], in loops that the compiler turns into vector instructions.
 */
package io.espalier.kernel;
