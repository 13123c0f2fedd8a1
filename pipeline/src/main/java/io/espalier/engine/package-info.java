/**
 * Whole networks on the kernel's arithmetic: reading an exported network, saying what it says, and
 * training it, without Deeplearning4j. Imports Jackson, to read Deeplearning4j's configurations.
 */
package io.espalier.engine;
