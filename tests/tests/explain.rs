//! The example `explain`, run as a user runs it.
#![allow(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

use std::process::Command;

use errcode_tables::Shipped;
use errcode_tests::cargo::workspace;

/// The output of `explain`, and whether it reports that everything was found.
fn explain(arguments: &[&str]) -> (String, bool) {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(workspace()).args(["run", "--quiet", "--example", "explain", "--"]).args(arguments);
    let output = command.output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.success())
}

#[test]
fn a_code_in_several_tables_shows_each() {
    let (out, found) = explain(&["40001"]);
    assert!(found);
    let cards: Vec<&str> = out.trim().split("\n\n").collect();
    // After these three, there is a card for WeCom, then one for the endpoints.
    assert_eq!(cards.len(), 5, "{out}");
    assert!(cards[3].contains("企业微信") && cards[3].contains("InvalidCorpSecret"), "{out}");
    for (card, title) in cards.iter().zip(["公共错误码", "微信小店", "视频号"]) {
        for text in
            ["code      40001", "name      InvalidCredential", title, "kind      unauthenticated", "refresh_token"]
        {
            assert!(card.contains(text), "{text} is not in\n{card}");
        }
    }
    assert!(cards[0].contains("获取 access_token 时 AppSecret 错误") && cards[0].contains("备注      注："), "{out}");
    assert!(cards[1].contains("解决方法  "), "{out}");
    assert!(!out.contains('\u{1b}'), "colour is for terminals");
}

#[test]
fn tables_names_and_several_codes_can_be_asked_for() {
    let (out, found) = explain(&["--table", "shop", "40001", "-1"]);
    assert!(found && out.contains("微信小店") && !out.contains("公共错误码"), "{out}");
    assert_eq!(out.matches("code  ").count(), 2, "{out}");
    let (out, found) = explain(&["invalidcredential", "--table", "common"]);
    assert!(found && out.contains("40001"), "{out}");
    let (_, found) = explain(&["--table", "shops", "1"]);
    assert!(!found);
}

#[test]
fn words_of_both_languages_are_searched() {
    let (out, found) = explain(&["token", "过期"]);
    assert!(found && out.contains("40014"), "{out}");
    // All titles begin in the same column.
    let title_at = |line: &str| Shipped::all().iter().filter_map(|shipped| line.find(&*shipped.title_zh)).min();
    let columns: Vec<usize> = out.lines().map(|line| title_at(line).unwrap()).collect();
    assert!(columns.len() > 3 && columns.iter().all(|column| *column == columns[0]), "{out}");
    // Several words in one argument are searched like several arguments.
    assert_eq!(explain(&["token 过期"]), explain(&["token", "过期"]));
    let (out, found) = explain(&["quota exceeded"]);
    assert!(found && out.contains("45009"), "{out}");
    let (out, found) = explain(&["zzzz\u{202E}\u{1B}[1m\n", "y"]);
    assert!(!found && out.trim_end().ends_with(": zzzz  [1m y"), "{out:?}");
}

#[test]
fn an_endpoint_lists_its_codes_in_its_meaning() {
    let (out, found) = explain(&["generateScheme"]);
    assert!(
        found && out.contains("POST /wxa/generatescheme") && out.contains("https://developers.weixin.qq.com/"),
        "{out}"
    );
    let line = |code: &str| out.lines().find(|line| line.starts_with(code)).unwrap_or_default();
    assert!(line("40013 ").contains("UrlSchemeOrUrlLinkBanned") && line("40013 ").contains("appeal"), "{out}");
    assert!(line("40001 ").contains("InvalidCredential"), "{out}");
    for path in ["/wxa/generatescheme", "POST /wxa/generatescheme"] {
        assert_eq!(explain(&[path]).0, out, "{path}");
    }
    // Three endpoints are called `getOrder`. There is also a page that lists no code.
    let (out, found) = explain(&["getOrder", "getAppKey"]);
    assert!(found && out.matches("getOrder  ").count() == 3 && out.contains("页面没有列出错误码"), "{out}");
}

#[test]
fn an_endpoint_beside_a_word_is_a_word() {
    let (out, found) = explain(&["commit", "代码"]);
    assert!(!out.contains("POST /wxa/commit"), "{found} {out}");
    // A slash alone does not make an argument a path.
    let (out, found) = explain(&["access_token", "appid/secret"]);
    assert!(!out.contains("endpoint"), "{found} {out}");
}

