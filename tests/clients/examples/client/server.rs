//! A server on loopback that imitates the API and its faults.

use core::net::SocketAddr;
use core::time::Duration;
use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::runtime::Runtime;

use crate::clock::{Clock, locked};

pub(crate) const SECRET: &str = "s3cret";
pub(crate) const TOKEN_LIFETIME: Duration = Duration::from_secs(7200);
/// A PNG file begins with this.
pub(crate) const IMAGE: &[u8] = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR";

/// A fault that the server returns instead of its usual answer.
#[derive(Clone, Copy)]
pub(crate) enum Fault {
    Busy,
    NotInWhitelist,
    HtmlPage,
    DailyQuota,
    /// 40001 for a token that was issued a moment ago: it belongs to another app.
    ForeignToken,
}

impl Fault {
    fn answer(self) -> Response {
        match self {
            Self::Busy => error(-1, "system error"),
            Self::NotInWhitelist => {
                error(40164, "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 65-ab-c0")
            }
            Self::HtmlPage => {
                let page = "<html><head><title>502 Bad Gateway</title></head></html>";
                (StatusCode::BAD_GATEWAY, [(header::CONTENT_TYPE, "text/html")], page).into_response()
            }
            Self::DailyQuota => error(45009, "reach max api daily quota limit rid: 65-ab-c1"),
            Self::ForeignToken => {
                error(40001, "invalid credential, access_token is invalid or not latest rid: 65-ab-c2")
            }
        }
    }
}

/// Stops when it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    api: Arc<Api>,
    /// Dropping it stops the server's tasks.
    _runtime: Runtime,
}

struct Api {
    clock: Arc<dyn Clock>,
    minute_limit: usize,
    state: Mutex<Accounts>,
}

#[derive(Default)]
struct Accounts {
    /// The one valid token, and when it expires.
    token: Option<(String, Duration)>,
    logins: usize,
    calls: usize,
    minute: u64,
    calls_in_minute: usize,
    /// The faults of the next calls.
    faults: VecDeque<Fault>,
    /// For how many of the next logins the server is busy.
    busy_logins: usize,
}

impl Server {
    /// Calls above `minute_limit` in one minute are refused.
    pub(crate) fn start(clock: Arc<dyn Clock>, minute_limit: usize) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_io().build()?;
        let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", 0)))?;
        let address = listener.local_addr()?;
        let api = Arc::new(Api { clock, minute_limit, state: Mutex::default() });
        let router = Router::new()
            .route("/cgi-bin/token", get(token))
            .route("/cgi-bin/message/custom/send", post(send))
            .route("/wxa/getwxacode", post(code))
            .with_state(Arc::clone(&api));
        runtime.spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, api, _runtime: runtime })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next `times` calls with a token get this fault.
    pub(crate) fn fail(&self, fault: Fault, times: usize) {
        locked(&self.api.state).faults.extend(core::iter::repeat_n(fault, times));
    }

    /// The server is busy for the next `times` logins.
    #[cfg(test)]
    pub(crate) fn fail_logins(&self, times: usize) {
        locked(&self.api.state).busy_logins = times;
    }

    /// Makes the client's token invalid, as a login by another program does.
    pub(crate) fn revoke(&self) {
        locked(&self.api.state).token = None;
    }

    /// How often a token was requested.
    pub(crate) fn logins(&self) -> usize {
        locked(&self.api.state).logins
    }

    /// How often the API was called with a token.
    pub(crate) fn calls(&self) -> usize {
        locked(&self.api.state).calls
    }
}

async fn token(State(api): State<Arc<Api>>, RawQuery(query): RawQuery) -> Response {
    let mut state = locked(&api.state);
    state.logins += 1;
    if let Some(left) = state.busy_logins.checked_sub(1) {
        state.busy_logins = left;
        return Fault::Busy.answer();
    }
    if parameter(query.as_deref(), "secret") != Some(SECRET) {
        return error(40001, "invalid credential, access_token is invalid or not latest rid: 65-ab-c3");
    }
    let token = format!("token-{}", state.logins);
    let reply = format!(r#"{{"access_token":"{token}","expires_in":{}}}"#, TOKEN_LIFETIME.as_secs());
    state.token = Some((token, api.clock.now() + TOKEN_LIFETIME));
    json(reply)
}

// The handler takes the body: an unread body would close the connection, which the client wants to reuse.
async fn send(State(api): State<Arc<Api>>, RawQuery(query): RawQuery, _: Bytes) -> Response {
    api.refusal(query.as_deref()).unwrap_or_else(|| json(r#"{"errcode":0,"errmsg":"ok"}"#.to_owned()))
}

async fn code(State(api): State<Arc<Api>>, RawQuery(query): RawQuery, _: Bytes) -> Response {
    api.refusal(query.as_deref()).unwrap_or_else(|| ([(header::CONTENT_TYPE, "image/png")], IMAGE).into_response())
}

impl Api {
    /// The error of a call that is not carried out.
    fn refusal(&self, query: Option<&str>) -> Option<Response> {
        let mut state = locked(&self.state);
        let now = self.clock.now();
        state.calls += 1;
        match &state.token {
            Some((token, until)) if parameter(query, "access_token") == Some(token.as_str()) => {
                if now >= *until {
                    return Some(error(42001, "access_token expired rid: 65-ab-c4"));
                }
            }
            _ => return Some(error(40001, "invalid credential, access_token is invalid or not latest rid: 65-ab-c5")),
        }
        if let Some(fault) = state.faults.pop_front() {
            return Some(fault.answer());
        }
        let minute = now.as_secs() / 60;
        if state.minute != minute {
            (state.minute, state.calls_in_minute) = (minute, 0);
        }
        state.calls_in_minute += 1;
        (state.calls_in_minute > self.minute_limit)
            .then(|| error(45011, "api minute-quota reach limit, must slower, retry next minute rid: 65-ab-c6"))
    }
}

/// Values here need no percent-decoding.
fn parameter<'q>(query: Option<&'q str>, name: &str) -> Option<&'q str> {
    query?.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value))
}

/// Errors come with status 200, as from the real servers.
fn error(code: i64, errmsg: &str) -> Response {
    json(format!(r#"{{"errcode":{code},"errmsg":"{errmsg}"}}"#))
}

fn json(body: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json; encoding=utf-8")], body).into_response()
}
