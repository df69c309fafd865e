//! Pays an order and never charges twice, although the WeChat Pay server fails as the real one does.
//!
//! ```text
//! cargo run --example pay
//! ```
//!
//! WeChat Pay (API v3) answers a failed call with an HTTP status of 4xx or 5xx and `{"code":"…","message":"…"}`. Its codes
//! are texts. `wechat-pay.csv` has the codes that Tencent's pages and public SDKs name, described in our own words. `next` decides
//! what to do about each of them, and `charge` does it. The server is a script, and pauses are only recorded.

use core::time::Duration;
use std::collections::VecDeque;

use errcode_runtime::reply::{self, Envelope, ReplyError};
use errcode_runtime::{errcodes, prelude::*};
use serde::Deserialize;

errcodes!("examples/wechat-pay.csv"); // pub enum WechatPayError
errcodes!("common"); // pub enum CommonError, whose codes are numbers

/// How many calls are sent for an order before somebody has to look at it.
const TRIES: u32 = 4;

/// How long to wait for an order to arrive, or for a user to type a password.
const PAUSE: Duration = Duration::from_secs(5);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    /// `POST /v3/pay/transactions/codepay`: takes money. It always has the same order number.
    Charge,
    /// `GET /v3/pay/transactions/out-trade-no/…`: takes no money.
    Query,
}

struct Response {
    status: u16,
    body: &'static str,
}

/// The server as a script: its responses, and the calls and pauses so far.
#[derive(Default)]
struct Server {
    responses: VecDeque<Response>,
    calls: Vec<Call>,
    pauses: Vec<Duration>,
}

