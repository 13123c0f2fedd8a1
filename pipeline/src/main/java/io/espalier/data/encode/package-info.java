/**
 * Raw sequences to numbers: what one pass finds, vocabulary, scaling, windows. Imports {@code data}
 * and {@code model}.
 */
package io.espalier.data.encode;
