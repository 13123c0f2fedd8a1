/**
 * What a network is: a graph of layers, its parameter blocks in one flat vector, which of them
 * live, its hidden units and who consumes them, and how it is trained. Imports nothing but the JDK.
 */
package io.espalier.model;
