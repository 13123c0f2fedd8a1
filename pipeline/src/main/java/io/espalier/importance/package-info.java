/**
 * How much each weight matters: mergeable evidence and one file per criterion. Imports no outside
 * library.
 */
package io.espalier.importance;
