/** The command line: reads a configuration, runs an experiment on Spark, tells how it goes. */
package io.espalier.jobs;
