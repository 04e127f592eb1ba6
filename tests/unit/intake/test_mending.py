import pytest

from tumbuh.intake import mending, writing


@pytest.fixture
def mended(tmp_path):
    def mend(text):
        path, to = tmp_path / "a.csv", tmp_path / "b.csv"
        path.write_text(text, encoding="utf-8", newline="")
        found = writing.look_at(path)
        broken = mending.mend(path, found, 3, to)
        return mending.swallows_rows(path, found, 3), broken, to.read_text(encoding="utf-8").splitlines()

    return mend


def test_a_sound_file_stays_as_it_is(mended):
    assert mended('a,b,c\n1,"2,5",3\n') == (False, [], ["a,b,c", '1,"2,5",3'])


def test_a_line_break_inside_quotes_is_no_fault(mended):
    swallows, broken, lines = mended('a,b,c\n1,"2\n3",4\n5,6,7\n')
    assert (swallows, broken, lines) == (False, [], ["a,b,c", '1,"2', '3",4', "5,6,7"])


def test_a_row_with_an_open_quote_is_left_empty_and_the_next_is_kept(mended):
    assert mended('a,b,c\n1,"2,3\n4,5,6\n7,8,9\n') == (True, [2], ["a,b,c", '""', "4,5,6", "7,8,9"])


def test_two_open_quotes_do_not_close_each_other(mended):
    assert mended('a,b,c\n1,"2,3\n4,5,6\n7,"8,9\n1,1,1\n') == (True, [2, 4], ["a,b,c", '""', "4,5,6", '""', "1,1,1"])


def test_a_quote_inside_a_cell_is_a_letter(mended):
    assert mended('a,b,c\n1,Tas 12" hitam,3\n4,5,6\n')[1:] == ([], ["a,b,c", '1,"Tas 12"" hitam",3', "4,5,6"])


def test_a_row_whose_cells_ran_together_is_left_empty(mended):
    assert mended('a,b,c\n"1","2,"3"\n4,5,6\n')[1:] == ([2], ["a,b,c", '""', "4,5,6"])


def test_a_row_with_too_many_cells_is_left_empty(mended):
    assert mended('a,b,c\n1,2,3,4\n5,"6,7\n')[1:] == ([2, 3], ["a,b,c", '""', '""'])
