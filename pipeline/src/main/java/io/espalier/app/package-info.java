/**
 * What the command line and programs call: opens a plan on Spark, and writes what a run leaves for
 * people.
 */
package io.espalier.app;
