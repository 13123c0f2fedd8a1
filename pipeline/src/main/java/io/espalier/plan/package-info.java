/**
 * The resolved plan as records, and reading it from HOCON with every problem reported at once.
 * Imports Typesafe config.
 */
package io.espalier.plan;
