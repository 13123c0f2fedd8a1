package io.espalier.run;

import io.espalier.data.DatasetInfo;
import io.espalier.model.ParameterLayout;

/** What those who work with networks have room for. */
public interface Capacity {
  /**
   * Refuses a network that they have no room for, before they work with it.
   *
   * @throws io.espalier.model.InputException with the settings that would do
   */
  void check(ParameterLayout layout, DatasetInfo data);
}
