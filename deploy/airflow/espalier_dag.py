"""One Airflow task for each stage of an experiment.

Every command is idempotent: it does what is missing up to its stage, and a stage that is finished is
never done again. So a retry goes on where the failed attempt stopped, and clearing a task that
succeeded costs nothing. An example to adapt; it needs Airflow 2.4 or newer and has not been run here.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

ESPALIER = "/opt/espalier/deploy/bin/espalier --master yarn"
CONFIGURATION = "hdfs:///experiments/vowels.conf"
STAGES = ["validate", "prepare", "train", "score", "prune", "finetune", "evaluate", "export"]

with DAG(
    dag_id="espalier_vowels",
    description="Train, prune and fine-tune an LSTM network",
    start_date=datetime(2026, 1, 1),
    schedule="@weekly",
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 3, "retry_delay": timedelta(minutes=5)},
) as dag:
    previous = None
    for stage in STAGES:
        task = BashOperator(
            task_id=stage,
            bash_command=f"{ESPALIER} {stage} {CONFIGURATION} --quiet",
        )
        if previous is not None:
            previous >> task
        previous = task
