/**
 * Network files: a class for each format, and what they share. A file is checked against {@link
 * io.espalier.format.Limits} before memory is taken for what it says it holds. Imports {@code
 * model} and Jackson.
 */
package io.espalier.format;
