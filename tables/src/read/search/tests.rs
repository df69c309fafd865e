use crate::read::problem::HELPED;
use crate::read::testing::{format, helps, named};
use crate::read::{Column, Entry, Header, read};

/// The columns of a file as `meaning=header`, then the ignored ones as `-header`, then the problems.
fn taken(file: &str, entries: Vec<Entry>) -> Vec<String> {
    let format = format(entries);
    let outcome = read(file.as_bytes(), None, &format);
    let taken = outcome.table.columns.iter().map(|(what, header)| format!("{what}={}", header.title()));
    let ignored = outcome.table.ignored.iter().map(|header| format!("-{}", header.title()));
    taken.chain(ignored).chain(helps(&outcome, &format)).collect()
}

#[test]
fn columns_are_found_by_their_headers_and_cells() {
    for (file, wanted) in [
        ("code,message\n1,x y", &["code=code", "message=message"][..]),
        // A strong word wins over weak ones.
        ("HTTP status,code,message\n429,9001,x y", &["code=code", "message=message", "-HTTP status"]),
        (
            "code,描述,详细解释,HTTP Status Code\n1,忙,很忙,500",
            &["code=code", "message=描述", "-详细解释", "-HTTP Status Code"],
        ),
        ("Value,Description,Reference\n1,x y,RFC", &["code=Value", "message=Description", "-Reference"]),
        ("HTTP Status Code,Text\n404,x y", &["code=HTTP Status Code", "message=Text"]),
        // One column has constants, another their numbers.
        ("Code,Number,Description\nOK,0,x y\nBUSY,1,y z", &["name=Code", "code=Number", "message=Description"]),
        ("Error,Code,Retriable\nGATE_BUSY,7,True", &["name=Error", "code=Code", "-Retriable"]),
        ("code,error\n7,gate is busy\n8,gate is shut", &["code=code", "message=error"]),
        ("Error,Description\nGATE_BUSY,x y\nGATE_SHUT,y z", &["code=Error", "message=Description"]),
        (
            "Error number,Symbol,SQLSTATE,Message\n7,ER_X,HY000,x y",
            &["code=Error number", "name=Symbol", "message=Message", "-SQLSTATE"],
        ),
        // Row numbers, HTTP statuses and severities are not codes.
        ("No,错误码,说明\n1,PARAM_ERROR,坏\n2,NO_AUTH,无", &["code=错误码", "message=说明", "-No"]),
        (
            "Error Code,HTTP Status,Text\nInvalidToken,401,x y\nNotFound,404,y z",
            &["code=Error Code", "message=Text", "-HTTP Status"],
        ),
        (
            "Error code,Severity number,Text\nGATE_A,1,x y\nGATE_B,2,y z",
            &["code=Error code", "message=Text", "-Severity number"],
        ),
        // Two columns with the same numbers are not ambiguous.
        ("Dec,Hex,Name\n10,0x0A,A\n11,0x0B,B", &["code=Dec", "name=Name", "-Hex"]),
        // A text is no code.
        (
            "Symbol,Status,Text\nGATE_A,active,x y\nGATE_B,retired,y z",
            &["code=Symbol", "name=Symbol", "message=Text", "-Status"],
        ),
        // Names are the codes, even beside a column with a weak word that has duplicate cells.
        (
            "name,status,text\nGATE_BUSY,500,x y\nGATE_SHUT,500,y z",
            &["code=name", "name=name", "message=text", "-status"],
        ),
        ("Reason,Description\ngateBusy,x y\ngateShut,y z", &["code=Reason", "name=Reason", "message=Description"]),
        // The first column of texts of each language is taken.
        ("code,message,description\n1,x y,y z", &["code=code", "message=message", "-description"]),
        ("code,说明,description\n1,忙,y z", &["code=code", "message=说明", "message=description"]),
        ("code,message,Chinese\n1,x y,忙", &["code=code", "message=message", "message_zh=Chinese"]),
        ("code,英文描述,说明\n1,x y,忙", &["code=code", "message=英文描述", "message_zh=说明"]),
        // A cause is a text if there is no other, else a note.
        ("错误码,原因\n1,忙", &["code=错误码", "message=原因"]),
        ("错误码,说明,原因,处理建议\n1,忙,人多,等", &["code=错误码", "message=说明", "note=原因", "solution=处理建议"]),
        // A phrase is clear enough for a text or a name, but not for a kind.
        (
            "code,Symbol (C),Kind (ours),Recovery (ours),message\n1,GATE_A,internal,stop,x y",
            &["code=code", "name=Symbol (C)", "message=message", "-Kind (ours)", "-Recovery (ours)"],
        ),
        // Without the other one, a word like `kind` or `recovery` is the vendor's own. So is one like `retry_after` without kinds.
        ("code,message,knid\n1,x y,internal", &["code=code", "message=message", "-knid"]),
        ("code,message,recovry\n1,x y,stop", &["code=code", "message=message", "-recovry"]),
        (
            "code,message,retry_aftr,translatd\n1,x y,3,en",
            &["code=code", "message=message", "-retry_aftr", "-translatd"],
        ),
        // A vendor's own kinds.
        ("code,message,kind\n1,x y,validation", &["code=code", "message=message", "-kind"]),
        ("code,message,owner,\n1,x y,z,", &["code=code", "message=message", "-owner"]),
    ] {
        assert_eq!(taken(file, vec![]), wanted, "{file}");
    }
}

