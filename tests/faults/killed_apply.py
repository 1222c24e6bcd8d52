"""The process that the kill test kills: takes one upload in on a file database. Prints a line when it begins."""

import os
import sys


def main(upload_id: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "styringsdialog.config.settings.test")
    import django

    django.setup()
    from styringsdialog.core.acting import Acting
    from styringsdialog.processes.uploads import apply_upload
    from styringsdialog.submissions.models import Upload

    upload = Upload.objects.select_related("original", "municipality", "organisation", "created_by").get(pk=upload_id)
    acting = Acting(upload.created_by, upload.received_on, upload.municipality)
    print("begin", flush=True)
    apply_upload(acting, upload=upload)
    print("done", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
