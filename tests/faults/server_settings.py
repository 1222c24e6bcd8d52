"""The settings of tests for a server in a process of its own: files in the folder of the run, people stay signed in."""

import os
from pathlib import Path

from styringsdialog.config.settings.test import *  # noqa: F403

DEBUG = False
MEDIA_ROOT = Path(os.environ["STYRINGSDIALOG_TEST_FILES"])
