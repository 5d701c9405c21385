"""A load started from the page: its progress, its answer, and what it leaves behind."""

import time

from utils.ui import jobs


def finished(job: jobs.Job) -> dict:
    """Wait for a job and return its answer."""
    job.process.wait(timeout=120)
    return jobs.result(job)


def test_uploads_are_loaded_and_no_copy_of_them_stays(tmp_path):
    content = b'{"title": "A rule is delayed", "text": "The ministry has delayed the rule."}\n{torn'
    job = jobs.start({"../../odd name.jsonl": content}, tmp_path / "store", "hand-picked")
    assert jobs.running(job)
    told = finished(job)
    assert [told[name] for name in ("read", "accepted", "duplicates", "rejected")] == [2, 1, 0, 1]
    assert {"stage", "done", "total", "seconds", "left"} == set(jobs.progress(job))
    for _ in range(50):
        if not (job.folder / jobs.INPUT).exists():
            break
        time.sleep(0.1)
    assert not (job.folder / jobs.INPUT).exists()


def test_a_load_of_nothing_ends_in_a_sentence(tmp_path):
    told = finished(jobs.start(tmp_path / "nowhere", tmp_path / "store", "unknown"))
    assert "nothing to read" in told["error"]
