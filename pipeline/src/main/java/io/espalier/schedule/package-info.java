/** How sparsity grows: one file per schedule. Imports no outside library. */
package io.espalier.schedule;
