/**
 * Networks that no longer learn: whole batches, or streams read step by step, shared by any number
 * of threads. Imports {@code engine} and what stands below it; does not know {@code training}.
 */
package io.espalier.engine.inference;
