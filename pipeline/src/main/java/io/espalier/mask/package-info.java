/**
 * Which weights live: the mask, granularity (groups), scope (budgets) and exact selection. Imports
 * no outside library.
 */
package io.espalier.mask;
