/**
 * What a sequence, a batch, a dataset and its fingerprint are; generators; parsers of raw formats.
 * A parser may import its format's library, everything else nothing but the JDK and {@code model}.
 */
package io.espalier.data;