#[test]
fn an_endpoint_that_is_not_there_is_said() {
    for (query, wanted) in [
        (
            "/wxa/generateschem",
            "(没有这个路径的接口): /wxa/generateschem\nthe nearest endpoint is(相近的接口有): /wxa/generatescheme",
        ),
        ("code2session", "\nthe nearest endpoint is(相近的接口有): code2Session"),
        (
            "POST /sns/jscode2session",
            "the method of this endpoint is(这个接口的请求方法是) GET: POST /sns/jscode2session",
        ),
        ("/nowhere/at/all", "no endpoint has this path(没有这个路径的接口): /nowhere/at/all"),
    ] {
        let (out, found) = explain(&[query]);
        let out = out.replace('（', "(").replace('）', ")");
        assert!(!found && out.trim_end().ends_with(wanted), "{query}: {out}");
    }
    for table in ["wecom", "common"] {
        let (out, found) = explain(&["--table", table, "/sns/jscode2session"]);
        assert!(!found && out.contains("--table"), "{out}");
        let (out, found) = explain(&["--table", table, "generateScheme"]);
        assert!(!found && !out.contains("nearest"), "{out}");
    }
}

#[test]
fn a_code_tells_where_it_means_something_else() {
    let (out, found) = explain(&["40013"]);
    assert!(found && out.contains("InvalidAppId"), "{out}");
    for (name, endpoints) in [
        ("UrlSchemeOrUrlLinkBanned", "generateUrlLink, generateNFCScheme, generateScheme"),
        ("PhoneCodeAppIdMismatch", "getPhoneNumber"),
    ] {
        let mut lines = out.lines().skip_while(|line| !(line.contains("another meaning") && line.contains(name)));
        assert!(lines.nth(1).is_some_and(|line| line.contains(endpoints)), "{out}");
    }
    // A second meaning within a product.
    let (out, _) = explain(&["210003"]);
    assert!(
        out.contains("InvalidNewB2bProfitSharingAccountType") && out.contains("B2bProfitSharingAccountDeleted"),
        "{out}"
    );
    // Two products use the same name for 200002, and WeCom has 84014, too.
    let (out, _) = explain(&["200002"]);
    assert!(out.contains("小程序直播: ") && out.contains("交易：订单、售后、保障: "), "{out}");
    let (out, _) = explain(&["84014"]);
    assert!(out.contains("企业微信") && out.contains("小程序用户") && !out.contains("another meaning"), "{out}");
    let (out, _) = explain(&["--table", "wecom", "60020"]);
    assert!(out.contains("解决方法") && out.contains("solution  "), "{out}");
    let (out, _) = explain(&["--table", "wecom", "40013"]);
    assert!(out.contains("InvalidCorpId") && !out.contains("another meaning"), "{out}");
}

#[test]
fn an_unknown_code_names_the_nearest() {
    let (out, found) = explain(&["40230"]);
    assert!(!found);
    assert!(out.contains("no table has this code") && out.contains("没有这个错误码") && out.contains("40227"), "{out}");
    // Two tables have both codes that are as near as each other.
    let (out, _) = explain(&["102011"]);
    assert_eq!((out.matches("102006 ").count(), out.matches("102016 ").count()), (1, 1), "{out}");
    let (out, found) = explain(&["-404000"]);
    assert!(found && out.contains("微信云开发"), "{out}");
}

#[test]
fn a_whole_reply_is_read() {
    let (out, found) =
        explain(&["--table", "common", r#"{"errmsg":"not latest hint: [x] rid: 1-2-3","errcode":"40001"}"#]);
    assert!(found && out.contains("name      InvalidCredential"), "{out}");
    for line in ["server    not latest", "rid       1-2-3", "hint      x"] {
        assert!(out.lines().any(|found| found == line), "{line} is not in\n{out}");
    }
    let (out, found) = explain(&[r#"{"code":20002,"desc":"x"}"#]);
    assert!(found && out.contains("腾讯小微"), "{out}");
    let (out, found) = explain(&[r#"{"errcode":0}"#]);
    assert!(found && out.contains("成功"), "{out}");
    // `code` is data here.
    let (out, found) = explain(&[r#"{"errcode":0,"errmsg":"ok","code":"0815abc"}"#]);
    assert!(found && out.contains("成功"), "{out}");
    let (out, found) = explain(&[r#"{"errcode":40001"#]);
    assert!(!found && out.contains("响应不完整") && out.contains("EOF"), "{out}");
}

#[test]
fn a_servers_text_cannot_move_the_cursor_or_reorder_a_line() {
    let tail = "hint: [\\u001b[2J\\u202Ex]";
    let long = "长".repeat(2_000);
    let (out, _) = explain(&[&format!(r#"{{"errcode":40001,"errmsg":"a\u061Cb\u2028c {long} {tail}"}}"#)]);
    let forbidden = ['\u{1B}', '\u{61C}', '\u{202E}', '\u{2028}'];
    assert!(!out.contains(forbidden) && out.contains("server    a b c 长"), "{out:?}");
    assert!(out.lines().all(|line| line.chars().count() < 600), "{out}");
    let (out, _) = explain(&["{\"errcode\u{202E}\":0"]);
    assert!(!out.contains(forbidden), "{out:?}");
}
