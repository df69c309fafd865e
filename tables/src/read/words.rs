//! The words that vendors use as headers.

use super::column::Column;
use super::nearest::nearest;

/// What a header means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A column of ours.
    Is(Column),
    /// A column whose cells decide the language.
    Open(Open),
    /// A header of codes, but also of other numbers and words: `Value`, `Status Code`.
    WeakCode,
    /// `HTTP Status`: codes only if no other column could hold them.
    HttpStatus,
    /// `Error`: codes, names or texts, depending on its cells.
    Error,
    /// `Cause`: a text if there is no other, else a note.
    Cause,
}

/// A column of texts in English or Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// What went wrong.
    Text,
    /// What to do about it.
    Solution,
    /// A footnote.
    Note,
}

impl Open {
    pub(super) const ALL: [Self; 3] = [Self::Text, Self::Solution, Self::Note];

    /// The columns for its English and its Chinese cells.
    pub(super) const fn columns(self) -> [Column; 2] {
        match self {
            Self::Text => [Column::Message, Column::MessageZh],
            Self::Solution => [Column::Solution, Column::SolutionZh],
            Self::Note => [Column::Note, Column::NoteZh],
        }
    }
}

/// The words, folded by [`fold`]. The columns' own names are known, too.
///
/// `README.md` of this package lists them for users; a test compares the two.
const WORDS: &[(&[&str], Meaning)] = &[
    (
        &[
            "code",
            "codes",
            "errcode",
            "errorcode",
            "errorcodes",
            "errno",
            "errornumber",
            "errornum",
            "errorno",
            "returncode",
            "retcode",
            "rcode",
            "resultcode",
            "responsecode",
            "respcode",
            "returnvaluecode",
            "exitcode",
            "subcode",
            "faultcode",
            "reasoncode",
            "código",
            "codigo",
            "códigodeerror",
            "codigodeerror",
            "codeerreur",
            "fehlercode",
            "错误码",
            "返回码",
            "错误代码",
            "返回代码",
            "代码",
            "错误编码",
            "错误号",
            "错误编号",
            "结果码",
            "返回值",
            "响应码",
            "响应代码",
            "业务码",
            "异常码",
            "错误代号",
        ],
        Meaning::Is(Column::Code),
    ),
    (
        &[
            "value",
            "number",
            "errorid",
            "status",
            "statuscode",
            "sqlstate",
            "id",
            "no",
            "nr",
            "num",
            "dec",
            "decimal",
            "hex",
            "状态码",
            "状态",
            "编号",
            "编码",
            "值",
        ],
        Meaning::WeakCode,
    ),
    (
        &["httpstatus", "httpcode", "httpstatuscode", "httpresponsecode", "http状态码", "http响应码"],
        Meaning::HttpStatus,
    ),
    (&["error", "errors", "错误", "fault", "exception", "异常"], Meaning::Error),
    (
        &[
            "name",
            "errorname",
            "codename",
            "symbol",
            "symbolicname",
            "symbolname",
            "constant",
            "constantname",
            "identifier",
            "mnemonic",
            "macro",
            "enum",
            "conditionname",
            "nombre",
            "枚举",
            "枚举名",
            "枚举值",
            "名称",
            "错误名",
            "错误名称",
            "错误标识",
            "英文名",
            "英文名称",
            "常量",
            "常量名",
            "宏",
            "宏定义",
            "标识",
        ],
        Meaning::Is(Column::Name),
    ),
    (&["retryafterseconds"], Meaning::Is(Column::RetryAfter)),
    (&["english", "英文"], Meaning::Is(Column::Message)),
    (&["chinese", "中文"], Meaning::Is(Column::MessageZh)),
    (
        &[
            "message",
            "messages",
            "errmessage",
            "errmsg",
            "errormessage",
            "errormsg",
            "msg",
            "desc",
            "description",
            "descriptions",
            "errordescription",
            "text",
            "errortext",
            "meaning",
            "displaytext",
            "detail",
            "details",
            "definition",
            "explanation",
            "reasonphrase",
            "summary",
            "title",
            "descripción",
            "descripcion",
            "mensaje",
            "beschreibung",
            "错误信息",
            "错误描述",
            "错误码描述",
            "错误码说明",
            "错误码含义",
            "错误说明",
            "错误消息",
            "错误提示",
            "错误内容",
            "错误含义",
            "返回信息",
            "返回消息",
            "返回描述",
            "结果消息",
            "结果描述",
            "提示信息",
            "提示语",
            "描述",
            "说明",
            "含义",
            "信息",
            "消息",
            "提示",
            "定义",
            "解释",
            "详细解释",
            "详细描述",
            "内容",
            "详情",
        ],
        Meaning::Open(Open::Text),
    ),
    (
        &[
            "cause",
            "causes",
            "reason",
            "reasons",
            "possiblecause",
            "possiblecauses",
            "原因",
            "错误原因",
            "可能原因",
            "失败原因",
            "causa",
        ],
        Meaning::Cause,
    ),
    (
        &[
            "solution",
            "solutions",
            "resolution",
            "resolutions",
            "action",
            "actions",
            "remedy",
            "fix",
            "suggestion",
            "suggestions",
            "suggestedaction",
            "recommendedaction",
            "handlingsuggestion",
            "howtofix",
            "workaround",
            "whattodo",
            "solución",
            "solucion",
            "解决方法",
            "解决方案",
            "解决办法",
            "解决措施",
            "处理方法",
            "处理方式",
            "处理方案",
            "处理办法",
            "处理建议",
            "处理措施",
            "排查方法",
            "排查建议",
            "排查思路",
            "排查方案",
            "建议",
            "操作建议",
        ],
        Meaning::Open(Open::Solution),
    ),
    (
        &["note", "notes", "remark", "remarks", "comment", "comments", "备注", "注释", "附注", "注意事项"],
        Meaning::Open(Open::Note),
    ),
];

