//! `decode` compared with a reference that shares no code with it.

#[path = "../../fuzz/reference/mod.rs"]
mod reference;

use errcode_runtime::reply;
use errcode_runtime::wechat::CommonError;
use proptest::prelude::*;
use serde_json::Value;

use reference::assert_agrees;

const BODIES: &[&str] = &[
    r#"{"openid":"o","errcode":0,"errmsg":"ok","list":[{"a":[1,2.5e-3,6E+7,true,null]},{}],"base_resp":{"ret":"0"}}"#,
    "\u{FEFF} {\r\n\t\"errcode\" : 40001 , \"errmsg\" :\"a\\u4f60\\ud83d\\ude00\\ud800\\\"\\\\\", \"x\":[[],{}] } \n",
    r#"{"err\u0063ode":"-\u0031","base_resp":{"err_msg":"\u000a","ret":0},"base_resp":null,"errMsg":"微信"}"#,
    "{\"errmsg\":\"a\nb\\\t\u{1}\",\"base_resp\":{\"errcode\":\"x\",\"errCode\":1}}",
    // More control characters than the runtime escapes for a success.
    "{\"errcode\":1,\"\u{1}\u{2}\u{3}\u{4}\":\"\u{5}\u{6}\u{7}\u{11}\u{12}\u{13}\\\u{14}\u{15}\"}",
    r#"{"resultcode":1202,"resultmsg":"too fast","errno":"0","errorCode":"E1","errorMessage":"x","ret":-3,"err_msg":"no"}"#,
    r#"{"code":"INVALID_HOST","message":"bad","requestId":"r","data":null,"x":0}"#,
    r#"{"errcode":-0,"errCode":9223372036854775808,"x":{"errcode":40001}}<!-- proxy -->"#,
];

#[test]
fn bodies_cut_at_any_byte() {
    for body in BODIES {
        for end in 0..=body.len() {
            assert_agrees::<CommonError>(&body.as_bytes()[..end]);
        }
    }
}

#[test]
fn bodies_with_any_byte_changed() {
    for body in BODIES {
        for at in 0..body.len() {
            for byte in *b"\"\\{}[],:0-x \n\x01\xFF" {
                let mut changed = body.as_bytes().to_vec();
                changed[at] = byte;
                assert_agrees::<CommonError>(&changed);
                changed.insert(at, byte);
                assert_agrees::<CommonError>(&changed);
            }
            let without = [&body.as_bytes()[..at], &body.as_bytes()[at + 1..]].concat();
            assert_agrees::<CommonError>(&without);
        }
    }
}

fn key() -> impl Strategy<Value = String> {
    const KEYS: &[&str] = &[
        r#""errcode""#,
        r#""errcode""#,
        r#""errCode""#,
        r#""errmsg""#,
        r#""errMsg""#,
        r#""base_resp""#,
        r#""base_resp""#,
        r#""ret""#,
        r#""err_msg""#,
        r#""code""#,
        r#""message""#,
        r#""msg""#,
        r#""resultcode""#,
        r#""resultmsg""#,
        r#""errno""#,
        r#""errorCode""#,
        r#""errorMessage""#,
        r#""request_ID""#,
        r#""openid""#,
        r#""err\u0063ode""#,
        r#""\u0072et""#,
        r#""base\u005Fresp""#,
        r#""errcode\u0000""#,
        r#""err\code""#,
        r#""\ud83d""#,
        r#""$serde_json::private::RawValue""#,
        r#""$serde_json::private::Number""#,
        r#""""#,
    ];
    prop::sample::select(KEYS).prop_map(str::to_owned)
}

fn leaf() -> impl Strategy<Value = String> {
    const LEAVES: &[&str] = &[
        "0",
        "0",
        "\"0\"",
        "40001",
        "\"40001\"",
        "\"-0X9c41\"",
        "\"0\\u00789C41\"",
        "\"0x+1\"",
        "-1",
        "-0",
        "\"-0\"",
        "\"+7\"",
        "\"4\\u0030001\"",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "-9223372036854775809",
        "123456789012345678901234567890",
        "1.0",
        "4e4",
        "4E-4",
        "1e999",
        "null",
        "true",
        "\"\"",
        "\"a\"",
        "\"ok\"",
        "\"busy\"",
        "\"a:ok!\"",
        "\"a:OK\"",
        "\"余额不足：本次订单的全部费用未能在规定时间之内支付成功\"",
        "\"提交成功。\\u3000！！！！！！！！！！！！！！！！\"",
        "\"SUCCESS\"",
        "\"\\u0053uccess\"",
        "\"INVALID_HOST\"",
        "200",
        "false",
        "\"a\nb\"",
        "\"\\ud83d\"",
        "\"\\ud83d\\ude00}\"",
        "\"]\\\"{\"",
        "01",
        "+1",
        "tru",
        "",
    ];
    prop::sample::select(LEAVES).prop_map(str::to_owned)
}

fn blank() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&["", "", "", " ", "\r\n", "\t", "\u{A0}"][..])
}

fn object(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let member = (blank(), key(), blank(), value)
        .prop_map(|(before, key, after, value)| format!("{before}{key}{after}:{before}{value}{after}"));
    prop::collection::vec(member, 0..5).prop_map(|members| format!("{{{}}}", members.join(",")))
}

fn value() -> impl Strategy<Value = String> {
    leaf().prop_recursive(4, 24, 5, |value| {
        let list = prop::collection::vec(value.clone(), 0..4).prop_map(|values| format!("[{}]", values.join(",")));
        prop_oneof![list, object(value)]
    })
}

proptest! {
    #[test]
    fn any_reply_is_read_as_the_reference_reads_it(body in object(value()), behind in "( |\n|,|\\}|<!--\n\"-->){0,1}") {
        assert_agrees::<CommonError>(format!("{body}{behind}").as_bytes());
    }

    #[test]
    fn any_text_of_json_marks(body in "\\{([{}\\[\\]:,\"\\\\01 -]|\"errcode\"|\"base_resp\":|\"ret\":1){0,24}") {
        assert_agrees::<CommonError>(body.as_bytes());
    }

    #[test]
    fn any_bytes_are_no_panic(bytes: Vec<u8>, is_object: bool) {
        let bytes = if is_object { [b"{".as_slice(), &bytes].concat() } else { bytes };
        let reply = reply::decode::<Value, CommonError>(&bytes);
        prop_assert!(reply.is_err() || serde_json::from_slice::<Value>(bytes.trim_ascii()).is_ok());
    }
}
