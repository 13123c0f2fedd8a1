/**
 * What a sequence, a batch, a dataset and its fingerprint are, raw and encoded; which split a
 * sequence belongs to, and what a task is. Imports nothing but the JDK and {@code model}.
 *
 * <p>Its rooms import this package and not one another, but for {@code raw} that imports {@code
 * join}: {@code raw} parses, {@code join} makes sequences of rows that are steps, {@code generate}
 * makes sequences from nothing, {@code encode} turns raw sequences into numbers, {@code order} says
 * which batch is visited when.
 */
package io.espalier.data;
