package io.espalier.plan;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a plan as the configuration that reads back to it: every key with its resolved value. */
public final class PlanHocon {
  private PlanHocon() {}

  /** HOCON with sorted keys, one to a line. */
  public static String of(Plan plan) {
    Map<String, Object> keys = new LinkedHashMap<>();
    PlanKeys.plan(new WrittenKeys<>(plan, keys));
    ConfigRenderOptions options =
        ConfigRenderOptions.defaults().setOriginComments(false).setComments(false).setJson(false);
    return ConfigValueFactory.fromMap(keys).render(options);
  }
}
