//! What rust-analyzer shows in an editor, checked over LSP.
//!
//! Where rust-analyzer is not installed, the tests count as ignored, which needs a harness of their own.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use std::fs;
use std::time::Instant;

use errcode_runtime::{errcodes, prelude::*};
use errcode_tests::cargo::{Project, workspace};
use errcode_tests::harness;
use errcode_tests::lsp::Editor;
use serde_json::{Value, json};

errcodes!("general");

const MAIN: &str = r#"errcode_runtime::errcodes!("general");

fn main() {
    match GeneralError::from(40029) {
        GeneralError::InvalidOauthCode => {}
        other => println!("{other}"),
    }
}
"#;

fn main() {
    harness::run(
        Editor::is_installed(),
        "rust-analyzer IS NOT INSTALLED: the editor tests are skipped. rustup component add rust-analyzer",
        [
            ("a_shipped_table", a_shipped_table),
            ("a_selection_of_two_tables_under_another_name", a_selection_of_two_tables_under_another_name),
            ("an_endpoint", an_endpoint),
            ("a_users_table", a_users_table),
            ("a_table_of_texts", a_table_of_texts),
            ("a_field_and_another_name", a_field_and_another_name),
            ("a_broken_table", a_broken_table),
        ],
    )
}

/// The line and column, from 0, just after a text in a file.
fn behind(file: &str, text: &str) -> (usize, usize) {
    let offset = file.find(text).unwrap() + text.len();
    let before = &file[..offset];
    let line = before.matches('\n').count();
    (line, offset - before.rfind('\n').map_or(0, |newline| newline + 1))
}

/// Opens a new editor, and hovers over the character before the position.
fn open(project: &Project, file: &str, (line, column): (usize, usize)) -> (Editor, String) {
    let start = Instant::now();
    let mut editor = Editor::open(project, file);
    let hover = editor.hover(line, column - 1);
    println!("first hover after {:?}", start.elapsed());
    (editor, hover)
}

fn has(hover: &str, texts: &[&str]) {
    for text in texts {
        assert!(hover.contains(text), "{text} is not in the hover:\n{hover}");
    }
    assert!(!hover.contains("\\*`"), "a part of the comment's `/**` is in the hover:\n{hover}");
}

/// Asserts that "go to definition" leads to this line of the user's file.
fn leads_to(editor: &mut Editor, (line, column): (usize, usize), target: usize) {
    let definition = editor.at("textDocument/definition", line, column - 1);
    assert_eq!(definition[0]["range"]["start"]["line"], target, "{definition}");
    assert!(definition[0]["uri"].as_str().unwrap().ends_with("/src/main.rs"), "{definition}");
}

fn has_no_diagnostics(editor: &mut Editor) {
    let diagnostics = editor.diagnostics();
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
}

fn label(item: &Value) -> &str {
    item["label"].as_str().unwrap()
}

