//! Three real endpoints. Each has an enum of the codes that it can return, and each enum is handled exhaustively.
//!
//! ```text
//! cargo run --example endpoints
//! ```
//!
//! `endpoint "code2Session"` selects the codes on the page of that endpoint, with their meaning there. Codes that a page does not list
//! come from a table, or from a file of your own.

use core::time::Duration;

use errcode_runtime::{errcodes, prelude::*};

errcodes! {
    /// `auth.code2Session`: exchanges a login code for an openid and a session key.
    pub enum LoginError from endpoint "code2Session" { 40029 as InvalidJsCode, .. }

    /// `subscribeMessage.send`: sends a subscription message to one user.
    pub enum SendMessageError from endpoint "sendMessage", "general" {
        40003, 40037, 41030, 43101, 43107, 43108, 45168, 47003,
    }

    /// `wxa/submit_audit`: submits the uploaded code of a mini program for an audit.
    ///
    /// Its page has 61039 only in the text, not in the list of codes, so its row is from the table of the product.
    pub enum SubmitAuditError from endpoint "/wxa/submit_audit", "common", "platform" {
        -1,
        61039..=61040,
        85006..=85011,
        85023,
        85077,
        85085..=85087,
        86000..=86002,
    }

    /// The codes on the pages of all three, and the codes that any endpoint can return.
    pub enum WechatError from endpoint "code2Session", endpoint "sendMessage", endpoint "submitAudit", "common", "general";
}

/// What the caller of `code2Session` does.
#[derive(Debug, PartialEq)]
enum Login {
    AskForANewCode,
    TryAgainIn(Duration),
    Refuse(&'static str),
    Report(i64),
}

fn after_login(error: LoginError) -> Login {
    match error {
        LoginError::InvalidJsCode => Login::AskForANewCode,
        LoginError::SystemBusy => Login::TryAgainIn(Duration::from_secs(1)),
        LoginError::MinuteQuotaExceeded => Login::TryAgainIn(error.retry_after().unwrap_or(Duration::from_secs(60))),
        LoginError::HighRiskUserLoginBanned => Login::Refuse(error.message_zh()),
        LoginError::Unknown(code) => Login::Report(code.code()),
    }
}

/// What to do after a message was not sent.
#[derive(Debug, PartialEq)]
enum Message {
    NeverAgainTo { this_user: bool },
    FixTemplate,
    Keep,
}

fn after_sending(error: SendMessageError) -> Message {
    match error {
        SendMessageError::UserRefusedMessage | SendMessageError::InvalidOpenId => {
            Message::NeverAgainTo { this_user: error == SendMessageError::UserRefusedMessage }
        }
        SendMessageError::InvalidTemplateId
        | SendMessageError::InvalidMiniProgramPage
        | SendMessageError::InvalidTemplateArgument
        | SendMessageError::MessageHasForbiddenWord => Message::FixTemplate,
        SendMessageError::ConcurrentSubscriptionMessages
        | SendMessageError::SubscriptionMessageBanned
        | SendMessageError::Unknown(_) => Message::Keep,
    }
}

/// The enum has many variants, so the caller matches their recoveries.
fn after_submitting(error: SubmitAuditError) -> String {
    match error.recovery() {
        Recovery::Retry | Recovery::SlowDown => format!("submit again later: {error}"),
        Recovery::Stop => format!("nothing to do: {error}"),
        Recovery::WaitForQuota => format!("next month: {error}"),
        Recovery::FixRequest | Recovery::FixSetup => format!("somebody has to fix this: {error:#}"),
        Recovery::RefreshToken
        | Recovery::Reauthorize
        | Recovery::Appeal
        | Recovery::AskUser
        | Recovery::None
        | Recovery::Unknown => format!("look at this: {error:#}"),
    }
}

fn main() {
    for code in [40029, -1, 45011, 40226, 40001] {
        println!("code2Session {code}: {:?}", after_login(LoginError::from(code)));
    }
    for code in [43101, 47003, -1] {
        println!("subscribeMessage.send {code}: {:?}", after_sending(SendMessageError::from(code)));
    }
    for code in [61039, 85009, 85085, 85086, 1] {
        println!("submit_audit {code}: {}", after_submitting(SubmitAuditError::from(code)));
    }
    // One type for all of them, for a log or a metric.
    let errors: [WechatError; 2] =
        [WechatError::from(LoginError::InvalidJsCode.code()), WechatError::from(SubmitAuditError::from(85009).code())];
    println!("{errors:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_answer_leads_somewhere() {
        assert_eq!(after_login(LoginError::from(40029)), Login::AskForANewCode);
        assert_eq!(after_login(LoginError::from(45011)), Login::TryAgainIn(Duration::from_secs(60)));
        assert_eq!(after_login(LoginError::from(48001)), Login::Report(48001));
        assert_eq!(after_sending(SendMessageError::from(43101)), Message::NeverAgainTo { this_user: true });
        assert!(after_submitting(SubmitAuditError::from(85009)).starts_with("nothing to do"));
        assert!(after_submitting(SubmitAuditError::from(61039)).starts_with("submit again"));
    }
}
