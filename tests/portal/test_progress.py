"""The progress bar of long commands."""

from io import StringIO

from portal.lib.progress import ProgressBar


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_how_far_it_is() -> None:
    terminal = Terminal()
    bar = ProgressBar(terminal, 4)
    bar.step()
    assert terminal.getvalue() == "\r[##########------------------------------]  25% 1/4"
    bar.finish()
    assert terminal.getvalue().endswith("100% 4/4\n")


def test_a_file_gets_nothing() -> None:
    file = StringIO()
    bar = ProgressBar(file, 0)
    bar.step()
    bar.finish()
    assert file.getvalue() == ""
