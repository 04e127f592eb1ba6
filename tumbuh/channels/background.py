"""The background worker: takes up what a killed worker left, then works until it is told to stop."""

import threading

from procrastinate.contrib.django import app

from tumbuh.channels import tasks  # noqa: F401 - registers this app's tasks


def work(*, until_empty: bool = False) -> None:
    """
    Do jobs from the queue; with `until_empty`, return when none is left.

    SIGTERM and Ctrl-C let the current job end first. A job whose worker was killed is taken up again by
    `tasks.take_up`: reading a file is idempotent, so doing it twice changes nothing.
    """
    # Only the main thread may take signals; elsewhere (a test, a notebook) the caller decides when to stop.
    signals = threading.current_thread() is threading.main_thread()
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(
            wait=not until_empty, concurrency=1, install_signal_handlers=signals, delete_jobs="successful"
        )
