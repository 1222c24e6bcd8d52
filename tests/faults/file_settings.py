"""The settings of tests, with files in the folder of the run: a killed process shares nothing with others."""

import os
from pathlib import Path

from styringsdialog.config.settings.test import *  # noqa: F403

MEDIA_ROOT = Path(os.environ["STYRINGSDIALOG_TEST_FILES"])
