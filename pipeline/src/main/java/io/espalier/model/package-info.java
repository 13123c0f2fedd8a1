/**
 * What a network is: a graph of layers, its parameter blocks in one flat vector, which of them
 * live, its hidden units and who consumes them, and how it is trained; beside it what all others
 * say with: names, refusals, kinds of files. Imports nothing but the JDK.
 */
package io.espalier.model;
