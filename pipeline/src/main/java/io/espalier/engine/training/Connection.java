package io.espalier.engine.training;

import io.espalier.engine.LayerInput;
import java.util.Optional;

/**
 * What a node gives to those that read it.
 *
 * @param values going forward
 * @param errors going back; empty where nothing before it learns
 */
record Connection(LayerInput values, Optional<Errors> errors) {}
