//! Tests that read whole tables and check their rows and problems.

use crate::read::testing::{format, helps, named, shown};
use crate::read::{
    CodeRange, CodeWord, Codes, Column, Entry, Field, FieldType, Format, Header, Numbers, Repeated, Translated, Value,
    read,
};
macro_rules! reads_to {
    ($name:ident, $file:expr, $rows:expr, $problems:expr) => {
        reads_to!($name, $file, [], $rows, $problems);
    };
    ($name:ident, $file:expr, $entries:expr, $rows:expr, $problems:expr) => {
        #[test]
        fn $name() {
            let (rows, problems) = shown($file, $entries);
            let (wanted, said): (&[&str], &[&str]) = (&$rows, &$problems);
            assert_eq!(rows, wanted);
            assert_eq!(problems, said);
        }
    };
}
reads_to!(small, "code,name,message\n1,A,a\n-2,B,b\n", ["A=1", "B=-2"], []);
reads_to!(derived, "code,message\n1,too fast\n", ["TooFast=1"], []);
reads_to!(
    derived_twice,
    "code,message\n1,bad id\n-2,bad id\n3,other\n10-12,bad id\n",
    ["BadId1=1", "BadIdMinus2=-2", "Other=3", "BadId10To12=10..=12"],
    []
);
reads_to!(
    derived_with_the_code_of_another,
    "code,message\n1,bad id\n2,bad id\n3,bad id 1\n",
    ["BadIdCode1=1", "BadId2=2", "BadId1=3"],
    []
);
reads_to!(vendor_words, "错误码,说明,name\n1,太快了,TooFast\n", ["TooFast=1"], []);
reads_to!(
    family_beside_singles,
    "code,name,message\n-404001,A,a\n-40400x,F,f\n",
    ["A=-404001", "F=-404009..=-404000"],
    []
);
reads_to!(
    overlap,
    "code,name,message\n1-5,A,a\n5-9,B,b\n20-21,C,c\n20,D,d\n21,E,e\n",
    ["A=1..=5", "D=20", "E=21"],
    ["3:1 `5-9` overlaps `1-5`", "4:1 every code in `20-21` has a row of its own"]
);
reads_to!(
    overlaps_of_ranges_that_hold_others,
    "code,name,message\n1-100,A,a\n2-3,B,b\n50-60,C,c\n",
    ["A=1..=100"],
    ["3:1 `2-3` overlaps `1-100`", "4:1 `50-60` overlaps `1-100`"]
);
reads_to!(
    overlaps_of_ranges_that_follow_others,
    "code,name,message\n1-5,A,a\n7-9,B,b\n8-10,C,c\n3-5,D,d\n5-6,E,e\n",
    ["A=1..=5", "B=7..=9"],
    ["4:1 `8-10` overlaps `7-9`", "5:1 `3-5` overlaps `1-5`", "6:1 `5-6` overlaps `1-5`"]
);
reads_to!(
    overlaps_of_what_is_refused,
    "code,name,message\n50-60,C,c\n1-100,A,a\n20-30,B,b\n",
    ["C=50..=60", "B=20..=30"],
    ["3:1 `1-100` overlaps `50-60`"]
);
reads_to!(
    a_bad_quote_in_the_header,
    "code,\"name\"x,message\n1,A,a\n2,B,b\n",
    [],
    ["1:11 expected the end of the cell after its closing quote"]
);
reads_to!(
    a_header_in_quotes,
    "\"code,message\"\n\"1,a b\"\n",
    [],
    ["1:1 the whole line is one cell in quotes: code,message"]
);
reads_to!(
    cut_off_inside_a_cell,
    &b"code,name,message\n1,A,a\n2,B,\"x\n3,C\ny\xFF\n"[..],
    ["A=1"],
    ["5:2 this file is not UTF-8: byte 0xFF"]
);
reads_to!(no_code_column, "name,message\nA b,a\n", [], ["1:1 expected a column of codes"]);
reads_to!(names_alone, "name\nGATE_A\nGATE_B\n", ["GateA=\"GATE_A\"", "GateB=\"GATE_B\""], []);
reads_to!(
    a_name_of_its_own_stays,
    "code,name\n1,A\n2,A\n3,A1\n4,ACode1\n",
    ["AX340CA71C=1", "A2=2", "A1=3", "ACode1=4"],
    []
);
reads_to!(
    values_that_are_texts_are_no_codes,
    "key,value\nERR_A,text of a\nERR_B,text of b\n",
    [],
    ["1:1 expected a column of codes"]
);
reads_to!(
    bare_codes_beside_sections,
    "code,message\nClient errors,\nE_BAD_ARG,bad\nE_TIMEOUT,\nServer errors,\nE_BUSY,busy\n",
    ["EBadArg=\"E_BAD_ARG\"", "ETimeout=\"E_TIMEOUT\"", "EBusy=\"E_BUSY\""],
    ["2:1 2 rows have no valid code: `Client errors`, `Server errors`"]
);
reads_to!(the_header_again, "code,message\nE_A,x y\ncode,message\nE_B,y z\n", ["XY=\"E_A\"", "YZ=\"E_B\""], []);
reads_to!(
    damaged_codes_are_no_sections,
    "code,message\nGates,\n1,x y\n40001.0,\n",
    [Entry::SkipSections],
    ["XY=1"],
    ["4:1 invalid code `40001.0`"]
);
reads_to!(
    a_number_before_the_codes_is_a_section,
    "Module,Code,Message\n404,,\nDoor,1,shut now\n",
    [Entry::SkipSections],
    ["ShutNow=1"],
    []
);
reads_to!(names_as_codes, "name,message\nGATE_BUSY,a\n", ["GateBusy=\"GATE_BUSY\""], []);
reads_to!(no_text_column, "code,name\n1,A\n", ["A=1"], []);
reads_to!(
    a_control_character_at_the_start,
    "\u{7}code,message\n1,a b\n",
    ["B=1"],
    ["1:1 unexpected control character U+0007"]
);
reads_to!(
    a_row_without_a_name_beside_one_with_the_same,
    "code,name,message\n1,Busy,busy\n1,,busy\n",
    ["Busy=1"],
    ["3:1 code 1 is defined twice"]
);
reads_to!(
    bidi,
    "code,message\n1,a\u{202E}b\n2,b\n",
    ["B=2"],
    ["2:4 unexpected character U+202E, which changes the direction of text"]
);
reads_to!(
    texts,
    "code,message\nPARAM_ERROR,bad parameter\nisv.LIMIT,slow down\n42P01,undefined table\n",
    ["ParamError=\"PARAM_ERROR\"", "IsvLimit=\"isv.LIMIT\"", "UndefinedTable=\"42P01\""],
    []
);
reads_to!(
    texts_with_leading_zeros,
    "code,message\n00,approved\n10,partly approved\n",
    ["Approved=\"00\"", "PartlyApproved=\"10\""],
    []
);
reads_to!(
    texts_in_chinese,
    "code,message\nP0A80,电池故障\nSYSTEM_ERROR,系统异常\n",
    ["CodeP0A80=\"P0A80\"", "SystemError=\"SYSTEM_ERROR\""],
    []
);
reads_to!(
    codes_of_tencent_cloud,
    "code,message\nInvalidParameterValue,a\nInvalidParameterValue.InvalidLaunchTemplateDescription,b\n\
     InvalidParameterValue.InvalidLaunchTemplateName,c\nUnsupportedOperation.InstanceStateEnterRescueMode,d\n\
     UnsupportedOperation.InstanceStateEnterServiceLiveMigrate,e\n",
    [
        "InvalidParameterValue=\"InvalidParameterValue\"",
        "InvalidParameterValueInvalidLaunchTemplateDescription=\"InvalidParameterValue.InvalidLaunchTemplateDescription\"",
        "InvalidParameterValueInvalidLaunchTemplateName=\"InvalidParameterValue.InvalidLaunchTemplateName\"",
        "UnsupportedOperationInstanceStateEnterRescueMode=\"UnsupportedOperation.InstanceStateEnterRescueMode\"",
        "UnsupportedOperationInstanceStateEnterServiceLiveMigrate=\"UnsupportedOperation.InstanceStateEnterServiceLiveMigrate\""
    ],
    []
);
reads_to!(
    kind_alone,
    "code,message,kind\n1,a b,internal\n",
    ["B=1"],
    ["1:1 expected a column `recovery` beside `kind`"]
);
reads_to!(doubled_code, "code,name,message\n1,A,a\n1,B,b\n", ["A=1"], ["3:1 code 1 is defined twice"]);
reads_to!(joined, "code,name,message\n1,A,a\n1,A,b\n1,A,a\n", ["A=1"], []);
#[test]
fn joined_texts_stand_once_each() {
    let file = "code,name,message,message_zh,translated,solution_zh,note_zh\n\
        1,A,a,甲,en,,n\n1,A,\"b, \"\"b\"\"\",乙,,s,m\n1,A,a,甲,,t,\n1,A,\"b, \"\"b\"\"\",,,,\n2,B,b,,en,,\n2,B,c,,en,,\n";
    let outcome = read(file.as_bytes(), None, &Format::default());
    let [one, two] = &outcome.table.rows[..] else { panic!("{outcome:?}") };
    assert_eq!((&*one.message, &*one.message_zh, one.translated), ("a / b, \"b\"", "甲 / 乙", None));
    assert_eq!((&*one.solution_zh, &*one.note_zh), ("s / t", "n / m"));
    assert_eq!((&*two.message, two.translated), ("b / c", Some(Translated::English)));
}
reads_to!(empty, "", [], ["1:1 this file is empty"]);
reads_to!(no_rows, "code,message\n", [], ["1:1 this table has no rows"]);
reads_to!(semicolons, "code;message\n1;a b\n", ["B=1"], []);
reads_to!(missing_cells_are_empty, "code,name,message\n1,A\n2\n", ["A=1", "Code2=2"], []);
reads_to!(
    surplus_cells,
    "code,message\n1,a b,,\n2,hello, world\n3,c d\n",
    ["B=1", "CD=3"],
    ["3:10 expected 2 cells, as in the header, found 3"]
);
reads_to!(nothing_but_codes, "code\n1\n-2\n5-9\n", ["Code1=1", "CodeMinus2=-2", "Code5To9=5..=9"], []);
reads_to!(texts_are_trimmed, "code,name,message\n a ,A,a\nb ,B,b\n", ["A=\"a\"", "B=\"b\""], []);
reads_to!(
    texts_keep_case_and_form,
    "code,name\na,A\nA,B\ná,D\na\u{301},E\n",
    ["A=\"a\"", "B=\"A\"", "D=\"á\"", "E=\"a\u{301}\""],
    []
);
reads_to!(
    invisible_characters_in_codes,
    "code,message\nX_A,a b\nX\u{200B}B,c d\n",
    ["B=\"X_A\""],
    ["3:1 invalid code `X\\u{200b}B`"]
);
reads_to!(
    hexadecimal,
    "code,name\n0x80070005,E_DENIED\n0x1,E_ONE\n",
    [Entry::CodeWord(CodeWord::I32)],
    ["EDenied=-2147024891", "EOne=1"],
    []
);
reads_to!(
    sections_are_skipped,
    "Code,Message\nKitchen,\n101,pan missing\nClass 2 - Garden\n201,hose missing\n7,\n",
    [Entry::SkipSections],
    ["PanMissing=101", "HoseMissing=201", "Code7=7"],
    []
);
reads_to!(
    sections_of_a_table_of_texts,
    "Code,Message\nClass 08 - Connection,\n08000,no line\n08A01,no dial\n",
    ["NoLine=\"08000\"", "NoDial=\"08A01\""],
    ["2:1 invalid code `Class 08 - Connection`"]
);
reads_to!(
    cells_that_are_skipped,
    "code,message\n1,a b\n其他,x\n,y\n",
    [Entry::Skip("其他".into()), Entry::Skip(String::new())],
    ["B=1"],
    []
);
reads_to!(
    entries_that_skip_nothing,
    "code,message\n1,a b\n",
    [Entry::Skip("x".into()), Entry::SkipSections, Entry::Strip("E_".into())],
    ["B=1"],
    [
        "entry 0: no row of this file has `x` in its code cell",
        "entry 1: no row of this file is a section title, that is, a row with only a first cell that is not a code",
        "entry 2: no name of this file begins with `E_`"
    ]
);
reads_to!(
    a_prefix_is_stripped,
    "code,name\n1,PUMP_DRY\n2,OTHER\n",
    [Entry::Strip("PUMP_".into())],
    ["Dry=1", "Other=2"],
    []
);
reads_to!(
    a_prefix_of_codes_is_stripped,
    "code,message\nPUMP_DRY,a\nPUMP_HOT,b\n",
    [Entry::Strip("PUMP_".into())],
    ["Dry=\"PUMP_DRY\"", "Hot=\"PUMP_HOT\""],
    []
);
reads_to!(
    positions,
    "E_OPEN,101,door is open\nE_HOT,102,oven is hot\n",
    [Entry::Column(Column::Code, Header::Position(2)), Entry::Column(Column::Name, Header::Position(1))],
    ["EOpen=101", "EHot=102"],
    []
);
reads_to!(
    names_and_numbers_in_one_cell,
    "Return value/code,Description\n\"0x00030200\nGATE_CONVERTED\",converted\n0x00030201 GATE_MONITORING,monitoring\n",
    ["GateConverted=197120", "GateMonitoring=197121"],
    []
);
reads_to!(names_that_are_the_same, "code,name\n7,Busy\n8,Busy\n9,Free\n", ["Busy7=7", "Busy8=8", "Free=9"], []);
reads_to!(
    text_codes_beside_numbers,
    "code,message\n1001,one\nSUCCESS,fine\n007,seven\n",
    [Entry::CodeWord(CodeWord::Str)],
    ["One=\"1001\"", "Success=\"SUCCESS\"", "Seven=\"007\""],
    []
);
reads_to!(
    numbers_with_leading_zeros,
    "code,message\n007,seven\n010,ten\n",
    [Entry::CodeWord(CodeWord::I64)],
    ["Seven=7", "Ten=10"],
    []
);
#[test]
fn a_forbidden_character_alone_is_underlined() {
    for character in ["\u{202E}", "\u{7}", "\u{85}"] {
        let file = format!("code,message\n系1,a{character}b\n");
        let outcome = read(file.as_bytes(), None, &Format::default());
        let [problem] = &outcome.problems[..] else { panic!("{outcome:?}") };
        assert_eq!(outcome.table.text.slice(problem.start()..problem.start() + character.len()), character);
        assert_eq!(problem.render("t.csv", &outcome.table.text).matches('^').count(), 1);
    }
}
/// Nobody means an invisible character in an ASCII code. In other scripts, some belong to the text.
#[test]
fn an_invisible_character_in_an_ascii_code_is_a_mistake() {
    for (code, is_damaged) in [
        ("TOO_FAST\u{200B}", true),
        ("TOO\u{3000}FAST", false),
        ("系\u{200B}统", false),
        ("系统A\u{200B}", false),
        ("\u{200B}--", false),
    ] {
        let file = format!("code,message\n{code},a\nTOO_SLOW,b\n");
        let outcome = read(file.as_bytes(), None, &Format::default());
        assert_eq!(outcome.problems.len(), usize::from(is_damaged), "{code:?} {:?}", outcome.problems);
    }
}
#[test]
fn a_row_of_the_spelling_and_the_name_of_the_table() {
    let outcome = read(b"code,name\n0x1F,NOT_FOUND\n", None, &Format::default());
    let row = &outcome.table.rows[0];
    assert_eq!(
        (&*row.spelling, &*row.name, &*row.spelled_name, &*row.message),
        ("0x1F", "NotFound", "NOT_FOUND", "NOT_FOUND")
    );
    assert!(outcome.table.is_hexadecimal && !outcome.table.is_32_bit);
    let outcome = read("code,name\n1,NOT\u{200B}_FOUND\n".as_bytes(), None, &Format::default());
    assert_eq!((&*outcome.table.rows[0].name, &*outcome.table.rows[0].spelled_name), ("NotFound", "NOT_FOUND"));
    let outcome = read(b"code,message\n7,busy\n8,busy\n", None, &Format::default());
    assert_eq!((&*outcome.table.rows[0].name, &*outcome.table.rows[0].spelled_name), ("Busy7", "Busy7"));
    assert!(!outcome.table.is_hexadecimal);
}
#[test]
fn a_table_is_classified_if_each_row_is() {
    for (columns, classified) in [("kind,recovery", true), ("kind,name", false), ("name,recovery", false)] {
        let file = format!("code,message,{columns}\n");
        assert_eq!(read(file.as_bytes(), None, &Format::default()).table.classified, classified, "{columns}");
    }
}
#[test]
fn fields_are_read_with_their_types() {
    let field = |name: &str, field_type, header: Option<&str>| {
        let header = header.map(|text| Header::Text(text.into()));
        Entry::Field(Field { name: name.into(), field_type }, header)
    };
    let entries = [
        field("severity", FieldType::Str, Some("Log level")),
        field("http_status", FieldType::U16, None),
        Entry::Field(Field { name: "fatal".into(), field_type: FieldType::Bool }, Some(Header::Position(5))),
    ];
    let file =
        "code,message,Log level,HTTP Status,Fatal?\n1,a b,ERROR,503,yes\n2,c d,,,\n3,e f,x,many,no\n4,g h,x,-1,no\n";
    let outcome = read(file.as_bytes(), None, &format(entries.clone()));
    let table = &outcome.table;
    let headers: Vec<&str> = table.fields.iter().map(|column| &*column.header).collect();
    assert_eq!(headers, ["Log level", "HTTP Status", "Fatal?"]);
    let wanted = [Some(Value::Str("ERROR".into())), Some(Value::Unsigned(503)), Some(Value::Bool(true))];
    assert_eq!((&table.rows[0].fields[..], &table.rows[1].fields[..]), (&wanted[..], &[None, None, None][..]));
    let (rows, problems) = shown(file, entries);
    assert_eq!(rows, ["B=1", "CD=2"]);
    assert_eq!(problems, ["4:9 2 cells of `http_status` do not fit u16: `many`, `-1`"]);
    let format = format([field("owner", FieldType::Str, None), field("levl", FieldType::Str, Some("Log levl"))]);
    assert_eq!(
        helps(&read(file.as_bytes(), None, &format), &format),
        [
            "no column of this file has the header `owner`; \
             the headers are: `code`, `message`, `Log level`, `HTTP Status`, `Fatal?`",
            "no column of this file has the header `Log levl`; did you mean levl: str = \"Log level\"?"
        ]
    );
}
#[test]
fn not_all_of_many_headers_are_listed() {
    let said = |columns: usize| {
        let header: Vec<String> = (1..=columns).map(|column| format!("c{column}")).collect();
        let format = format([named(Column::Code, "number")]);
        helps(&read((header.join(",") + "\n").as_bytes(), None, &format), &format).remove(0)
    };
    for (columns, end) in [(20, "`c20`"), (21, "`c20`, …"), (22, "`c20`, …")] {
        assert!(said(columns).ends_with(&format!(", `c19`, {end}")), "{}", said(columns));
    }
}
#[test]
fn success_is_of_the_type_of_the_codes() {
    let success = |entries: Vec<Entry>| {
        let outcome = read(b"code,message\n0xFFFFFFFF,a b\n", None, &format(entries));
        (outcome.table.success, outcome.problems.len())
    };
    let range = Codes::from(Numbers::from(CodeRange { first: 200, last: 299 }));
    assert_eq!(success(vec![]), (None, 0));
    assert_eq!(success(vec![Entry::Success(vec![])]), (Some(vec![]), 0));
    assert_eq!(success(vec![Entry::Success(vec![range.clone(), "OK".into()])]), (Some(vec![range]), 1));
}
#[test]
fn ignored_columns_are_listed() {
    let outcome = read(b"code,message,Owner,,Docs,\n1,a b,x,y,z,\n", None, &Format::default());
    let text = |text: &str| Header::Text(text.to_owned());
    assert_eq!(outcome.table.ignored, [text("Owner"), Header::Position(4), text("Docs")]);
    assert_eq!(outcome.table.columns, [("code".into(), text("code")), ("message".into(), text("message"))]);
}
#[test]
fn a_table_with_other_rows_is_the_same_else() {
    let field = Entry::Field(Field { name: "level".into(), field_type: FieldType::Str }, None);
    let format = format([field, Entry::Success(vec![])]);
    let table = read(b"code;message;level;Owner\n0x1F;a b;x;y\n", None, &format).table;
    let mut other = table.with_rows(vec![]);
    assert!(other.rows.is_empty());
    other.rows.clone_from(&table.rows);
    assert_eq!(format!("{other:?}"), format!("{table:?}"));
}
#[test]
fn rows_of_one_code_are_joined_or_are_further_names() {
    let file =
        "code,name,message\n11,TRY_LATER,try later\n11,WOULD_WAIT,would wait\n12,Free,free\n11,WOULD_WAIT,again\n";
    let row = |repeated| {
        let outcome = read(file.as_bytes(), None, &format([Entry::Repeated(repeated)]));
        assert_eq!(outcome.problems, []);
        let row = outcome.table.rows.into_iter().next().unwrap();
        let aliases =
            row.aliases.iter().map(|alias| format!("{} {} {}", alias.name, alias.spelled_name, alias.message));
        (row.name.into_owned(), row.message.into_owned(), aliases.collect::<Vec<_>>())
    };
    assert_eq!(row(Repeated::Join), ("TryLater".into(), "try later / would wait / again".into(), vec![]));
    let alias = "WouldWait WOULD_WAIT would wait".to_owned();
    assert_eq!(row(Repeated::Alias), ("TryLater".into(), "try later / again".into(), vec![alias]));
    assert_eq!(shown(file, []).1, ["3:1 code 11 is defined on 3 rows"]);
    let ranges = shown("code,name\n1-5,A\n1-5,B\n", [Entry::Repeated(Repeated::Alias)]).1;
    assert_eq!(ranges, ["3:1 `1-5` stands for several codes"]);
    // If a further name equals the name of another row, both get their code.
    let names = shown("code,name\n1,A\n1,B\n2,B\n", [Entry::Repeated(Repeated::Alias)]);
    assert_eq!(names, (vec!["A=1".to_owned(), "B2=2".into()], vec![]));
}
#[test]
fn codes_that_differ_in_case_or_punctuation_have_names_of_their_own() {
    let file = "code,message\nfoo.bar,a\nfoo_bar,b\nfoo-bar,c\nCANCEL,d\ncancel,e\nCancel,f\na1B,same\nA1B,same\n";
    let (rows, problems) = shown(file, []);
    assert_eq!(problems, [""; 0]);
    let names: std::collections::BTreeSet<&str> = rows.iter().map(|row| row.split('=').next().unwrap()).collect();
    assert_eq!(names.len(), 8, "{rows:?}");
    assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_alphanumeric())), "{rows:?}");
    // The name of a row does not depend on the rows after it.
    assert!(shown(file.to_owned() + "FOO:BAR,g\n", []).0.starts_with(&rows));
}
#[test]
fn a_header_is_one_column() {
    let (rows, problems) =
        shown("Value,message\n1,a b\n", [named(Column::Code, "Value"), named(Column::Name, "Value")]);
    assert_eq!(problems, ["entry 1: `Value` is used for two columns"]);
    assert_eq!(rows, ["B=1"]);
    let field =
        |name: &str| Entry::Field(Field { name: name.into(), field_type: FieldType::Str }, Some(Header::Position(3)));
    for entries in [[named(Column::Name, "id"), named(Column::Code, "id")], [field("kitchen"), field("oven")]] {
        let problems = shown("id,message,Owner\n1,a b,x\n", entries).1;
        assert!(matches!(&problems[..], [problem, ..] if problem.starts_with("entry 1: ")), "{problems:?}");
        assert!(problems[0].ends_with("is used for two columns"), "{problems:?}");
    }
}

