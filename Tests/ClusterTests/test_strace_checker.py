"""The checker of strace's output, on traces made here: it passes a true one and fails on each kind of fault."""

import pytest

import strace_order
from strace_order import TraceError, check_batches, check_single, check_syncs, steps, unescaped, without_sync

PORT = 5555
WAL = "9</tmp/store.sqlite-wal>"
BUS = f"14<TCP:[127.0.0.1:{PORT}->127.0.0.1:40000]>"
FRAME = r'"\0\0\0\7\0\0\0\0\1\2\3\4\5\6\7\10\1\2\3\4\5\6\7\10"'
COMMIT = r'"\0\0\0\7\0\0\0\36\1\2\3\4\5\6\7\10\1\2\3\4\5\6\7\10"'


def _line(text: str, thread: int = 100) -> str:
    return f"{thread} 12:00:00.000001 {text}"


def _transaction() -> list[str]:
    """Two frames, the second one the commit frame, and the sync in two halves."""
    return [
        _line(f"pwrite64({WAL}, {FRAME}, 24, 0) = 24", 101),
        _line(f'pwrite64({WAL}, "\\r\\0"..., 4096, 24) = 4096', 101),
        _line(f"pwrite64({WAL}, {COMMIT}, 24, 4120) = 24", 101),
        _line(f'pwrite64({WAL}, "\\r\\0\\"),"..., 4096, 4144) = 4096', 101),
        _line(f"fdatasync({WAL} <unfinished ...>", 101),
        _line(f'recvfrom({BUS}, "\\0\\7"..., 8192, 0, NULL, NULL) = 20', 100),
        _line("<... fdatasync resumed>) = 0", 101),
    ]


def _arrival(count: int = 1) -> str:
    return _line(f'recvfrom({BUS}, "\\4\\377"..., 65536, 0, NULL, NULL) = {300 * count}')


def _answer(count: int = 1) -> str:
    return _line(f'sendto({BUS}, "\\4\\377"..., {200 * count}, 0, NULL, 0) = {200 * count}')


def _single(count: int) -> list[str]:
    return [line for _ in range(count) for line in (_arrival(), *_transaction(), _answer())]


def _rounds(count: int) -> list[str]:
    """Rounds of 64: the first few commands in a transaction of their own, the others together."""
    one = [_arrival(4), *_transaction(), _arrival(60), _answer(4), *_transaction(), _answer(60)]
    return one * count


def test_a_true_trace_of_single_commands_passes():
    trace = steps(_single(5), PORT)
    assert [step.kind for step in trace[:7]] == ["arrival", "write", "write", "commit", "write", "sync", "answer"]
    check_single(trace, 5)
    assert check_syncs(trace) == 5


@pytest.mark.parametrize("cut", range(5))
def test_any_sync_cut_out_of_single_commands_is_noticed(cut):
    trace = steps(without_sync(_single(5), cut), PORT)
    with pytest.raises(TraceError):
        check_single(trace, 5)
    with pytest.raises(TraceError):
        check_syncs(trace)


def test_an_answer_before_the_sync_is_noticed():
    early = [_arrival(), *_transaction()[:-1], _answer(), _transaction()[-1]]
    with pytest.raises(TraceError, match="without a write and a sync"):
        check_single(steps(early, PORT), 1)


def _answer_around(*within: str) -> list[str]:
    """An answer whose call began before these lines and ended after them."""
    return [
        _line(f'sendto({BUS}, "\\4\\377"..., 200, 0, NULL, 0 <unfinished ...>', 100),
        *within,
        _line("<... sendto resumed>) = 200", 100),
    ]


def test_an_answer_that_began_before_the_sync_ended_is_noticed_though_its_call_ended_after_it():
    *before, sync_begun, _, sync_ended = _transaction()
    lines = [_arrival(), *before, sync_begun, *_answer_around(sync_ended)]
    with pytest.raises(TraceError, match="without a write and a sync"):
        check_single(steps(lines, PORT), 1)
    with pytest.raises(TraceError, match="1 answers left, 0 commands are on disk"):
        check_batches(steps(lines, PORT), 1, 64)


def test_an_answer_in_two_halves_after_the_sync_passes():
    lines = [_arrival(), *_transaction(), *_answer_around()]
    trace = steps(lines, PORT)
    assert [step.kind for step in trace][-2:] == ["sync", "answer"]
    check_single(trace, 1)


def test_an_arrival_and_a_sync_count_where_they_ended():
    """A receive begun before the transaction and ended after it brought nothing that the transaction could hold."""
    begun = _line(f"recvfrom({BUS} <unfinished ...>", 100)
    ended = _line('<... recvfrom resumed>, "\\4\\377"..., 65536, 0, NULL, NULL) = 300', 100)
    transaction = [line for line in _transaction() if "recvfrom" not in line]
    with pytest.raises(TraceError, match="without a write and a sync"):
        check_single(steps([begun, *transaction, ended, _answer()], PORT), 1)


def test_a_sync_that_failed_is_no_sync():
    failed = [line.replace(") = 0", ") = -1 EIO (Input/output error)") for line in _single(1)]
    with pytest.raises(TraceError):
        check_single(steps(failed, PORT), 1)


def test_a_sync_of_another_file_is_no_sync():
    other = [line.replace("fdatasync(9</tmp/store.sqlite-wal>", "fdatasync(8</tmp/log>") for line in _single(1)]
    with pytest.raises(TraceError):
        check_single(steps(other, PORT), 1)


def test_a_missing_answer_is_noticed():
    with pytest.raises(TraceError, match="4 answers"):
        check_single(steps(_single(4), PORT), 5)


def test_a_true_trace_of_batches_passes():
    trace = steps(_rounds(3), PORT)
    check_batches(trace, 3 * 64, 64)
    assert check_syncs(trace) == 6


@pytest.mark.parametrize("cut", range(6))
def test_any_sync_cut_out_of_batches_is_noticed(cut):
    trace = steps(without_sync(_rounds(3), cut), PORT)
    with pytest.raises(TraceError):
        check_syncs(trace)


def test_answers_of_a_batch_before_its_sync_are_noticed():
    lines = [_arrival(4), *_transaction(), _answer(4), _arrival(60), _answer(60), *_transaction()]
    with pytest.raises(TraceError, match="64 answers left, 4 commands are on disk"):
        check_batches(steps(lines, PORT), 64, 64)


def test_other_connections_and_heartbeats_do_not_count():
    noise = [
        _line('recvfrom(20<TCP:[127.0.0.1:8080->127.0.0.1:40001]>, "GET /"..., 8192, 0, NULL, NULL) = 300'),
        _line(f'sendto({BUS}, "\\4\\377"..., 40, 0, NULL, 0) = 40'),
        _line("--- SIGCHLD {si_signo=SIGCHLD} ---"),
        "not a line of strace",
    ]
    assert steps(noise, PORT) == []


def test_strings_are_read_as_strace_prints_them():
    assert unescaped(r"\0\7\36\377\n\"\\\x1f7") == b'\x00\x07\x1e\xff\n"\\\x1f7'
    assert strace_order.SYSCALLS in strace_order.ARGUMENTS[-1]
