//! How the macro and the enums work.
//!
//! 1. The macro reads the table, checks each cell, picks the rows, and makes the compiler track the file as a source file.
//! 2. It emits the enum with its docs, one string literal with all texts, one byte string with all numbers, a match from variant to row
//!    for each 512 rows, and one array from row to variant. Where codes are numbers, only the matches, the array and the derived
//!    `PartialEq` name every variant: that keeps large tables cheap to compile. The literals of a large shipped table are in this crate.
//! 3. The byte string also holds a perfect hash, which is searched for at compile time: `From<i64>` and `From<&str>` hash the code and
//!    compare once. If no perfect hash is found, they use a binary search. These conversions and the accessors allocate nothing, except
//!    for an unknown text.
//! 4. Columns that only some tables have, such as fields, are in both literals, too: a number for each row, and each value once. A table
//!    without such columns has no data for them.
//! 5. The accessors are implemented once, in this crate, for all enums. Only the accessors of a vendor's own columns are generated for
//!    each enum; they call this crate, too.
