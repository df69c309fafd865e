//! Items of a list that carry codes of their own.

use std::time::Instant;

use allocation_counter::measure;
use errcode_runtime::reply::{self, Envelope, Item, MAX_LENGTH};
use errcode_runtime::wechat::CommonError;

fn items(body: &str) -> Vec<(String, usize, i64, String)> {
    let part = |item: Item<'_, CommonError>| {
        (item.list().into_owned(), item.index(), item.code().code(), item.message().to_owned())
    };
    reply::items::<CommonError>(body.as_bytes()).map(part).collect()
}

#[test]
fn items_that_failed_are_found_wherever_their_list_is() {
    for (body, expected) in [
        ("{}", &[][..]),
        ("", &[]),
        ("7", &[]),
        (r#"{"errcode":40003}"#, &[]),
        (r#"{"errcode":0,"list":[]}"#, &[]),
        (
            r#"{"errcode":0,"list":[{"errcode":0},{"errcode":40003,"errmsg":"no rid: 1-2"}]}"#,
            &[("list", 1, 40003, "no")],
        ),
        (
            r#"{"list":[{"errcode":"40003"},7,[],{},{"errCode":-1}],"x":1}"#,
            &[("list", 0, 40003, ""), ("list", 4, -1, "")],
        ),
        (r#"{"data":{"users":[{"base_resp":{"ret":-1,"err_msg":"busy"}}]}}"#, &[("users", 0, -1, "busy")]),
        (r#"[{"errcode":-1}]"#, &[("", 0, -1, "")]),
        (r#"{"a":[[{"errcode":-1}],{"errcode":-1}]}"#, &[("", 0, -1, ""), ("a", 1, -1, "")]),
        // An object in an item is not an item, unless it is in a list of its own.
        (r#"{"a":[{"b":{"errcode":-1}}]}"#, &[]),
        (r#"{"a":[{"errcode":-1,"b":[{"errcode":40003}]}]}"#, &[("b", 0, 40003, ""), ("a", 0, -1, "")]),
        (r#"{"\u006cist":[{"err\u0063ode":-1}]}"#, &[("list", 0, -1, "")]),
        // Another party's codes, and values that are not codes, do not count.
        (r#"{"a":[{"resultcode":7},{"errcode":null},{"errcode":"x"}]}"#, &[]),
        // Broken JSON ends the iterator.
        (r#"{"a":[{"errcode":-1},{"errcode":-1]"#, &[("a", 0, -1, "")]),
        (r#"{"a":[{"errcode":-1},,{"errcode":-1}]"#, &[("a", 0, -1, "")]),
        ("{\"a\":[{\"errcode\":-1,\"errmsg\":\"a\nb\"}]}", &[("a", 0, -1, "a\nb")]),
    ] {
        let expected: Vec<_> = expected
            .iter()
            .map(|(list, index, code, text)| ((*list).to_owned(), *index, *code, (*text).to_owned()))
            .collect();
        assert_eq!(items(body), expected, "{body}");
    }
    // The iterator is fused.
    let mut ended = reply::items::<CommonError>(br#"{"a":[x]}"#);
    assert!(ended.next().is_none() && ended.next().is_none());
}

/// Lists that are closed do not count towards the limit, however many there are.
#[test]
fn items_are_found_in_eight_lists_inside_one_another() {
    let nested = |lists: usize| format!("{}{{\"errcode\":-1}}{}", "[".repeat(lists), "]".repeat(lists));
    for (body, count) in [
        (nested(8), 1),
        (nested(9), 0),
        (format!("[{}{}]", "[[]],".repeat(20), nested(6)), 1),
        (format!("[{},{}]", nested(8), nested(7)), 1),
    ] {
        assert_eq!(reply::items::<CommonError>(body.as_bytes()).count(), count, "{body}");
    }
}

#[test]
fn an_item_is_read_as_a_type() {
    #[derive(serde::Deserialize)]
    struct User {
        openid: String,
    }
    let body = "{\"list\":[{\"errcode\":-1,\"openid\":\"a\nb\"},{\"errcode\":-1}]}";
    let items: Vec<_> = reply::items::<CommonError>(body.as_bytes()).collect();
    assert_eq!(items[0].read::<User>().unwrap().openid, "a\nb");
    assert!(items[1].read::<User>().is_err());
    assert_eq!(items[1].json(), br#"{"errcode":-1}"#);
    let shown = r#"Item { path: "list[1]", code: SystemBusy, errmsg: "", json: "{\"errcode\":-1}" }"#;
    assert_eq!(format!("{:?}", items[1]), shown);
}

#[test]
fn a_path_leads_to_an_item() {
    for (body, paths) in [
        (r#"[{"errcode":-1}]"#, &["[0]"][..]),
        (r#"{"a":{"b":[[7,{"errcode":-1}],{"errcode":-1}]}}"#, &["a.b[0][1]", "a.b[1]"]),
        (r#"{"a":[{"b":[{"errcode":-1}]}]}"#, &["a[0].b[0]"]),
        ("{\"\\u202ea\\n\":[{\"errcode\":-1}]}", &[" a [0]"]),
        (r#"{"":{"":[{"errcode":-1}]}}"#, &["[0]"]),
        // One path after another, each as if it were the first.
        (
            r#"{"a":{"b":[{},{"errcode":-1,"x":[[{"errcode":-1}]]},{"errcode":-1}],"c":[{"errcode":-1}]},"d":[{"errcode":-1}]}"#,
            &["a.b[1].x[0][0]", "a.b[1]", "a.b[2]", "a.c[0]", "d[0]"],
        ),
    ] {
        let found: Vec<_> = reply::items::<CommonError>(body.as_bytes()).map(|item| item.path().to_owned()).collect();
        assert_eq!(found, paths, "{body}");
    }
    for c in ["长", "😀"] {
        let long = format!(r#"{{"{}":[{{"errcode":-1}}]}}"#, c.repeat(10_000));
        let item = reply::items::<CommonError>(long.as_bytes()).next().unwrap();
        assert_eq!(item.path(), format!("{}…", c.repeat(200)));
        assert_eq!(item.list(), c.repeat(10_000));
    }
    // Characters are counted, not bytes.
    let shorter = "长".repeat(190);
    let body = format!(r#"{{"{shorter}":{{"a":[{{"errcode":-1}}]}}}}"#);
    let item = reply::items::<CommonError>(body.as_bytes()).next().unwrap();
    assert_eq!(item.path(), format!("{shorter}.a[0]"));
}

#[test]
fn a_body_that_is_too_long_has_no_items() {
    for (length, count) in [(MAX_LENGTH, 1), (MAX_LENGTH + 1, 0), (MAX_LENGTH + 2, 0)] {
        let mut body = br#"[{"errcode":-1}"#.to_vec();
        body.resize(length - 1, b' ');
        body.push(b']');
        assert_eq!(reply::items::<CommonError>(&body).count(), count, "{length}");
    }
}

#[test]
fn the_keys_are_the_callers() {
    let envelope = Envelope::new(&[("status", "text")]);
    let body = br#"{"list":[{"errcode":-1},{"status":-1,"text":"x"}]}"#;
    let found: Vec<_> = reply::items_with::<CommonError>(envelope, body).map(|item| item.index()).collect();
    assert_eq!(found, [1]);
}

/// Nesting that makes each item part of all items around it, and brackets that are never closed.
#[test]
fn hostile_lists_end_and_take_little() {
    let size = 1 << 20;
    let nested = |open: &str, close: &str| {
        let times = size / (open.len() + close.len());
        format!("{}{}", open.repeat(times), close.repeat(times))
    };
    let bodies = [
        "[".repeat(size),
        r#"{"a":"#.repeat(size / 5),
        nested(r#"{"errcode":-1,"a":["#, "]}"),
        format!("[{}]", nested(r#"{"errcode":-1,"a":["#, "]}")),
        format!("[{}]", r#"{"errcode":-1},"#.repeat(size / 15)),
        format!("[{{\"errcode\":-1,\"errmsg\":\"{}\"}}]", "\\ud800".repeat(size / 6)),
        format!("[[[[[[[[[[{}]]]]]]]]]]", r#"{"errcode":-1},"#.repeat(size / 15)),
        // Paths of many keys, of one list and of a list for each item.
        format!("{}[{}]", r#"{"":"#.repeat(2_000), r#"{"errcode":-1},"#.repeat(size / 15)),
        format!("{}[{}]", r#"{"a":"#.repeat(2_000), r#"{"errcode":-1},"#.repeat(size / 15)),
        format!("{}{{{}", r#"{"":"#.repeat(2_000), r#""a":[{"errcode":-1}],"#.repeat(size / 21)),
    ];
    for body in bodies {
        let start = Instant::now();
        let used = measure(|| assert!(reply::items::<CommonError>(body.as_bytes()).count() <= size / 15));
        assert!(used.bytes_max < 4 * size as u64 + 500_000, "{} bytes: {}", used.bytes_max, &body[..20]);
        // Linear: a debug build takes well under a second, a quadratic one would take minutes.
        assert!(start.elapsed().as_secs() < 30, "{}", &body[..20]);
    }
}
