/** How good a network is: each metric a mergeable sum. Imports no outside library. */
package io.espalier.metric;
