//! Replies: every shape in which a server reports the result of a call, and the ways in which it can be misread.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot continue should stop")]
#![allow(clippy::zero_sized_map_values, reason = "types that skip their values are part of what is tested")]

mod agreement;
mod attacks;
mod bodies;
mod codes;
mod differential;
mod display;
mod envelopes;
mod errors;
#[path = "../../fuzz/independent/mod.rs"]
mod independent;
mod items;
mod messages;
mod shapes;
mod tails;
mod texts;
mod values;
mod wecom;

use std::collections::{BTreeMap, HashMap};

use errcode_runtime::reply::{self, ApiError, ReplyError};
use errcode_runtime::wechat::CommonError;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

#[derive(Debug, Deserialize, PartialEq)]
struct Session {
    openid: String,
}

#[derive(Debug, Deserialize)]
struct Optional {
    errcode: Option<Value>,
    openid: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Nothing {}

#[derive(Debug, Deserialize)]
struct Unit;

#[derive(Debug, Deserialize)]
struct Wrapped(Optional);

#[derive(Debug, Deserialize)]
struct Flat {
    #[serde(flatten)]
    rest: HashMap<String, Value>,
}

/// An object with one key, read as the name of a variant: the key never passes through a map.
#[derive(Debug, Deserialize)]
enum Single {
    #[serde(rename = "errcode")]
    Code(Value),
    #[serde(rename = "errCode")]
    Camel(Value),
    #[serde(rename = "base_resp")]
    Object(Value),
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Session(Session),
    Any(IgnoredAny),
}

#[derive(Debug, Default)]
struct Careless;

impl<'de> Deserialize<'de> for Careless {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Session::deserialize(deserializer).map(|_| Self).unwrap_or_default())
    }
}

/// `None` if the type inside cannot be read.
#[derive(Debug, PartialEq)]
struct Swallowing<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Swallowing<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(T::deserialize(deserializer).ok()))
    }
}

#[derive(Debug, Deserialize, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    #[serde(rename = "errcode")]
    Code,
    #[serde(other)]
    Other,
}

fn api<T: DeserializeOwned>(body: &[u8]) -> Option<ApiError<CommonError>> {
    match reply::decode::<T, CommonError>(body) {
        Err(ReplyError::Api(error)) => Some(error),
        _ => None,
    }
}

/// The code of an error reply. Every type must get this error, however it reads the reply.
fn error_for_every_type(body: &[u8]) -> Option<i64> {
    let codes = [
        api::<()>(body),
        api::<Session>(body),
        api::<Optional>(body),
        api::<Option<Optional>>(body),
        api::<Nothing>(body),
        api::<Unit>(body),
        api::<Wrapped>(body),
        api::<Flat>(body),
        api::<Single>(body),
        api::<Untagged>(body),
        api::<Careless>(body),
        api::<Value>(body),
        api::<IgnoredAny>(body),
        api::<HashMap<String, Value>>(body),
        api::<HashMap<String, IgnoredAny>>(body),
        api::<BTreeMap<Key, IgnoredAny>>(body),
        api::<Vec<Value>>(body),
        api::<String>(body),
        api::<i64>(body),
    ]
    .map(|error| error.map(|error| error.code().code()));
    assert!(codes.iter().all(|code| *code == codes[0]), "{codes:?}");
    codes[0]
}
