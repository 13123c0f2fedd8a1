/**
 * A network on the kernel's arithmetic: the forward pass of every layer, which training and
 * inference share. Imports {@code kernel}, {@code objective}, {@code metric}, {@code data}, {@code
 * model}, and Jackson, to read Deeplearning4j's configurations.
 */
package io.espalier.engine;
