package io.espalier.plan;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.espalier.model.SecretNames;
import java.util.List;
import java.util.Map;

/**
 * Substitutions such as <code>${HOME}</code> that name no key of the configuration: variables of
 * the environment, except those whose names say that they are secret, because a plan is written out
 * with every value.
 */
final class Environment implements ConfigResolver {
  private final Map<String, String> variables;

  /**
   * @param variables by name
   */
  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  @Override
  public ConfigValue lookup(String path) {
    List<String> names = ConfigUtil.splitPath(path);
    String name = String.join(".", names);
    if (SecretNames.isSecret(name)) {
      throw new ConfigException.Generic(
          ("${%s} is not read: the plan is kept with the run, and a secret would be kept in it;"
                  + " give credentials to Hadoop instead, as spark.hadoop.* or in core-site.xml")
              .formatted(name));
    }
    return variables.containsKey(name)
        ? ConfigValueFactory.fromAnyRef(variables.get(name), Problems.VARIABLE + name)
        : null;
  }

  @Override
  public ConfigResolver withFallback(ConfigResolver fallback) {
    return this;
  }
}
