"""The account of a fetch, and the socket that spends from it."""

import socket

import pytest

from bot.web.budget import SIP_BYTES, Budget, MeteredSocket, Overspent, spending


def test_a_page_s_own_bytes_are_free() -> None:
    budget = Budget(wrapping=100, reads=10)
    for _ in range(5):
        budget.spend(90)
        budget.give_back(90)
    assert (budget.wrapping, budget.reads) == (100, 5)


def drain(client: MeteredSocket) -> None:
    while client.recv(10 * SIP_BYTES):
        pass


@pytest.mark.parametrize("budget", [Budget(wrapping=9, reads=10), Budget(wrapping=100, reads=0)])
def test_what_is_overspent_stays_so(budget: Budget) -> None:
    with pytest.raises(Overspent):
        budget.spend(10)
    budget.give_back(1_000)
    assert budget.overspent


def test_a_socket_receives_in_sips_for_the_fetch_that_dialled_it() -> None:
    with (
        spending(Budget(wrapping=3 * SIP_BYTES, reads=10)) as budget,
        socket.create_server(("127.0.0.1", 0)) as server,
        MeteredSocket(socket.AF_INET, socket.SOCK_STREAM, 0) as client,
    ):
        client.connect(server.getsockname())
        served, _ = server.accept()
        with served, spending(Budget(wrapping=0, reads=0)):
            served.sendall(bytes(10 * SIP_BYTES))
            received = len(client.recv(10 * SIP_BYTES))
            received += client.recv_into(bytearray(10 * SIP_BYTES))
            assert 0 < received <= 2 * SIP_BYTES
            assert budget.wrapping == 3 * SIP_BYTES - received
            with pytest.raises(Overspent):
                drain(client)
