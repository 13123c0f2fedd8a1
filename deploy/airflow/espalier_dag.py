"""One Airflow task for each stage of an experiment.

Every command is idempotent: it does what is missing up to its stage, and a stage that is finished is
never done again. So a retry goes on where the failed attempt stopped, and clearing a task that
succeeded costs nothing. Bad input (exit code 2) and a network that is not what evaluate.require asks
for (3) are not retried. An example to adapt; it needs Airflow 2.4 or newer and has not been run here.
"""

import subprocess
from datetime import datetime, timedelta

from airflow import DAG
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.operators.python import PythonOperator

ESPALIER = ["/opt/espalier/deploy/bin/espalier", "--master", "yarn"]
CONFIGURATION = "hdfs:///experiments/vowels.conf"
STAGES = ["validate", "prepare", "train", "score", "prune", "finetune", "evaluate", "export"]


def espalier(stage):
    code = subprocess.run([*ESPALIER, stage, CONFIGURATION, "--quiet"]).returncode
    if code in (2, 3):
        raise AirflowFailException(f"espalier {stage} ended with exit code {code}")
    if code != 0:
        raise AirflowException(f"espalier {stage} ended with exit code {code}")


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
        task = PythonOperator(task_id=stage, python_callable=espalier, op_args=[stage])
        if previous is not None:
            previous >> task
        previous = task
