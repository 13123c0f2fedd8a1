/** In which order batches are visited: epochs, chunks, replicas. Imports {@code data} alone. */
package io.espalier.data.order;
