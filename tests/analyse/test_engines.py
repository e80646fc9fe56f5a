"""Engines: which is taken, what is said where one is missing, a simulated card, a cluster."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import warnings
from importlib.util import find_spec

import numpy as np
import pytest
from tests.analyse.random_lives import random_lives

from kartoteka.analyse.kernel import engines
from kartoteka.analyse.measures import NMS, OM, Hamming, OMloc
from kartoteka.errors import MissingExtra, NoDevice, UnknownName

LIVES = random_lives(30, 9, seed=30)


def run(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, with our modules."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **variables}
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=300,
    )


def test_without_numba_everything_runs_and_says_once_that_it_is_slower() -> None:
    """An installation without the extra `fast`."""
    found = run(
        """
        import sys, warnings
        sys.modules["numba"] = None
        import importlib.util as util
        real = util.find_spec
        util.find_spec = lambda name, *rest: None if name == "numba" else real(name, *rest)
        from tests.analyse.random_lives import random_lives
        from kartoteka.analyse.kernel import engines
        engines.find_spec = util.find_spec
        from kartoteka.analyse.measures import OM
        lives = random_lives(30, 9, seed=30)
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            for _ in range(2):
                pairs = OM().fit(lives).dissimilarities(lives).pairs()
        print([str(w.message)[:43] for w in said if w.category is engines.SlowerWarning])
        print(pairs.tobytes().hex())
        """
    )
    assert found.returncode == 0, found.stderr
    said, pairs = found.stdout.splitlines()
    assert said == "['Sequences are compared without numba: the r']"
    assert pairs == OM().fit(LIVES).dissimilarities(LIVES).pairs().tobytes().hex()


def test_where_the_vector_code_does_not_compile_plain_numba_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another LLVM than ours."""
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    monkeypatch.setattr(engines, "vectors_work", lambda: False)
    assert engines.chosen("auto") == "plain"
    slower = OM().fit(LIVES).dissimilarities(LIVES).condensed
    monkeypatch.undo()
    assert (slower == OM().fit(LIVES).dissimilarities(LIVES).condensed).all()


def test_an_engine_that_is_not() -> None:
    """A slip of the pen."""
    with pytest.raises(UnknownName, match="No engine is called 'cuda'"):
        OM().fit(LIVES).dissimilarities(LIVES, engine="cuda")  # pyright: ignore[reportArgumentType]


def test_without_a_card_the_message_says_what_to_do() -> None:
    """An ordinary computer; and a measure that the card does not compute."""
    with pytest.raises((NoDevice, MissingExtra), match=r"leave engine out|kartoteka\[gpu\]"):
        OM().fit(LIVES).dissimilarities(LIVES, engine="gpu")
    with pytest.raises(NoDevice, match="kind Matches"):
        NMS().fit(LIVES).dissimilarities(LIVES, engine="gpu")


def test_the_card_gives_the_same_bits() -> None:
    """On the simulator of CUDA that numba brings: slow, and true to what the card does."""
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    found = run(
        """
        from tests.analyse.random_lives import random_lives
        from kartoteka.analyse.kernel import gpu_compiled
        from kartoteka.analyse.measures import OM, TWED, OMloc, OMstran
        gpu_compiled.THREADS = 16
        lives = random_lives(12, 6, seed=31)
        for measure in (OM(norm="YujianBo"), OM(costs="constant"), OMloc(), OMstran(), TWED()):
            measure.fit(lives)
            card = measure.dissimilarities(lives, engine="gpu").condensed
            assert (card == measure.dissimilarities(lives, engine="numpy").condensed).all()
            some = lives.select([1, 2])
            card = measure.dissimilarities(lives, some, engine="gpu").values
            assert (card == measure.dissimilarities(lives, some, engine="numpy").values).all()
        print("same")
        """,
        NUMBA_ENABLE_CUDASIM="1",
    )
    assert found.stdout.strip() == "same", found.stderr


def test_the_card_keeps_the_same_sums_and_neighbours() -> None:
    """Two blocks of sequences on the simulator: sums in the order of the processor, equals by index."""
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    found = run(
        """
        import numpy as np
        from tests.analyse.random_lives import STATES
        from kartoteka.analyse import streaming
        from kartoteka.analyse.kernel import gpu, gpu_compiled
        from kartoteka.analyse.measures import OM
        from kartoteka.analyse.sequences import sequences
        gpu.BLOCK, gpu_compiled.THREADS = 128, 64
        chance = np.random.default_rng(35)
        lives = sequences(chance.integers(0, 5, (170, 4)), STATES, weights=chance.random(170))
        assert len(lives.unique) > gpu.BLOCK, len(lives.unique)
        measure = OM().fit(lives)
        here = streaming.sums_and_neighbours(measure, lives, 4, engine="numpy")
        card = streaming.sums_and_neighbours(measure, lives, 4, engine="gpu")
        assert (here[0].values == card[0].values).all()
        assert (here[1].who == card[1].who).all()
        assert (here[1].distances == card[1].distances).all()
        print("same")
        """,
        NUMBA_ENABLE_CUDASIM="1",
    )
    assert found.stdout.strip() == "same", found.stderr


