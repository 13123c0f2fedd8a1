package io.espalier.network;

/** Whether anybody reads the error that a layer passes down to its input. */
enum InputError {
  NEEDED,
  /** The layer reads the network's inputs, which learn nothing: zeros will do. */
  UNUSED
}
