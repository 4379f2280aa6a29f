"""What is downloaded from the desk."""

from advice.queries import Advised
from core import sheets
from desk.exports import advice_headings, advice_sheet
from tests.factories import AT
from tests.finance.reading import sheet, table


def test_every_column_has_its_own_heading_and_every_row_all_columns():
    made = advice_sheet([Advised(AT.date().replace(day=1))], at=AT, made_by="Kaisa Koordinaattori")
    headings = advice_headings()
    assert len(set(headings)) == len(headings)
    assert {len(row) for row in made.rows} == {len(headings)}


def test_it_says_what_it_is_and_who_made_it():
    made = advice_sheet([], at=AT, made_by="=1+1")
    facts, _rows = table(sheets.as_csv(made))
    assert facts[2] == ["Made by", "'=1+1"]
    assert sheet(sheets.as_xlsx(made), "About")[2] == ["Made by", "=1+1"]