/// Marks of a language before or after a word: `错误描述-英文`, `Message (CN)`.
const LANGUAGES: &[(&[&str], usize)] =
    &[(&["english", "英文", "enus", "en"], 0), (&["chinese", "中文", "zhcn", "zh", "cn"], 1)];

/// The form in which headers are compared: letters and digits, in lower case.
pub(super) fn fold(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The meaning of a header, if it is a known word.
pub(super) fn meaning(header: &str) -> Option<Meaning> {
    if header.len() > LONGEST {
        return None;
    }
    let folded = fold(header);
    word(&folded).or_else(|| of_language(&folded))
}

/// Longer headers (in bytes) are texts.
pub(super) const LONGEST: usize = 128;

fn word(folded: &str) -> Option<Meaning> {
    let known = WORDS.iter().find(|(words, _)| words.contains(&folded)).map(|&(_, meaning)| meaning);
    // The vendors' words come first: `message` is one of them, and may be the header of a Chinese column.
    known.or_else(|| {
        let own = Column::ALL.iter().find(|column| column.as_str().chars().filter(|&c| c != '_').eq(folded.chars()));
        own.map(|&column| Meaning::Is(column))
    })
}

/// The meaning of a word with the mark of a language.
fn of_language(folded: &str) -> Option<Meaning> {
    let marks = LANGUAGES.iter().flat_map(|&(marks, language)| marks.iter().map(move |&mark| (mark, language)));
    let parts = marks.flat_map(|(mark, language)| {
        [folded.strip_suffix(mark), folded.strip_prefix(mark)].into_iter().flatten().map(move |rest| (rest, language))
    });
    parts.into_iter().find_map(|(rest, language)| match word(rest)? {
        Meaning::Open(open) => Some(Meaning::Is(open.columns()[language])),
        Meaning::Cause => Some(Meaning::Is(Open::Text.columns()[language])),
        Meaning::Is(Column::Name) if language == 0 => Some(Meaning::Is(Column::Name)),
        _ => None,
    })
}

/// The meaning of a phrase that contains a known word.
///
/// The word is outside or inside brackets, before or after a slash, before `of`, or at the end: `Code (decimal)`, `错误码/Code`,
/// `Description of the error`, `HTTP Status Code`, `支付错误码`.
pub(super) fn phrase(header: &str) -> Option<Meaning> {
    if header.len() > LONGEST {
        return None;
    }
    let (outside, inside) = header.split_once(['(', '（', '[', '【']).unwrap_or((header, ""));
    let parts = outside.split(['/', '|', '／', '\n']).chain([inside]);
    let of = outside.split_once(" of ").or_else(|| outside.split_once(" for ")).map(|(first, _)| first);
    if let Some(meaning) = parts.chain(of).find_map(meaning) {
        return Some(meaning);
    }
    let words: Vec<&str> = outside.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let suffixes = (1..words.len()).map(|from| words[from..].concat().to_lowercase());
    if let Some(meaning) = suffixes.into_iter().find_map(|suffix| word(&suffix)) {
        return Some(meaning);
    }
    // Chinese has no blanks between words.
    let folded = fold(outside);
    let ends = folded.char_indices().skip(1).map(|(at, _)| &folded[at..]);
    ends.take_while(|end| end.chars().count() > 1).filter(|end| !end.is_ascii()).find_map(word)
}

/// The known word that an unknown header probably misspells, and its meaning.
pub(super) fn misspelled(header: &str) -> Option<(&'static str, Meaning)> {
    let is_strong = |meaning: &Meaning| matches!(meaning, Meaning::Is(Column::Code) | Meaning::Open(_));
    let words = WORDS.iter().filter(|(_, meaning)| is_strong(meaning)).flat_map(|(words, _)| words.iter().copied());
    // Short words resemble too many others.
    let words = words.filter(|word| word.chars().count() > if word.is_ascii() { 3 } else { 2 });
    let near = nearest(header.trim(), Column::ALL.iter().map(|column| column.as_str()).chain(words))?;
    let (folded, known) = (fold(header), fold(near));
    let allowed = if known.len() < 10 { 1 } else { 2 };
    if strsim::osa_distance(&folded, &known) > allowed { None } else { Some((near, word(&known)?)) }
}

#[cfg(test)]
mod tests;
