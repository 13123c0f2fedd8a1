/**
 * What a network is made of: its specification, its parameter blocks in one flat vector, which of
 * them live, its hidden units and who consumes them. Imports nothing but the JDK.
 */
package io.espalier.model;
