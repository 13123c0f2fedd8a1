/**
 * How fast it is on this machine: networks and what they are compared with, timed in turns. Imports
 * no outside library.
 */
package io.espalier.bench;
