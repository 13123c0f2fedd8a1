/** LSTM arithmetic: forward and backward over whole batches. Imports JavaCPP presets. */
package io.espalier.kernel;