fn a_shipped_table() {
    let project = Project::scratch("editor", "");
    project.write("src/main.rs", MAIN);
    project.succeed(&["check", "--quiet"]);
    let variant = behind(MAIN, "InvalidOauthCode");
    let (mut editor, hover) = open(&project, "src/main.rs", variant);
    // The code and its table, its meaning, and the advice.
    has(&hover, &["`40029`", "通用错误码", "无效的 oauth_code", "invalid code", "`reauthorize`", "重新授权"]);
    leads_to(&mut editor, variant, 0);

    let of_enum = behind(MAIN, "match GeneralError");
    let hover = editor.hover(of_enum.0, of_enum.1 - 1);
    has(&hover, &["通用错误码 (General error codes)", "general.csv", &format!("{} codes", GeneralError::ALL.len())]);
    leads_to(&mut editor, of_enum, 0);
    has_no_diagnostics(&mut editor);
    // A search of the workspace's symbols finds the variant by its number.
    let symbols = editor.request("workspace/symbol", &json!({ "query": "40029" }));
    assert!(symbols[0]["name"].as_str().unwrap().contains("InvalidOauthCode"), "{symbols}");

    // Completion offers every variant, in a pattern and in an expression.
    let names: Vec<String> =
        GeneralError::ALL.iter().map(ErrorCode::name).chain(["Unknown"]).map(str::to_owned).collect();
    for (place, typed) in [
        ("        GeneralError::", MAIN.replace("GeneralError::InvalidOauthCode =>", "GeneralError:: =>")),
        ("= GeneralError::", MAIN.replace("fn main() {", "fn main() {\n    let _ = GeneralError::;")),
    ] {
        editor.type_over(&typed);
        let (line, column) = behind(&typed, place);
        let start = Instant::now();
        let items = editor.complete(line, column);
        println!("completion after {:?}", start.elapsed());
        let is_offered = |name: &str| items.iter().any(|item| label(item).trim_end_matches("(…)") == name);
        let missing: Vec<&String> = names.iter().filter(|name| !is_offered(name)).collect();
        assert!(missing.is_empty(), "{missing:?}");
        // An editor narrows the list to what is typed.
        let narrowed = |typed: &str| {
            items.iter().filter(|item| label(item).to_lowercase().contains(typed)).map(label).collect::<Vec<_>>()
        };
        assert!(
            narrowed("openid").contains(&"InvalidOpenId") && narrowed("openid").len() < 40,
            "{:?}",
            narrowed("openid")
        );
        let item = items.iter().find(|item| label(item) == "InvalidOauthCode").unwrap();
        let resolved = editor.request("completionItem/resolve", item);
        has(resolved["documentation"]["value"].as_str().unwrap(), &["`40029`", "无效的 oauth_code", "`reauthorize`"]);
    }
}

fn a_selection_of_two_tables_under_another_name() {
    const MAIN: &str = r#"wechat::errcodes! {
    /// What login can answer with.
    pub enum LoginError from "common", "general" {
        -1,
        40029 as InvalidJsCode,
        45011,
    }
}

fn main() {
    match LoginError::from(40029) {
        LoginError::InvalidJsCode => {}
        LoginError::SystemBusy => {}
        other => println!("{other}"),
    }
}
"#;
    let path = workspace().join("errcode-runtime");
    let dependency = format!("wechat = {{ package = \"errcode-runtime\", path = \"{}\" }}", path.display());
    let project = Project::scratch_alone("editor-renamed", &dependency);
    project.write("src/main.rs", MAIN);
    project.succeed(&["check", "--quiet"]);
    let renamed = behind(MAIN, "LoginError::InvalidJsCode");
    let (mut editor, hover) = open(&project, "src/main.rs", renamed);
    has(&hover, &["InvalidJsCode", "`40029`", "通用错误码", "无效的 oauth_code"]);
    leads_to(&mut editor, renamed, 4);
    // Hovering works in the call, too, and shows each text once.
    let in_call = behind(MAIN, "40029 as InvalidJsCode");
    let hover = editor.hover(in_call.0, in_call.1 - 1);
    has(&hover, &["InvalidJsCode", "`40029`"]);
    assert_eq!(hover.matches("无效的 oauth_code").count(), 1, "{hover}");
    let enum_in_call = behind(MAIN, "pub enum LoginError");
    let hover = editor.hover(enum_in_call.0, enum_in_call.1 - 1);
    assert_eq!(hover.matches("What login can answer with.").count(), 1, "{hover}");
    let busy = behind(MAIN, "LoginError::SystemBusy");
    has(&editor.hover(busy.0, busy.1 - 1), &["`-1`", "公共错误码", "系统繁忙"]);
    leads_to(&mut editor, busy, 3);
    let of_enum = behind(MAIN, "match LoginError");
    has(
        &editor.hover(of_enum.0, of_enum.1 - 1),
        &["What login can answer with.", "公共错误码 (Common error codes)", "通用错误码", "3 codes"],
    );
    leads_to(&mut editor, of_enum, 2);
    has_no_diagnostics(&mut editor);

    let incomplete = MAIN.replace("        other => println!(\"{other}\"),\n", "");
    editor.type_over(&incomplete);
    let diagnostics = editor.diagnostics();
    assert!(diagnostics[0]["message"].as_str().unwrap().contains("MinuteQuotaExceeded"), "{diagnostics:#?}");
    let (line, column) = behind(&incomplete, "    match");
    let actions = editor.actions(line, column);
    let fill = actions.iter().find(|action| action["title"] == "Fill match arms").unwrap();
    let edit = editor.request("codeAction/resolve", fill)["edit"].to_string();
    has(&edit, &["LoginError::MinuteQuotaExceeded =>", "LoginError::Unknown("]);
    assert!(!edit.contains("SystemBusy =>"), "{edit}");
}

