//! Words that say that a call succeeded.

use core::mem;

use super::string;

const WORDS_FOR_SUCCESS: [&str; 8] =
    ["ok", "success", "succeed", "succeeded", "successful", "成功", "操作成功", "请求成功"];

/// Whether a text is a word for success, given its bytes.
pub(super) fn is_word_for_success(bytes: impl Iterator<Item = u8> + Clone) -> bool {
    let lower = bytes.map(|byte| byte.to_ascii_lowercase());
    WORDS_FOR_SUCCESS.iter().any(|word| lower.clone().eq(word.bytes()))
}

/// Whether a message reports success, given its bytes: `success`, `getUser:ok`, `查询成功！`.
///
/// A 成功 at the end does not count if a word before it in the same clause negates or limits it: 未能成功, 订单没有支付成功, 部分成功.
/// A clause can be long, and its first word can be the one that negates it, so all of it is read.
pub(super) fn says_success(bytes: impl Iterator<Item = u8> + Clone) -> bool {
    // The last characters, without the blanks and stops at the end.
    let mut last = ['\0'; 3];
    let mut is_denied = false;
    // Whether blanks or stops follow `last`, and whether they end the clause if anything follows them.
    let (mut is_cut, mut is_ended) = (false, false);
    for c in string::characters(bytes.clone()) {
        if c.is_whitespace() || matches!(c, '!' | '！' | '.' | '。') {
            is_cut = true;
            is_ended |= c == '。';
            continue;
        }
        if mem::take(&mut is_cut) {
            last = ['\0'; 3];
        }
        is_denied &= !(mem::take(&mut is_ended) || matches!(c, ',' | ';' | '，' | '；'));
        last = [last[1], last[2], c];
        is_denied |=
            matches!(last, [.., '不' | '未' | '没' | '否'] | [_, '无', '法'] | [_, '难', '以'] | [_, '部', '分']);
    }
    is_word_for_success(bytes) || last == [':', 'o', 'k'] || matches!(last, [_, '成', '功']) && !is_denied
}