#[test]
fn a_field_leaves_the_codes_where_they_are() {
    let field =
        Entry::Field(Field { name: "wire".into(), field_type: FieldType::U16 }, Some(Header::Text("Code".into())));
    let outcome = read(b"Code,Status,Message\n100,1,x y\n200,2,y z\n", None, &format([field]));
    assert_eq!(outcome.problems, []);
    let rows = outcome.table.rows.iter().map(|row| (row.codes.to_string(), row.fields.clone()));
    let wire = |code| vec![Some(Value::Unsigned(code))];
    assert_eq!(rows.collect::<Vec<_>>(), [("100".to_owned(), wire(100)), ("200".to_owned(), wire(200))]);
    let field = Entry::Field(Field { name: "status".into(), field_type: FieldType::U16 }, None);
    let both = [named(Column::Code, "Status"), field];
    assert_eq!(shown("Status,Text\n100,x y\n", both), (vec!["XY=100".to_owned()], vec![]));
    // A column that is a field is not listed as ignored.
    let field =
        Entry::Field(Field { name: "wire".into(), field_type: FieldType::U16 }, Some(Header::Text("Code".into())));
    for code in ["id", "Code"] {
        let outcome = read(b"id,Code,Text\n1,100,x y\n", None, &format([named(Column::Code, code), field.clone()]));
        assert_eq!(outcome.problems, []);
        let ignored: &[Header] = if code == "id" { &[] } else { &[Header::Text("id".to_owned())] };
        assert_eq!(outcome.table.ignored, ignored);
    }
}
