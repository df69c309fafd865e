//! Words that say that a call succeeded.

use alloc::string::String;

const WORDS_FOR_SUCCESS: [&str; 8] =
    ["ok", "success", "succeed", "succeeded", "successful", "成功", "操作成功", "请求成功"];

/// Words that negate or limit a 成功 at the end of the same clause: 未能成功, 订单没有支付成功, 部分成功.
const DENIALS: [&str; 7] = ["不", "未", "没", "无法", "难以", "否", "部分"];

/// Whether a text is a word for success, given its bytes.
pub(super) fn is_word_for_success(bytes: impl Iterator<Item = u8> + Clone) -> bool {
    let lower = bytes.map(|byte| byte.to_ascii_lowercase());
    WORDS_FOR_SUCCESS.iter().any(|word| lower.clone().eq(word.bytes()))
}

/// Whether a message reports success, given its bytes: `success`, `getUser:ok`, `查询成功！`.
pub(super) fn says_success(bytes: impl Iterator<Item = u8> + Clone) -> bool {
    let mut end = [0; 48];
    let mut length = 0;
    for byte in bytes.clone() {
        end[length % 48] = byte;
        length += 1;
    }
    end.rotate_left(length % 48);
    let end = String::from_utf8_lossy(&end);
    let end = end.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '!' | '！' | '.' | '。'));
    let is_success = end.strip_suffix("成功").is_some_and(|before| {
        let clause = before.rsplit([',', ';', '，', '；', '。']).next().unwrap_or_default();
        !DENIALS.iter().any(|denial| clause.contains(denial))
    });
    is_word_for_success(bytes) || end.ends_with(":ok") || is_success
}
