/**
 * Which weights go: granularity (groups), scope (budgets) and exact selection. Imports no outside
 * library.
 */
package io.espalier.prune;