impl Server {
    fn answering(responses: &[(u16, &'static str)]) -> Self {
        let responses = responses.iter().map(|&(status, body)| Response { status, body }).collect();
        Self { responses, ..Self::default() }
    }

    fn send(&mut self, call: Call) -> Response {
        self.calls.push(call);
        self.responses.pop_front().unwrap_or(Response { status: 504, body: "" })
    }

    /// Records the pause; a real program sleeps.
    fn pause(&mut self, time: Duration) {
        self.pauses.push(time);
    }
}

#[derive(Debug, Deserialize)]
struct Order {
    trade_state: String,
}

/// Why an order is not paid.
#[derive(Debug)]
enum Unpaid {
    /// The server refused the charge, and no earlier charge was in doubt: no money was taken.
    Refused(WechatPayError),
    /// It is unknown whether money was taken: a person has to look at the order.
    Unsettled,
}

/// What to do about a call that failed.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    /// The money may have been taken: query the order before the call is sent again.
    Query(Duration),
    /// The call was rejected before it did anything: send it again.
    Again(Duration),
    /// There is no such order: the charge has not arrived, or not yet.
    Absent,
    GiveUp,
}

fn next(error: &ReplyError<WechatPayError>, tries: u32) -> Next {
    let backoff = Duration::from_secs(1 << tries);
    // No code: a gateway's page, an empty body, half a reply. The server may have taken the money all the same.
    let Some(code) = error.code() else { return Next::Query(backoff) };
    match code {
        // The user is entering a password.
        WechatPayError::Userpaying => Next::Query(PAUSE),
        // Our own earlier call may have used the number, or paid.
        WechatPayError::OutTradeNoUsed | WechatPayError::OrderPaid => Next::Query(Duration::ZERO),
        // The meaning of a new code is unknown. So is what a server did before it failed.
        WechatPayError::Unknown(_) => Next::Query(backoff),
        _ if !error.status().is_some_and(|status| (400..500).contains(&status)) => Next::Query(backoff),
        WechatPayError::OrderNotExist | WechatPayError::Ordernotexist | WechatPayError::ResourceNotExists => {
            Next::Absent
        }
        // For all other codes the table says what to do.
        code => match code.recovery() {
            Recovery::Retry => Next::Query(backoff),
            Recovery::SlowDown => Next::Again(code.retry_after().unwrap_or(Duration::from_secs(30))),
            _ => Next::GiveUp,
        },
    }
}

/// Sends a call, and decodes the response. A response with an error status is never a success, whatever its body is.
fn call(server: &mut Server, call: Call) -> Result<Order, ReplyError<WechatPayError>> {
    let Response { status, body } = server.send(call);
    reply::decode_response_with(Envelope::WECHAT_PAY, status, body.as_bytes())
}

/// Charges an order at most once, even if it has to send several calls.
fn charge(server: &mut Server) -> Result<(), Unpaid> {
    let mut what = Call::Charge;
    // Whether a charge may have taken the money. From then on, only a query of the order can tell.
    let mut in_doubt = false;
    for tries in 0..TRIES {
        let next = match call(server, what) {
            Ok(order) if order.trade_state == "SUCCESS" => return Ok(()),
            // The order has arrived: wait for it, and do not charge again.
            Ok(order) if ["NOTPAY", "USERPAYING", "ACCEPT"].contains(&&*order.trade_state) => Next::Query(PAUSE),
            Ok(_) => return Err(Unpaid::Unsettled),
            Err(error) => match next(&error, tries) {
                Next::Absent | Next::GiveUp if what == Call::Charge && !in_doubt => {
                    return Err(error.code().map_or(Unpaid::Unsettled, Unpaid::Refused));
                }
                // An earlier charge may be the reason for this refusal: it used the payment code, or emptied the account.
                Next::Absent | Next::GiveUp if what == Call::Charge => Next::Query(PAUSE),
                next => next,
            },
        };
        let pause = match next {
            Next::Query(pause) => {
                what = Call::Query;
                in_doubt = true;
                pause
            }
            Next::Again(pause) => pause,
            // The order may still arrive. The next charge has the same number, so that only one of them counts.
            Next::Absent => {
                what = Call::Charge;
                PAUSE
            }
            // The query failed, so it is still unknown whether money was taken.
            Next::GiveUp => return Err(Unpaid::Unsettled),
        };
        server.pause(pause);
    }
    Err(Unpaid::Unsettled)
}

/// A line for the log. It works for errors of both APIs, because `Classify` covers numbers and texts.
fn report(error: &dyn Classify) -> String {
    let who = match error.recovery() {
        Recovery::Retry | Recovery::SlowDown => "nobody: it is temporary",
        Recovery::AskUser | Recovery::Reauthorize => "the user",
        Recovery::FixSetup | Recovery::Appeal => "the operator",
        _ => "the developer",
    };
    format!("{} {}: {} ({who})", error.code(), error.name(), error.message())
}

const PAID: (u16, &str) = (200, r#"{"trade_state":"SUCCESS"}"#);
const SYSTEM_ERROR: (u16, &str) = (500, r#"{"code":"SYSTEM_ERROR","message":"系统错误"}"#);
const ABSENT: (u16, &str) = (404, r#"{"code":"ORDER_NOT_EXIST","message":"订单不存在"}"#);
const TOO_OFTEN: (u16, &str) = (429, r#"{"code":"FREQUENCY_LIMITED","message":"频率超限"}"#);
const CODE_USED: (u16, &str) = (400, r#"{"code":"INVALID_REQUEST","message":"付款码已使用，请勿重复支付"}"#);
const SIGNATURE: (u16, &str) =
    (401, r#"{"code":"SIGN_ERROR","message":"签名错误","detail":{"issue":"sign not match"}}"#);

fn main() {
    let stories = [
        ("paid at once", &[PAID][..]),
        ("an error, but the money was taken", &[SYSTEM_ERROR, PAID]),
        ("an error, and nothing had arrived", &[SYSTEM_ERROR, ABSENT, PAID]),
        ("an order that arrived after the query", &[SYSTEM_ERROR, ABSENT, CODE_USED, PAID]),
        ("too many calls", &[TOO_OFTEN, PAID]),
        ("a wrong signature", &[SIGNATURE]),
        ("a gateway that answers for a server that does not", &[(502, "<html>Bad Gateway</html>"), PAID]),
    ];
    for (title, responses) in stories {
        let mut server = Server::answering(responses);
        let outcome = match charge(&mut server) {
            Ok(()) => "paid".to_owned(),
            Err(Unpaid::Refused(error)) => report(&error),
            Err(Unpaid::Unsettled) => "unsettled: a person has to look at it".to_owned(),
        };
        println!("{title}\n    {:?}\n    {outcome}", server.calls);
    }
    println!("{}", report(&CommonError::SystemBusy));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The result, the calls that were sent, and how many seconds were waited.
    fn outcome(responses: &[(u16, &'static str)]) -> (Result<(), Unpaid>, Vec<Call>, u64) {
        let mut server = Server::answering(responses);
        let result = charge(&mut server);
        (result, server.calls, server.pauses.iter().map(Duration::as_secs).sum())
    }

    #[test]
    fn a_charge_that_may_have_succeeded_is_queried_first() {
        let html = (502, "<html><h1>502 Bad Gateway</h1></html>");
        let bank = (500, r#"{"code":"BANKERROR","message":"银行系统异常"}"#);
        let used = (403, r#"{"code":"OUT_TRADE_NO_USED","message":"商户订单号重复"}"#);
        for first in [SYSTEM_ERROR, bank, used, html, (504, ""), (200, r#"{"trade_state":"#)] {
            let (result, calls, _) = outcome(&[first, PAID]);
            assert!(result.is_ok(), "{}", first.1);
            assert_eq!(calls, [Call::Charge, Call::Query], "{}", first.1);
        }
    }

    #[test]
    fn a_refusal_settles_nothing_once_a_charge_was_in_doubt() {
        let typing = (202, r#"{"code":"USERPAYING","message":"需要用户输入支付密码"}"#);
        let open = (200, r#"{"trade_state":"NOTPAY"}"#);
        for first in [SYSTEM_ERROR, typing, open, (504, "")] {
            let calls = [Call::Charge, Call::Query, Call::Charge, Call::Query];
            let (result, called, _) = outcome(&[first, ABSENT, CODE_USED, PAID]);
            assert!(result.is_ok(), "{}", first.1);
            assert_eq!(called, calls, "{}", first.1);
            for last in [ABSENT, SIGNATURE, SYSTEM_ERROR] {
                let (result, called, _) = outcome(&[first, ABSENT, CODE_USED, last]);
                assert!(matches!(result, Err(Unpaid::Unsettled)), "{} {}", first.1, last.1);
                assert_eq!(called, calls, "{} {}", first.1, last.1);
            }
        }
    }

    #[test]
    fn it_is_charged_again_only_if_nothing_had_arrived() {
        let (result, calls, waited) = outcome(&[SYSTEM_ERROR, ABSENT, PAID]);
        assert!(result.is_ok());
        // 1 s before the query; 5 s more because the order may be on its way.
        assert_eq!((calls, waited), (vec![Call::Charge, Call::Query, Call::Charge], 6));
    }

    #[test]
    fn a_code_of_no_row_is_no_refusal() {
        for status in [200, 302, 400, 403, 404, 429, 500, 503] {
            let unknown = (status, r#"{"code":"A_CODE_OF_TOMORROW","message":"?"}"#);
            let (result, calls, _) = outcome(&[unknown, PAID]);
            assert!(result.is_ok(), "{status}");
            assert_eq!(calls, [Call::Charge, Call::Query], "{status}");
            let (result, ..) = outcome(&[unknown; 4]);
            assert!(matches!(result, Err(Unpaid::Unsettled)), "{status}");
        }
    }

    #[test]
    fn a_known_code_is_a_refusal_only_with_a_status_of_4xx() {
        for status in [200, 302, 500, 503] {
            for body in [CODE_USED.1, SIGNATURE.1, ABSENT.1, TOO_OFTEN.1] {
                let (result, calls, _) = outcome(&[(status, body), PAID]);
                assert!(result.is_ok(), "{status} {body}");
                assert_eq!(calls, [Call::Charge, Call::Query], "{status} {body}");
            }
        }
    }

    #[test]
    fn a_user_who_types_is_waited_for() {
        let typing = (202, r#"{"code":"USERPAYING","message":"需要用户输入支付密码"}"#);
        let (result, calls, waited) = outcome(&[typing, (200, r#"{"trade_state":"USERPAYING"}"#), PAID]);
        assert!(result.is_ok());
        assert_eq!((calls, waited), (vec![Call::Charge, Call::Query, Call::Query], 10));
    }

    #[test]
    fn a_call_that_was_turned_away_is_sent_again() {
        let (result, calls, waited) = outcome(&[TOO_OFTEN, PAID]);
        assert!(result.is_ok());
        assert_eq!((calls, waited), (vec![Call::Charge; 2], 30));
    }

    #[test]
    fn everything_is_bounded() {
        for response in [SYSTEM_ERROR, TOO_OFTEN, (200, r#"{"trade_state":"NOTPAY"}"#), (504, "")] {
            let (result, calls, _) = outcome(&[response; 10]);
            assert!(matches!(result, Err(Unpaid::Unsettled)), "{}", response.1);
            assert_eq!(calls.len(), 4, "{}", response.1);
        }
    }

    #[test]
    fn errors_that_waiting_does_not_fix_are_reported_at_once() {
        let short = (403, r#"{"code":"NOTENOUGH","message":"余额不足"}"#);
        let cases = [
            (SIGNATURE, WechatPayError::SignError),
            (short, WechatPayError::Notenough),
            (CODE_USED, WechatPayError::InvalidRequest),
            (ABSENT, WechatPayError::OrderNotExist),
        ];
        for (response, expected) in cases {
            let (result, calls, waited) = outcome(&[response]);
            assert!(matches!(result, Err(Unpaid::Refused(code)) if code == expected), "{}", response.1);
            assert_eq!((calls, waited), (vec![Call::Charge], 0), "{}", response.1);
        }
    }

    #[test]
    fn a_query_that_is_refused_settles_nothing() {
        let (result, calls, _) = outcome(&[SYSTEM_ERROR, SIGNATURE]);
        assert!(matches!(result, Err(Unpaid::Unsettled)));
        assert_eq!(calls, [Call::Charge, Call::Query]);
    }

    #[test]
    fn an_error_status_is_no_success() {
        let (result, calls, _) = outcome(&[(500, PAID.1), PAID]);
        assert!(result.is_ok());
        assert_eq!(calls, [Call::Charge, Call::Query]);
    }

    #[test]
    fn both_apis_are_reported_alike() {
        let errors: [Box<dyn Classify>; 3] =
            [Box::new(CommonError::SystemBusy), Box::new(WechatPayError::NoAuth), Box::new(WechatPayError::from("X"))];
        assert_eq!(
            errors.map(|error| report(&*error)),
            [
                "-1 SystemBusy: system error (nobody: it is temporary)",
                "NO_AUTH NoAuth: the merchant may not use this API (the operator)",
                "X Unknown: unknown error code (the developer)",
            ]
        );
    }

    #[test]
    fn calls_that_may_be_repeated_are_few() {
        let repeated = WechatPayError::ALL.iter().filter(|error| error.is_retryable());
        let (slow, retry): (Vec<_>, Vec<_>) = repeated.partition(|error| error.recovery() == Recovery::SlowDown);
        assert_eq!((slow.len(), retry.len(), WechatPayError::ALL.len()), (7, 5, 41));
        // Before a retry, the payment may already have been made. Each of these rows says so in its note, except `PROCESSING`: it refuses
        // a request while the same one is still running.
        let silent = retry.iter().filter(|error| error.note_zh().is_none()).map(|error| error.code());
        assert_eq!(silent.collect::<Vec<_>>(), ["PROCESSING"]);
    }
}
