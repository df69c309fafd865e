//! Replies of any size, as servers send them and as somebody would who wants to slow a client down or fill its memory. Of each,
//! `slope.rs` measures the time and `memory.rs` the memory.

/// Calls a macro with the names of all bodies, which are functions of this module.
macro_rules! each_body {
    ($call:ident) => {
        $call! {
            success,
            error_beside_users,
            error_with_a_long_message,
            escapes,
            control_characters,
            surrogates,
            no_utf_8,
            list_for_a_code,
            digits_for_a_code,
            repeated_codes,
            codes_of_others,
            successes_beside_messages,
            nesting,
            cut_nesting,
        }
    };
}

pub(crate) use each_body;

/// A body of about `size` bytes.
pub(crate) fn filled(size: usize, begin: &str, repeated: &str, end: &str) -> Vec<u8> {
    format!("{begin}{}{end}", repeated.repeat(size / repeated.len())).into()
}

fn users(size: usize, code: u32) -> Vec<u8> {
    let user = r#"{"openid":"otvxTs4dckWG7imySrJd6jSi0CWE","nickname":"微信用户","sex":1,"tags":[128,2]},"#;
    let begin = format!(r#"{{"errcode":{code},"errmsg":"ok","user_list":["#);
    filled(size, &begin, user, r#"{"openid":"","nickname":"","sex":0}]}"#)
}

fn message(size: usize, repeated: &str) -> Vec<u8> {
    filled(size, r#"{"errcode":40001,"errmsg":""#, repeated, "\"}")
}

pub(crate) fn success(size: usize) -> Vec<u8> {
    users(size, 0)
}

pub(crate) fn error_beside_users(size: usize) -> Vec<u8> {
    users(size, 40001)
}

pub(crate) fn error_with_a_long_message(size: usize) -> Vec<u8> {
    message(size, "invalid credential ")
}

pub(crate) fn escapes(size: usize) -> Vec<u8> {
    message(size, "\\u4f60")
}

/// Each is two characters when it is escaped.
pub(crate) fn control_characters(size: usize) -> Vec<u8> {
    message(size, "a\n")
}

/// Each is a replacement character, of three bytes.
pub(crate) fn surrogates(size: usize) -> Vec<u8> {
    message(size, "\\ud800")
}

/// Each byte becomes three.
pub(crate) fn no_utf_8(size: usize) -> Vec<u8> {
    message(size, "\u{1}").into_iter().map(|byte| if byte == 1 { 0xFF } else { byte }).collect()
}

/// Took a hundred times its size.
pub(crate) fn list_for_a_code(size: usize) -> Vec<u8> {
    filled(size, r#"{"errcode":["#, r#"{"":0},"#, "0]}")
}

pub(crate) fn digits_for_a_code(size: usize) -> Vec<u8> {
    filled(size, r#"{"errcode":"#, "9", "}")
}

pub(crate) fn repeated_codes(size: usize) -> Vec<u8> {
    filled(size, "{", r#""errcode":0,"#, r#""errcode":40001}"#)
}

/// Which of them is an error depends on the bytes after them.
pub(crate) fn codes_of_others(size: usize) -> Vec<u8> {
    filled(size, "{", r#""resultcode":"a","code":"b","ret":"0","resultmsg":1,"msg":"ok","#, r#""x":1}"#)
}

/// Took 8 s for 4 MB.
pub(crate) fn successes_beside_messages(size: usize) -> Vec<u8> {
    let messages = filled(size / 2, r#"{"err_msg":"a""#, r#","err_msg":"a""#, "}");
    let messages = String::from_utf8_lossy(&messages);
    filled(size / 2, "{", r#""errcode":0,"#, &format!(r#""base_resp":{messages},"errCode":1}}"#))
}

pub(crate) fn nesting(size: usize) -> Vec<u8> {
    let half = size / 2;
    format!(r#"{{"errcode":40001,"x":{}{}}}"#, "[".repeat(half), "]".repeat(half)).into()
}

pub(crate) fn cut_nesting(size: usize) -> Vec<u8> {
    filled(size, r#"{"errcode":0,"x":"#, "[", "")
}
