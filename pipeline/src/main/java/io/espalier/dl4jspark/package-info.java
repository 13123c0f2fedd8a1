/**
 * For programs that train with Deeplearning4j on Spark: its networks and data sets in and out of
 * Espalier's rounds. Such a program brings dl4j-spark itself. Imports Deeplearning4j, ND4J and
 * Spark.
 */
package io.espalier.dl4jspark;