fn an_endpoint() {
    const MAIN: &str = r#"errcode_runtime::errcodes! {
    pub enum SchemeError from endpoint "generateScheme" { 40013 as Banned, .. }
}

fn main() {
    match SchemeError::from(40013) {
        SchemeError::Banned => {}
        other => println!("{other}"),
    }
}
"#;
    let project = Project::scratch("editor-endpoint", "");
    project.write("src/main.rs", MAIN);
    project.succeed(&["check", "--quiet"]);
    let banned = behind(MAIN, "SchemeError::Banned");
    let (mut editor, hover) = open(&project, "src/main.rs", banned);
    has(&hover, &["`40013`", "封禁", "banned", "非官方原文", "`appeal`"]);
    leads_to(&mut editor, banned, 1);
    // Title, method, path, page and day.
    let of_enum = behind(MAIN, "match SchemeError");
    has(
        &editor.hover(of_enum.0, of_enum.1 - 1),
        &[
            "Get an encrypted scheme code of the mini program",
            "`POST /wxa/generatescheme`",
            "(https://developers.weixin.qq.com/miniprogram/dev/server/API/qrcode-link/url-scheme/api_generatescheme.html)",
            "2026-07",
        ],
    );
    has_no_diagnostics(&mut editor);
}

fn a_users_table() {
    const MAIN: &str = r#"errcode_runtime::errcodes!("errors/payment.csv");

fn main() {
    match PaymentError::from(2051) {
        PaymentError::InsufficientFunds => {}
        PaymentError::AcquirerDown(code) => println!("{code}"),
        other => println!("{other}"),
    }
}
"#;
    let project = Project::scratch("editor-own", "");
    project.write("src/main.rs", MAIN);
    project.write(
        "errors/payment.csv",
        "错误码,name,描述\n2051,InsufficientFunds,余额不足\n90xx,AcquirerDown,the acquirer does not answer\n",
    );
    project.succeed(&["check", "--quiet"]);
    let variant = behind(MAIN, "InsufficientFunds");
    let (mut editor, hover) = open(&project, "src/main.rs", variant);
    has(&hover, &["`2051`", "payment.csv", "余额不足"]);
    leads_to(&mut editor, variant, 0);
    let of_range = behind(MAIN, "AcquirerDown");
    has(&editor.hover(of_range.0, of_range.1 - 1), &["`90xx`", "the acquirer does not answer"]);
    let of_enum = behind(MAIN, "match PaymentError");
    has(&editor.hover(of_enum.0, of_enum.1 - 1), &["`errors/payment.csv`", "2 codes"]);
    has_no_diagnostics(&mut editor);
}

fn a_table_of_texts() {
    const MAIN: &str = r#"errcode_runtime::errcodes! {
    pub enum PayError from "pay.csv" {
        "PARAM_ERROR" as BadParam,
        ..
    }
}

