/**
 * Parsers of raw formats: text to raw sequences and bad rows. Imports {@code data} and {@code
 * data.join}, and a parser may import its format's library.
 */
package io.espalier.data.raw;
