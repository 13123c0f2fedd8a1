/**
 * The resolved plan as records, and reading it from HOCON with every problem reported at once. A
 * key is one declaration where its part of the plan is made (a class {@code …Keys}), one entry of
 * {@code reference.conf} and one component of a record. Imports Typesafe config.
 */
package io.espalier.plan;
