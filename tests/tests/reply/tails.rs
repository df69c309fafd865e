//! The parts that servers append to a message.

use core::net::IpAddr;

use errcode_runtime::reply::Tail;
use errcode_runtime::wechat::CommonError;
use proptest::prelude::*;

use crate::api;

/// A message, then its expected parts: text, rid, hint, address, link.
type Case = (
    &'static str,
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
    Option<&'static str>,
    Option<&'static str>,
);
const RID: Option<&str> = Some("60882f1f-676dc618-710dc5ca");
const IP: Option<&str> = Some("1.2.3.4");

fn check(cases: &[Case]) {
    for (errmsg, message, rid, hint, ip, link) in cases {
        let tail = Tail::of(errmsg);
        let found = (tail.message(), tail.rid(), tail.hint(), tail.request_ip(), tail.link());
        assert_eq!(found, (*message, *rid, *hint, *ip, *link), "{errmsg}");
    }
}

#[test]
fn tails_of_real_replies() {
    check(&[
        ("invalid code", "invalid code", None, None, None, None),
        ("invalid code rid: 60882f1f-676dc618-710dc5ca", "invalid code", RID, None, None, None),
        ("invalid code, rid: 60882f1f-676dc618-710dc5ca", "invalid code", RID, None, None, None),
        ("invalid code,rid:60882f1f-676dc618-710dc5ca", "invalid code", RID, None, None, None),
        ("rid: 60882f1f-676dc618-710dc5ca", "", RID, None, None, None),
        ("不合法的参数，rid：60882f1f-676dc618-710dc5ca。", "不合法的参数", RID, None, None, None),
        ("invalid code, rid: 60882f1f-676dc618-710dc5ca.", "invalid code", RID, None, None, None),
        ("invalid code, rid: 60882f1f-676dc618-710dc5ca , ", "invalid code", RID, None, None, None),
        ("busy. See https://a.example/q.", "busy.", None, None, None, Some("https://a.example/q")),
        ("busy hint: [x].", "busy", None, Some("x"), None, None),
        ("busy.", "busy.", None, None, None, None),
        ("不合法的参数，rid：60882f1f-676dc618-710dc5ca", "不合法的参数", RID, None, None, None),
        ("invalid code hint: [TRv.oA0422sha2]", "invalid code", None, Some("TRv.oA0422sha2"), None, None),
        ("not latest hint: [Ri7P_a0770rsz7!]", "not latest", None, Some("Ri7P_a0770rsz7!"), None, None),
        ("invalid code, hints: [ req_id: Cf0a-b1 ]", "invalid code", None, Some("Cf0a-b1"), None, None),
        ("invalid code, req_id: Cf0a-b1", "invalid code", None, Some("Cf0a-b1"), None, None),
        ("req_id: Cf0a-b1", "", None, Some("Cf0a-b1"), None, None),
        ("invalid request_id: abc", "invalid request_id: abc", None, None, None, None),
        ("busy hint: [x] rid: 60882f1f-676dc618-710dc5ca", "busy", RID, Some("x"), None, None),
        ("busy rid: 60882f1f-676dc618-710dc5ca hints: [ req_id: x ]", "busy", RID, Some("x"), None, None),
        ("no permission, requestIP: 1.2.3.4", "no permission", None, None, IP, None),
        ("no permission requestIP:::1", "no permission", None, None, Some("::1"), None),
        (
            "bad ip, hint: [1_2], from ip: 1.2.3.4, more info at https://a.example/?e=6",
            "bad ip",
            None,
            Some("1_2"),
            IP,
            Some("https://a.example/?e=6"),
        ),
        (
            "get it, more details at https://mmbizurl.cn/s/J rid: 60882f1f-676dc618-710dc5ca",
            "get it",
            RID,
            None,
            None,
            Some("https://mmbizurl.cn/s/J"),
        ),
        (
            "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist rid: 60882f1f-676dc618-710dc5ca",
            "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist",
            RID,
            None,
            IP,
            None,
        ),
        ("client IP:1.2.3.4 is refused", "client IP:1.2.3.4 is refused", None, None, IP, None),
    ]);
    // The code is never read from the message.
    let error = api::<()>(br#"{"errcode":-1,"errmsg":"errcode: 40001 rid: 1-2-3"}"#).unwrap();
    assert_eq!(
        (error.code(), error.errmsg(), error.rid()),
        (CommonError::SystemBusy, "errcode: 40001 rid: 1-2-3", Some("1-2-3"))
    );
}

#[test]
fn what_cannot_be_read_takes_only_itself() {
    check(&[
        (
            "busy, hint: [1_a], from ip: ****, more info at https://x.example/q",
            "busy",
            None,
            Some("1_a"),
            None,
            Some("https://x.example/q"),
        ),
        (
            "busy, hint: [1_a], from ip: , more info at https://x.example/q",
            "busy",
            None,
            Some("1_a"),
            None,
            Some("https://x.example/q"),
        ),
        ("no permission hint: [1_a] from ip:", "no permission", None, Some("1_a"), None, None),
        ("no permission, requestIP: unknown", "no permission", None, None, None, None),
        ("no permission, requestIP: ***.***.3.4 rid: 1-2", "no permission", Some("1-2"), None, None, None),
        ("no permission, requestIP: 1.2.3", "no permission", None, None, None, None),
        ("invalid request ip: yours", "invalid request ip: yours", None, None, None, None),
        ("invalid media_id hint: []", "invalid media_id", None, None, None, None),
        ("invalid media_id, hints: [ req_id: ] rid: 1-2", "invalid media_id", Some("1-2"), None, None, None),
        ("busy, rid:", "busy", None, None, None, None),
        ("busy, rid :", "busy", None, None, None, None),
        ("invalid credential rid:*******61a9", "invalid credential", Some("*******61a9"), None, None, None),
        (" hint: [a][2020-06-18 14:49:43]", "", None, Some("a"), None, None),
        ("busy hint: [a] [2020-06-18 14:49:43] rid: 1-2", "busy", Some("1-2"), Some("a"), None, None),
        ("bad list [a][b]", "bad list [a][b]", None, None, None, None),
        ("busy hint: [a][b][c]", "busy hint: [a][b][c]", None, None, None, None),
        // Commas at the ends are removed; a full stop belongs to the message.
        (", 订单状态错误 rid: 1-2-3", "订单状态错误", Some("1-2-3"), None, None, None),
        ("，订单状态错误", "订单状态错误", None, None, None, None),
        ("expired accesstoken., hint: [x]", "expired accesstoken.", None, Some("x"), None, None),
        ("令牌已过期。 rid: 1-2-3.", "令牌已过期。", Some("1-2-3"), None, None, None),
        ("busy; rid: 1-2-3; hint: [x]", "busy", Some("1-2-3"), Some("x"), None, None),
        ("busy rid: 1-2-3, ip: 1.2.3.4", "busy", Some("1-2-3"), None, IP, None),
        ("invalid ip: 1.2.3.4", "invalid ip: 1.2.3.4", None, None, IP, None),
        ("busy, please refer to https://a.example/q", "busy", None, None, None, Some("https://a.example/q")),
        ("busy, more info: https://a.example/q", "busy", None, None, None, Some("https://a.example/q")),
    ]);
}

/// Words that only look like a tail, and links that are the subject of the message.
#[test]
fn messages_without_a_tail() {
    check(&[
        ("invalid url https://a.example", "invalid url https://a.example", None, None, None, None),
        ("bad grid: 5", "bad grid: 5", None, None, None, None),
        ("missing rid:", "missing rid:", None, None, None, None),
        ("wrong ids [1,2]", "wrong ids [1,2]", None, None, None, None),
        ("ip 300.1.1.1 refused.", "ip 300.1.1.1 refused.", None, None, None, None),
        ("errcode 40001", "errcode 40001", None, None, None, None),
        ("bad x-rid: 5", "bad x-rid: 5", None, None, None, None),
        ("bad x_rid: 5", "bad x_rid: 5", None, None, None, None),
        ("bad req_id: <x>", "bad req_id: <x>", None, None, None, None),
        ("busy hint: [a: b]", "busy", None, Some("a: b"), None, None),
        ("]", "]", None, None, None, None),
        ("", "", None, None, None, None),
    ]);
}

/// An earlier version parsed all 63 MiB of a hostile message each time an error was displayed.
#[test]
fn only_the_end_of_a_long_message_is_taken_apart() {
    let tail = |errmsg: &str| {
        let tail = Tail::of(errmsg);
        (tail.message().len(), tail.rid().is_some(), tail.hint().is_some(), tail.request_ip().is_some())
    };
    let rids = "rid: a ".repeat(10_000);
    let (left, ..) = tail(&rids);
    assert!((rids.len() - 4_096 - 1..rids.len() - 4_000).contains(&left), "{left}");
    // Wherever the parsed window begins, it must not split `grid` or a character.
    for length in 1..24 {
        let end = format!("{} rid: {}", " rid: b".repeat(583), "c".repeat(length));
        for message in ["grid: a", "长rid: a", "长长长长长"] {
            let errmsg = format!("{message}{end}");
            let tail = Tail::of(&errmsg);
            assert!(tail.rid().is_some() && tail.message().starts_with(message), "{length}: {}", tail.message());
            assert!(tail.message().len() < message.len() + 28, "{length}: {}", tail.message());
        }
    }
    let long = "一二三，".repeat(2_000);
    assert_eq!(tail(&long), (long.len(), false, false, false), "a message of one word");
    let (left, has_rid, ..) = tail(&format!("{long} rid: 1-2-3"));
    assert_eq!((left, has_rid), (long.len() - "，".len(), true));
    let (_, _, _, has_ip) = tail(&format!("invalid ip 1.2.3.4 {long}"));
    assert!(!has_ip);
    let (_, _, _, has_ip) = tail(&format!("{long} invalid ip 1.2.3.4 is refused"));
    assert!(has_ip);
}

/// The kind of a part of a tail, and its value.
fn part() -> impl Strategy<Value = (usize, String)> {
    prop_oneof![
        "[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}".prop_map(|rid| (0, rid)),
        "[A-Za-z0-9._!]{1,16}".prop_map(|hint| (1, hint)),
        any::<IpAddr>().prop_map(|ip| (2, ip.to_string())),
        "https://[a-z]{1,9}[.]example/[a-z0-9?=]{0,9}".prop_map(|link| (3, link)),
    ]
}

proptest! {
    #[test]
    fn any_message_is_taken_apart_without_loss(errmsg in "(\\PC{0,20}| rid: | hint: \\[|\\]|, |：|requestIP: |1.2.3.4|see http://a){0,8}") {
        let tail = Tail::of(&errmsg);
        prop_assert!(errmsg.contains(tail.message()));
        for part in [tail.rid(), tail.hint(), tail.request_ip(), tail.link()].into_iter().flatten() {
            prop_assert!(!part.is_empty() && errmsg.contains(part));
        }
        let again = Tail::of(tail.message());
        prop_assert_eq!(again.message(), tail.message());
        prop_assert_eq!((again.rid(), again.hint(), again.link()), (None, None, None));
    }

    #[test]
    fn whatever_is_appended_is_found(
        message in "[a-z]{1,8}( [a-z一-龥]{1,8}){0,4}",
        parts in prop::collection::vec(part(), 0..5),
        comma: bool,
    ) {
        let mut expected: [Option<&str>; 4] = [None; 4];
        let mut errmsg = message.clone();
        for (kind, value) in &parts {
            let between = if comma { ", " } else { " " };
            let text = match kind {
                0 => format!("rid: {value}"),
                1 => format!("hint: [{value}]"),
                2 => format!("requestIP: {value}"),
                _ => format!("more details at {value}"),
            };
            errmsg = format!("{errmsg}{between}{text}");
            expected[*kind] = Some(value);
        }
        let tail = Tail::of(&errmsg);
        prop_assert_eq!(tail.message(), message);
        prop_assert_eq!([tail.rid(), tail.hint(), tail.request_ip(), tail.link()], expected);
    }
}

/// Otherwise the time for a line of a log would depend on the length of a hostile message.
#[test]
fn blanks_far_from_the_ends_are_not_searched() {
    for (blank, near) in [(" ", 4_000), (",", 4_000), ("，", 1_300)] {
        for (blanks, is_taken) in [(near, true), (20_000, false)] {
            let blanks = blank.repeat(blanks);
            for message in [format!("{blanks}busy"), format!("busy{blanks} rid: 1-2")] {
                let tail = Tail::of(&message);
                assert_eq!(tail.message() == "busy", is_taken, "{} bytes of {blank:?}", blanks.len());
                assert!(tail.message().contains("busy") && tail.rid().is_some() == message.ends_with('2'));
            }
        }
    }
}
