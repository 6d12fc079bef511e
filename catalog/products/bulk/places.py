"""How cells are named to people who look for them in a spreadsheet: D17."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = _LETTERS[rest] + letters
    return letters


def column_of(letters: str) -> int:
    """Return the column, counted from 0, of its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + _LETTERS.index(letter) + 1
    return number - 1


def cell(row: int, column: int) -> str:
    """Return the address of a cell: rows are counted from 1, as spreadsheets show them, columns from 0."""
    return f"{column_letters(column)}{row}"
