/**
 * Which weights go: granularity (groups), scope (budgets) and exact selection; and what is left
 * when units are physically gone. Imports no outside library.
 */
package io.espalier.prune;
