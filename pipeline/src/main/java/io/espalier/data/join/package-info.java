/** How rows that are steps become sequences: by id, in an order of their own. */
package io.espalier.data.join;
