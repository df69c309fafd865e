use super::{Column, Meaning, Open, WORDS, meaning, misspelled, phrase};

#[test]
fn the_readme_lists_every_word() {
    let readme = include_str!("../../../README.md");
    for (words, meaning) in WORDS {
        let column = match meaning {
            Meaning::Is(column) => format!("`{column}`"),
            Meaning::Open(Open::Text) => "`message`, `message_zh`".to_owned(),
            Meaning::Open(Open::Solution) => "`solution`, `solution_zh`".to_owned(),
            Meaning::Open(Open::Note) => "`note`, `note_zh`".to_owned(),
            Meaning::WeakCode => "`code`, if no header has a word from above".to_owned(),
            Meaning::HttpStatus => "`code`, if no other column can be".to_owned(),
            Meaning::Error => "`code`, `name` or a text".to_owned(),
            Meaning::Cause => "a text if there is no other, else `note`".to_owned(),
        };
        let row = format!("| {column} | {} |", words.join(", "));
        assert!(readme.contains(&row), "{row}");
    }
}

#[test]
fn words_are_compared_by_letters_and_digits() {
    let text = Some(Meaning::Open(Open::Text));
    for (header, wanted) in [
        ("Code", Some(Meaning::Is(Column::Code))),
        (" err_code ", Some(Meaning::Is(Column::Code))),
        ("\u{FEFF}code", Some(Meaning::Is(Column::Code))),
        ("Return value/code", Some(Meaning::Is(Column::Code))),
        ("RETRY_AFTER", Some(Meaning::Is(Column::RetryAfter))),
        ("Cause(s)", Some(Meaning::Cause)),
        ("display text", text),
        ("message", text),
        ("message_zh", Some(Meaning::Is(Column::MessageZh))),
        ("错误描述-英文", Some(Meaning::Is(Column::Message))),
        ("中文描述", Some(Meaning::Is(Column::MessageZh))),
        ("Message CN", Some(Meaning::Is(Column::MessageZh))),
        ("solution_zh", Some(Meaning::Is(Column::SolutionZh))),
        ("Solution (EN)", Some(Meaning::Is(Column::Solution))),
        ("HTTP Status Code", Some(Meaning::HttpStatus)),
        // A cause in one language is a text; a name has no language but English.
        ("cause_en", Some(Meaning::Is(Column::Message))),
        ("Cause (Chinese)", Some(Meaning::Is(Column::MessageZh))),
        ("name_en", Some(Meaning::Is(Column::Name))),
        ("name_zh", None),
        ("code_en", None),
        ("Barcode", None),
        ("token", None),
        ("", None),
    ] {
        assert_eq!(meaning(header), wanted, "{header}");
    }
    assert_eq!(meaning(&"x".repeat(1_000_000)), None);
}

#[test]
fn phrases_mean_what_their_last_words_mean() {
    let text = Some(Meaning::Open(Open::Text));
    for (header, wanted) in [
        ("HTTP Status Code", Some(Meaning::HttpStatus)),
        ("Response Status Code", Some(Meaning::WeakCode)),
        ("Alipay Error Code", Some(Meaning::Is(Column::Code))),
        ("Code (decimal)", Some(Meaning::Is(Column::Code))),
        ("错误码（code）", Some(Meaning::Is(Column::Code))),
        ("结果/Error Code", Some(Meaning::Is(Column::Code))),
        ("Description of the error", text),
        ("支付错误码", Some(Meaning::Is(Column::Code))),
        ("错误码的说明", text),
        ("Barcode", None),
        ("门店", None),
        ("", None),
    ] {
        assert_eq!(phrase(header), wanted, "{header}");
    }
    assert_eq!(phrase(&"x ".repeat(1_000_000)), None);
}

#[test]
fn a_header_that_is_nearly_a_word_is_recognised() {
    assert_eq!(misspelled("mesage"), Some(("message", Meaning::Open(Open::Text))));
    assert_eq!(misspelled("recovry"), Some(("recovery", Meaning::Is(Column::Recovery))));
    assert_eq!(misspelled("错误嘛"), Some(("错误码", Meaning::Is(Column::Code))));
    // One mistake in up to nine letters, two in more.
    for (header, word) in [
        ("desciption", Some("description")),
        ("descipton", Some("description")),
        ("descipto", None),
        ("mesage", Some("message")),
        ("mesge", None),
        ("recoverry", Some("recovery")),
        ("retryaftr", Some("retry_after")),
        ("retrafr", None),
        ("translatd", Some("translated")),
        ("ranslatd", Some("translated")),
        ("cde", Some("code")),
        ("msh", None),
        ("texd", Some("text")),
    ] {
        assert_eq!(misspelled(header).map(|(word, _)| word), word, "{header}");
    }
    assert_eq!([misspelled("severity"), misspelled("owner"), misspelled("x")], [None; 3]);
}
