/** Generators: raw sequences from a seed and a position. Imports {@code data} alone. */
package io.espalier.data.generate;
