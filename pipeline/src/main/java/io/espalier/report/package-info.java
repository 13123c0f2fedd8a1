/**
 * What a person looks at: the summary as JSON and one self-contained HTML page. Imports Jackson.
 */
package io.espalier.report;
