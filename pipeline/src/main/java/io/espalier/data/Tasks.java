package io.espalier.data;

/** The tasks that code speaks of by name; {@link Task#registered()} has them all. */
public final class Tasks {
  public static final Task CLASSIFICATION = new Classification();
  public static final Task LANGUAGE_MODEL = new LanguageModel();
  public static final Task REGRESSION = new Regression();
  public static final Task FORECAST = new Forecast();

  private Tasks() {}
}
