package io.espalier.plan;

/** Everything an experiment depends on, resolved and checked; mirrors the configuration file. */
public record Plan(
    RunPlan run,
    DataPlan data,
    NetworkPlan network,
    TrainPlan train,
    PrunePlan prune,
    RecoverPlan recover,
    EvaluatePlan evaluate,
    ExportPlan export) {}
