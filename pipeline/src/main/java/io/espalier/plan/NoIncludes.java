package io.espalier.plan;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;

/** Refuses includes: a plan is one file, wherever it lies, and {@code --set}. */
final class NoIncludes implements ConfigIncluder {
  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    throw new ConfigException.Generic(
        "include '%s' is not supported; put all keys into one file, or give some with --set"
            .formatted(what));
  }
}
