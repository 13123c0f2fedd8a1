/** What leaves the building: Deeplearning4j zips, masked and compacted. */
package io.espalier.export;
