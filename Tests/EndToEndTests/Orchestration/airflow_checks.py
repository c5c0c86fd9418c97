"""Months by real Airflow. usage: airflow_checks.py [tested|scheduled]…   both without a word"""

import sys

import scheduled_month
import tested_months
from checks import EPOCH, Project, say


def main():
    chosen = sys.argv[1:] or ["tested", "scheduled"]
    project = Project("airflow")
    try:
        project.environment["SOURCE_DATE_EPOCH"] = EPOCH
        say("what 'forecastpack run' makes of October and November 2013")
        facts = project.make_database("facts")
        for step in (["load"], ["db", "migrate"], ["build"]):
            project.succeed(*step, "--quiet", dsn=facts)
        for database, template, month in (("october", "facts", "2013-10"), ("november", "october", "2013-11")):
            dsn = project.make_database(database, template)
            project.succeed("run", "--skip-build", "--as-of", month, "--quiet", dsn=dsn)
        if "tested" in chosen:
            tested_months.check(project, "facts", "november")
        if "scheduled" in chosen:
            scheduled_month.check(project, "facts", "october")
    finally:
        project.close()
    say("Airflow leaves what 'forecastpack run' leaves")


main()
