//! The errors of the SDK: an enum for each endpoint, and one type for all of them.

use core::time::Duration;

use errcode_runtime::reply::ReplyError;
use errcode_runtime::{errcodes, prelude::*, widen};

errcodes! {
    /// `auth.code2Session`.
    pub(crate) enum LoginError from endpoint "code2Session", "general" { -1, 40029 as InvalidJsCode, 40163, 40226, 45011 }

    /// `phonenumber.getPhoneNumber`.
    pub(crate) enum PhoneError from endpoint "getPhoneNumber", "common", "general" {
        -1, 40001, 40013, 40029 as InvalidPhoneCode, 42001, 45011,
    }

    /// `subscribeMessage.send`.
    pub(crate) enum SendError from endpoint "sendMessage", "common", "general" {
        -1, 40001, 40003, 40037, 42001, 43101, 45009, 45011,
    }

    /// The codes of all endpoints.
    pub(crate) enum WechatError from endpoint "code2Session", endpoint "getPhoneNumber", endpoint "sendMessage", "common", "general";
}

widen! { WechatError from LoginError, PhoneError, SendError }

/// Why a call to one endpoint failed. The caller matches on the few codes of this endpoint.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CallError<E: ErrorEnum + 'static> {
    /// The server answered, but not with a success.
    #[error(transparent)]
    Reply(#[from] ReplyError<E>),
    /// No complete answer: there was no connection, or it broke. The call may have been carried out.
    #[error("no answer")]
    Http(#[source] reqwest::Error),
}

impl<E: ErrorEnum + Classify> CallError<E> {
    /// The server's code, if it reports an error.
    pub(crate) fn code(&self) -> Option<E> {
        if let Self::Reply(error) = self { error.code() } else { None }
    }

    /// How long to wait before the next retry, after `retries` of them. `None` if a retry does not help.
    pub(crate) fn pause(&self, retries: u32) -> Option<Duration> {
        if let Self::Reply(error) = self { error.pause(retries) } else { None }
    }
}

/// Why any call failed: the error type of code that calls several endpoints.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The server answered, but not with a success.
    #[error(transparent)]
    Reply(ReplyError<WechatError>),
    /// No complete answer.
    #[error("no answer")]
    Http(#[source] reqwest::Error),
}

/// Lets `?` convert the error of an endpoint.
impl<E: ErrorEnum> From<CallError<E>> for Error
where
    WechatError: From<E>,
{
    fn from(error: CallError<E>) -> Self {
        match error {
            CallError::Reply(error) => Self::Reply(error.convert()),
            CallError::Http(error) => Self::Http(error),
        }
    }
}