@pytest.mark.skipif(find_spec("distributed") is None, reason="the extra `cluster` is not installed")
def test_a_cluster_keeps_the_same_sums_and_neighbours() -> None:
    """Groups of tiles on two workers; the nearest medoid of each."""
    found = run(
        """
        import warnings
        warnings.simplefilter("ignore")

        def main():
            from distributed import Client, LocalCluster
            from tests.analyse.random_lives import random_lives
            from kartoteka.analyse import streaming
            from kartoteka.analyse.measures import OM
            lives = random_lives(1500, 8, seed=36)
            measure = OM().fit(lives)
            some = lives.select([3, 7, 12])
            with LocalCluster(n_workers=2, threads_per_worker=1, processes=False,
                              dashboard_address=None) as local, Client(local):
                there = streaming.sums_and_neighbours(measure, lives, 4, engine="dask")
                near = streaming.assign(measure, lives, some, engine="dask")
            here = streaming.sums_and_neighbours(measure, lives, 4)
            assert (here[0].values == there[0].values).all()
            assert (here[1].who == there[1].who).all()
            assert (here[1].distances == there[1].distances).all()
            assert (streaming.assign(measure, lives, some).labels == near.labels).all()
            print("same")

        main()
        """
    )
    assert found.stdout.strip().endswith("same"), found.stderr[-3000:]


def test_without_a_cluster_the_message_says_what_to_do() -> None:
    """Nobody has connected."""
    with pytest.raises((NoDevice, MissingExtra), match=r"Client|kartoteka\[cluster\]"):
        OM().fit(LIVES).dissimilarities(LIVES, engine="dask")


@pytest.mark.skipif(find_spec("distributed") is None, reason="the extra `cluster` is not installed")
def test_a_cluster_that_loses_a_worker_gives_the_same_bits() -> None:
    """Two workers; one is killed as soon as it has begun."""
    found = run(
        """
        import os, time, warnings
        warnings.simplefilter("ignore")

        def slow(problem, tasks):
            time.sleep(0.4)
            from kartoteka.analyse.kernel import cluster
            return cluster.work(problem, tasks)

        def main():
            import threading
            from distributed import Client, LocalCluster
            from tests.analyse.random_lives import random_lives
            from kartoteka.analyse.kernel import cluster
            from kartoteka.analyse.measures import OM
            lives = random_lives(900, 8, seed=32)
            measure = OM().fit(lives)
            here = measure.dissimilarities(lives).condensed
            cluster.work = slow
            with LocalCluster(n_workers=2, threads_per_worker=1, processes=True,
                              dashboard_address=None) as local, Client(local) as client:
                pids = list(client.run(os.getpid).values())
                threading.Timer(0.6, os.kill, (pids[0], 9)).start()
                there = measure.dissimilarities(lives, engine="dask").condensed
                after = set(client.run(os.getpid).values())
            assert pids[0] not in after, "the worker was not lost"
            assert (there == here).all()
            print("same")

        main()
        """,
        DASK_DISTRIBUTED__WORKER__DAEMON="False",
    )
    assert found.stdout.strip().endswith("same"), found.stderr[-3000:]


def test_processes_find_what_was_compiled_before(tmp_path: object) -> None:
    """Compiled code is kept where the user says: the second process compiles nothing."""
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    code = """
        from tests.analyse.random_lives import random_lives
        from kartoteka.analyse.measures import OM
        from kartoteka.analyse.kernel import compiled
        lives = random_lives(30, 9, seed=30)
        OM().fit(lives).dissimilarities(lives)
        print(sum(compiled.savings.stats.cache_misses.values()), compiled.savings.stats.cache_path)
        """
    first = run(code, NUMBA_CACHE_DIR=str(tmp_path))
    again = run(code, NUMBA_CACHE_DIR=str(tmp_path))
    assert first.returncode == 0, first.stderr
    assert int(first.stdout.split()[0]) > 0
    assert str(tmp_path) in first.stdout
    assert again.stdout.split()[0] == "0"


def test_equal_lengths_need_no_vector() -> None:
    """Hamming in all engines, by hand."""
    lives = random_lives(20, 9, seed=33, equal=True)
    found = Hamming().fit(lives).dissimilarities(lives).square()
    assert (found == (lives.codes[:, None] != lives.codes[None, :]).sum(axis=2)).all()


def test_nothing_is_said_where_all_is_well() -> None:
    """No warning on an ordinary call."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isfinite(OMloc().fit(LIVES).dissimilarities(LIVES).condensed).all()
