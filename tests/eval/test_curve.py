"""The curve of wrong answers against refusals."""

from eval.curve import Let, told


def test_a_stricter_gate_refuses_more_and_is_wrong_less() -> None:
    lines = told([Let(True, 0.4, True), Let(True, 9.0, True), Let(False, 0.4, False), Let(True, 2.5, False)]).split("\n")
    shares = [[float(cell.rstrip("%")) for cell in line.split()[1:]] for line in lines[1:]]
    assert shares[0] == [0.0, 0.0, 50.0]
    assert shares[3] == [33.3, 100.0, 25.0]
    assert [row[0] for row in shares] == sorted(row[0] for row in shares)
    assert [row[2] for row in shares] == sorted((row[2] for row in shares), reverse=True)
