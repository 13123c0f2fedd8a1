package io.espalier.data;

/**
 * A file that does not fit the configuration as a whole, whatever is done about bad rows.
 *
 * @param problem one sentence that names the file
 */
public record RefusedFile(String problem) implements Parsed {}
