/**
 * What training minimises: the loss of outputs given what is wanted, and its error. Imports {@code
 * model}.
 */
package io.espalier.objective;