#[test]
fn what_is_unclear_is_an_error_with_the_calls() {
    let said = taken("Value,Status Code,Text\n1,2,x y\n2,3,y z", vec![]);
    let help = "two columns could hold the codes; choose one: errcodes!(\"t.csv\" (code = \"Value\")), \
            or errcodes!(\"t.csv\" (code = \"Status Code\"))";
    assert_eq!(said, ["message=Text", "-Value", "-Status Code", help]);
    let said = taken("code,mesage\n1,x y", vec![]);
    let help = "unknown column `mesage`; did you mean `message`? Rename it, or name it in the call: \
            errcodes!(\"t.csv\" (message = \"mesage\"))";
    assert_eq!(said, ["code=code", help]);
    // Where there is a text, the other column is ignored.
    assert_eq!(taken("code,mesage,text\n1,x y,y z", vec![]), ["code=code", "message=text", "-mesage"]);
    assert_eq!(taken("code,mesage\n1,x y", vec![named(Column::Message, "mesage")]), ["code=code", "message=mesage"]);
    let said = taken("code,message,recovry,kind\n1,x y,stop,internal", vec![]);
    assert_eq!(said.iter().filter(|said| said.starts_with("unknown column `recovry`")).count(), 1, "{said:?}");
    let said = taken("code,message,kind\n1,x y,internal", vec![]);
    assert!(said.last().unwrap().starts_with("expected a column `recovery` beside `kind`"), "{said:?}");
    let said = taken("Return,Text\n1,x y\n2,y z", vec![]);
    assert!(said.last().unwrap().ends_with("errcodes!(\"t.csv\" (code = \"Return\"))"), "{said:?}");
}

#[test]
fn the_call_decides() {
    let position = |column, position| Entry::Column(column, Header::Position(position));
    for (file, entries, wanted) in [
        (
            "Value,Number,Text\n1,2,x y",
            vec![named(Column::Code, "Number")],
            &["code=Number", "message=Text", "-Value"][..],
        ),
        ("code,id,text\nx,1,x y", vec![named(Column::Code, "id")], &["code=id", "message=text", "-code"]),
        (
            "code,message,text\n1,x y,y z",
            vec![named(Column::Message, "text")],
            &["code=code", "message=text", "-message"],
        ),
        (
            "code,message\n1,x y",
            vec![named(Column::Code, "Code No.")],
            &[
                "message=message",
                "-code",
                "no column of this file has the header `Code No.`; the headers are: `code`, `message`",
            ],
        ),
        (
            "code,message\n1,x y",
            vec![named(Column::Message, "Mesage")],
            &[
                "code=code",
                "message=message",
                "no column of this file has the header `Mesage`; did you mean `message`?",
            ],
        ),
        (
            "1,x y\n2,y z",
            vec![position(Column::Code, 1), position(Column::Message, 3)],
            &["code=column 1", "this file has 2 columns"],
        ),
        (
            "1,x y\n2,y z",
            vec![position(Column::Message, 2)],
            &["message=column 2", "the call does not say which column has the codes; add: code = 1"],
        ),
    ] {
        assert_eq!(taken(file, entries), wanted, "{file}");
    }
}

#[test]
fn each_cell_of_the_only_text_column_decides_its_language() {
    let texts = |file: &str, entries: Vec<Entry>| -> Vec<String> {
        let outcome = read(file.as_bytes(), None, &format(entries));
        outcome.table.rows.iter().map(|row| format!("{}|{}", row.message, row.message_zh)).collect()
    };
    let mixed = "码,信息\n1,签名错误\n2,Token has expired\n3,Invalid id 非法";
    let wanted = ["|签名错误", "Token has expired|", "|Invalid id 非法"];
    assert_eq!(texts(&mixed.replacen('码', "code", 1), vec![]), wanted);
    assert_eq!(texts(mixed, vec![named(Column::Code, "码"), named(Column::Message, "信息")]), wanted);
    // Beside a column whose header says Chinese, `message` is the English one.
    assert_eq!(texts("code,message,message_zh\n1,系统繁忙,忙", vec![]), ["系统繁忙|忙"]);
    // With two columns, the language of each cell decides which text it is.
    assert_eq!(
        texts("code,说明,description\n1,忙,busy\n2,shut,门关了\n3,坏,broken", vec![]),
        ["busy|忙", "shut|门关了", "broken|坏"]
    );
}

#[test]
fn misspelled_columns_beside_kinds() {
    let file = "code,message,knid,recovery\n1,x y,internal,stop";
    let said = taken(file, vec![]);
    assert!(said.iter().any(|said| said.starts_with("unknown column `knid`; did you mean `kind`?")), "{said:?}");
    let said = taken("code,message,kind,recovry\n1,x y,internal,stop", vec![]);
    assert!(said.iter().any(|said| said.starts_with("unknown column `recovry`; did you mean `recovery`?")), "{said:?}");
    let file = "code,message,kind,recovery,retry_aftr,translatd\n1,x y,internal,retry,3,en";
    let said = taken(file, vec![]);
    for near in ["`retry_aftr`; did you mean `retry_after`?", "`translatd`; did you mean `translated`?"] {
        assert!(said.iter().any(|said| said.starts_with(&format!("unknown column {near}"))), "{said:?}");
    }
}

#[test]
fn a_header_of_many_columns_stays_cheap() {
    // A suggestion is looked for until there were enough unknown headers.
    for (unknown, is_found) in [(HELPED - 1, true), (HELPED, false)] {
        let file = format!("code{},mesage\n1{},x y\n", ",qqqq".repeat(unknown), ",z".repeat(unknown));
        assert_eq!(read(file.as_bytes(), None, &format([])).problems.len(), usize::from(is_found), "{unknown}");
    }

    let file = format!("code{}\n1{}\n", ",mesage".repeat(2_000), ",x y".repeat(2_000));
    let outcome = read(file.as_bytes(), None, &format([]));
    assert_eq!((outcome.problems.len(), outcome.table.ignored.len()), (1, 1_999));
}