fn main() {
    match PayError::from("PARAM_ERROR") {
        PayError::BadParam => {}
        PayError::IsvLimit => {}
        PayError::SayHi => {}
        other => println!("{other} {}", other.code().len()),
    }
}
"#;
    let project = Project::scratch("editor-texts", "");
    project.write("src/main.rs", MAIN);
    let mut table = fs::read_to_string(workspace().join("tests/tables/pay.csv")).unwrap();
    table.push_str("\"say \"\"`hi`\"\"\",internal,stop,,quoted,引号,,\n");
    project.write("pay.csv", table);
    project.succeed(&["check", "--quiet"]);
    let renamed = behind(MAIN, "PayError::BadParam");
    let (mut editor, hover) = open(&project, "src/main.rs", renamed);
    has(&hover, &["`PARAM_ERROR`", "pay.csv", "参数错误", "bad parameter", "`fix_request`", "检查参数"]);
    leads_to(&mut editor, renamed, 2);
    let limit = behind(MAIN, "PayError::IsvLimit");
    has(&editor.hover(limit.0, limit.1 - 1), &["`isv.LIMIT`", "调用过于频繁", "`slow_down`", "60 s", "注"]);
    // A code that a Markdown code span cannot hold is shown as escaped text.
    let quoted = behind(MAIN, "PayError::SayHi");
    has(&editor.hover(quoted.0, quoted.1 - 1), &[r#"say "\`hi\`""#, "引号"]);
    let of_enum = behind(MAIN, "match PayError");
    has(&editor.hover(of_enum.0, of_enum.1 - 1), &["`pay.csv`", "7 codes"]);
    // The type of a code is the exact one.
    let code = behind(MAIN, "other.code");
    has(&editor.hover(code.0, code.1 - 1), &["pub fn code(&self) -> &", "::str"]);
    has_no_diagnostics(&mut editor);

    for (query, name) in [("isv.LIMIT", "IsvLimit"), ("PARAM_ERROR", "BadParam"), ("42P01", "NoSuchTable")] {
        let symbols = editor.request("workspace/symbol", &json!({ "query": query }));
        let names: Vec<&str> =
            symbols.as_array().unwrap().iter().filter_map(|symbol| symbol["name"].as_str()).collect();
        assert!(names.iter().any(|found| found.contains(name)), "{query}: {names:?}");
    }
}

fn a_field_and_another_name() {
    const MAIN: &str = r#"errcode_runtime::errcodes! {
    pub enum SocketError from "sockets.csv" (
        repeated = alias,
        severity: str = "Log level",
    );
}

fn main() {
    match SocketError::from(11) {
        SocketError::WouldWait => {}
        other => println!("{other} {:?}", other.severity()),
    }
}
"#;
    let project = Project::scratch("editor-field", "");
    project.write("src/main.rs", MAIN);
    project
        .write("sockets.csv", "code,name,message,Log level\n11,TRY_LATER,try again,WARN\n11,WOULD_WAIT,would wait,\n");
    project.succeed(&["check", "--quiet"]);
    let alias = behind(MAIN, "SocketError::WouldWait");
    let (mut editor, hover) = open(&project, "src/main.rs", alias);
    has(&hover, &["`11`", "TryLater", "would wait", "It is a constant"]);
    let field = behind(MAIN, "other.severity");
    has(&editor.hover(field.0, field.1 - 1), &["The column \"Log level\" of `sockets.csv`", "Option<&"]);
    leads_to(&mut editor, field, 3);
    has_no_diagnostics(&mut editor);
}

fn a_broken_table() {
    const MAIN: &str = r#"errcode_runtime::errcodes!("broken.csv");

fn main() {
    let _ = BrokenError::Sound;
}
"#;
    let project = Project::scratch("editor-broken", "");
    project.write("src/main.rs", MAIN);
    project.write("broken.csv", "code,name,message_zh\n1,Sound,好\nx1,Bad,坏\n1,Other,也坏\n");
    // The macro has to be built; the crate itself does not compile.
    project.cargo(&["check", "--quiet"]).output().unwrap();
    let variant = behind(MAIN, "BrokenError::Sound");
    let (mut editor, hover) = open(&project, "src/main.rs", variant);
    has(&hover, &["`1`", "好"]);
    let diagnostics = editor.diagnostics();
    let messages: Vec<&str> = diagnostics.iter().map(|one| one["message"].as_str().unwrap()).collect();
    assert_eq!(messages.len(), 2, "{diagnostics:#?}");
    // The order is not fixed, because both have the same span.
    let messages = messages.join("\n");
    has(&messages, &["invalid code `x1`\n  --> broken.csv:3:1", "code 1 is defined twice\n  --> broken.csv:4:1"]);
    // The span is the literal, so that a reader can click it.
    for diagnostic in &diagnostics {
        assert_eq!(diagnostic["range"]["start"], json!({ "line": 0, "character": 27 }), "{diagnostic:#}");
        assert_eq!(diagnostic["range"]["end"], json!({ "line": 0, "character": 39 }), "{diagnostic:#}");
    }
}
