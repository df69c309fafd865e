//! JSON as a tree, read by the parser of another crate.

use json_event_parser::{JsonEvent, SliceJsonParser};

/// A JSON value. A number is kept as its text. An object keeps its members in order, duplicates included.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool,
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(super) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

/// How deep a body may nest here, so that dropping it does not overflow the stack. A `Value` of `serde_json` nests less deep.
const DEPTH: usize = 128;

/// A list or an object that is not closed yet, with its key in the object around it.
struct Open {
    value: Json,
    key: String,
}

/// The value of a body. `None` if it is not JSON, or nests deeper than `DEPTH`.
pub(super) fn parse(body: &[u8]) -> Option<Json> {
    let mut parser = SliceJsonParser::new(body);
    let mut open: Vec<Open> = Vec::new();
    let mut key = String::new();
    let mut whole = None;
    loop {
        let value = match parser.parse_next().ok()? {
            JsonEvent::Eof => return whole,
            JsonEvent::ObjectKey(text) => {
                key = text.into_owned();
                continue;
            }
            event @ (JsonEvent::StartObject | JsonEvent::StartArray) => {
                let value =
                    if event == JsonEvent::StartObject { Json::Object(Vec::new()) } else { Json::List(Vec::new()) };
                open.push(Open { value, key: core::mem::take(&mut key) });
                if open.len() > DEPTH {
                    return None;
                }
                continue;
            }
            JsonEvent::EndObject | JsonEvent::EndArray => {
                let closed = open.pop()?;
                key = closed.key;
                closed.value
            }
            JsonEvent::Null => Json::Null,
            JsonEvent::Boolean(_) => Json::Bool,
            JsonEvent::Number(text) => Json::Number(text.into_owned()),
            JsonEvent::String(text) => Json::Text(text.into_owned()),
        };
        match open.last_mut().map(|open| &mut open.value) {
            None => whole = Some(value),
            Some(Json::List(items)) => items.push(value),
            Some(Json::Object(members)) => members.push((core::mem::take(&mut key), value)),
            Some(_) => return None,
        }
    }
}
