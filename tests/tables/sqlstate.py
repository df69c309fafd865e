#!/usr/bin/env python3
"""Makes sqlstate.csv and the list of constants in tests/tests/sqlstate/constants.rs.

    python3 tests/tables/sqlstate.py /usr/share/postgresql/15/errcodes.txt SQLSTATE_RS

The first argument is PostgreSQL's list of SQLSTATE codes, as Debian's package `postgresql-15` 15.18-0+deb12u1 installs it
(src/backend/utils/errcodes.txt in PostgreSQL's repository). The second is `src/error/sqlstate.rs` of tokio-postgres 0.7.18.

Only facts are taken from the list: the codes, and the names of their constants. The texts are made of the names.
"""

import csv
import pathlib
import re
import sys

here = pathlib.Path(__file__).parent
rows = {}
for line in pathlib.Path(sys.argv[1]).read_text().splitlines():
    # code, severity, constant, and the name in PL/pgSQL, which not every constant has
    cells = line.split()
    if not re.fullmatch(r"[0-9A-Z]{5}\s+[EWS]\s+ERRCODE_\w+(\s+\w+)?", line.strip()):
        continue
    code, constant = cells[0], cells[2].removeprefix("ERRCODE_")
    # A code with two constants has a name in PL/pgSQL under the one that is in use.
    if code not in rows or len(cells) == 4:
        rows[code] = (constant, (cells[3] if len(cells) == 4 else constant.lower()).replace("_", " "))

with (here / "sqlstate.csv").open("w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["code", "name", "message"])
    writer.writerows((code, *cells) for code, cells in rows.items())

constants = re.findall(r"pub const (\w+): SqlState", pathlib.Path(sys.argv[2]).read_text())
lines = "".join(f"        {constant}\n" for constant in constants)
(here.parent / "tests" / "sqlstate" / "constants.rs").write_text(
    "//! Every constant of tokio-postgres's `SqlState`. Written by `tests/tables/sqlstate.py`.\n\n"
    "use tokio_postgres::error::SqlState;\n\n"
    "macro_rules! constants {\n"
    "    ($($name:ident)*) => {\n"
    "        pub(crate) const CONSTANTS: &[(&str, SqlState)] = &[$((stringify!($name), SqlState::$name)),*];\n"
    "    };\n"
    "}\n\n"
    f"constants! {{\n{lines.replace('        ', '    ')}}}\n"
)
