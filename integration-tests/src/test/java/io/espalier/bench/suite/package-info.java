/** Benchmarks of the standard suite, and of kernels alone. */
package io.espalier.bench.suite;
