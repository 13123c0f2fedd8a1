/**
 * Networks that learn: the way back through each layer, noise, and optimisers. Imports {@code
 * engine} and what stands below it; does not know {@code inference}.
 */
package io.espalier.engine.training;
