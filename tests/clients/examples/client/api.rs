//! The client: one token, three endpoints, and the action for each recovery.

use core::error::Error;
use core::fmt;
use core::time::Duration;
use std::sync::{Arc, Mutex};

use backon::{BlockingRetryable, ExponentialBuilder};
use errcode_runtime::reply::{self, ApiError, Format, ReplyError};
use errcode_runtime::{errcodes, prelude::*};
use serde::Deserialize;

use crate::clock::{Clock, locked};

errcodes! {
    /// `getAccessToken`. Here 40001 means a wrong secret.
    pub(crate) enum TokenError from endpoint "getAccessToken", "common";

    /// `customerServiceMessage.send`: a message to one user. Its page lists four codes; any call with a token can return the others.
    pub(crate) enum SendError from endpoint "sendCustomMessage", "common", "general" {
        -1, 40001, 40003, 40014, 40164, 42001, 45009, 45011, 45015, 45047, 48001, 70000,
    }

    /// `getQRCode`: an image, or JSON with an error.
    pub(crate) enum QrCodeError from endpoint "getQRCode", "common", "general" {
        -1, 40001, 40014, 40159, 40164, 42001, 45009, 45011, 45029,
    }
}

/// The most retries of one call while the server is busy.
const RETRIES: usize = 3;
/// The most waits of one call for a rate limit, each as long as the table says: here, a minute.
const WAITS: u32 = 2;
/// A token this close to its end is renewed before it is used.
const MARGIN: Duration = Duration::from_secs(300);
/// How long a refused login counts as final: a wrong secret does not become right between two calls.
const REFUSED_FOR: Duration = Duration::from_secs(60);
/// The largest reply that is read.
const MAX_REPLY: u64 = 10 << 20;

/// Why a call failed.
#[derive(Debug)]
pub(crate) enum CallError<E> {
    /// The login failed, so there is no token. The codes are those of the login's endpoint.
    Login(ReplyError<TokenError>),
    /// The server answered, but not with a success.
    Reply(ReplyError<E>),
    /// No answer. The call may have been carried out, so it is not sent again.
    Http(Box<ureq::Error>),
}

impl<E: ErrorEnum + Classify> CallError<E> {
    /// What to do next, if there was an answer.
    pub(crate) fn recovery(&self) -> Option<Recovery> {
        match self {
            Self::Login(error) => Some(error.recovery()),
            Self::Reply(error) => Some(error.recovery()),
            Self::Http(_) => None,
        }
    }

    /// How long to wait before the next retry, after `retries` of them.
    fn pause(&self, retries: u32) -> Option<Duration> {
        match self {
            Self::Login(error) => error.pause(retries),
            Self::Reply(error) => error.pause(retries),
            Self::Http(_) => None,
        }
    }
}

impl<E: ErrorEnum> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Login(error) => write!(f, "login: {error}"),
            Self::Reply(error) => error.fmt(f),
            Self::Http(error) => write!(f, "no answer: {error}"),
        }
    }
}

impl<E: ErrorEnum> Error for CallError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Login(error) => error.source(),
            Self::Reply(error) => error.source(),
            Self::Http(error) => error.source(),
        }
    }
}

impl<E> From<ureq::Error> for CallError<E> {
    fn from(error: ureq::Error) -> Self {
        Self::Http(Box::new(error))
    }
}

/// The effect that a call may have had although its reply is an error.
#[derive(Clone, Copy, PartialEq)]
enum Effect {
    None,
    /// A message that arrives twice is worse than one that is reported as not sent.
    Possible,
}

pub(crate) struct Client {
    agent: ureq::Agent,
    url: String,
    app_id: String,
    secret: String,
    clock: Arc<dyn Clock>,
    /// Told about every wait and refresh.
    trace: fn(&str),
    /// Held while a token is fetched, so that only one caller fetches it.
    login: Mutex<Login>,
}

/// The reply to a login.
#[derive(Deserialize)]
struct Token {
    access_token: String,
    expires_in: u32,
}

#[derive(Default)]
enum Login {
    #[default]
    Needed,
    Done {
        token: Arc<str>,
        until: Duration,
    },
    /// Kept so that a hundred calls with a wrong secret do not make a hundred logins.
    Refused {
        error: ApiError<TokenError>,
        until: Duration,
    },
}

/// The token refresh and the waits that one call has used up.
#[derive(Default)]
struct Spent {
    refreshed: bool,
    waits: u32,
}

impl Client {
    pub(crate) fn new(url: &str, app_id: &str, secret: &str, clock: Arc<dyn Clock>, trace: fn(&str)) -> Self {
        let agent = ureq::Agent::config_builder()
            // The body says more than the status.
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(10)))
            // Loopback needs no proxy, even if the environment sets one.
            .proxy(None)
            .build()
            .new_agent();
        let (url, app_id, secret) = (url.to_owned(), app_id.to_owned(), secret.to_owned());
        Self { agent, url, app_id, secret, clock, trace, login: Mutex::default() }
    }

    pub(crate) fn send(&self, user: &str, text: &str) -> Result<(), CallError<SendError>> {
        let message = serde_json::json!({ "touser": user, "msgtype": "text", "text": { "content": text } });
        self.call(Effect::Possible, |token| {
            let (status, body) = self.post("/cgi-bin/message/custom/send", token, &message)?;
            reply::decode_response(status, &body).map_err(CallError::Reply)
        })
    }

    pub(crate) fn qr_code(&self, page: &str) -> Result<Vec<u8>, CallError<QrCodeError>> {
        let request = serde_json::json!({ "path": page });
        self.call(Effect::None, |token| {
            let (status, body) = self.post("/wxa/getwxacode", token, &request)?;
            match reply::decode_response::<(), _>(status, &body) {
                Err(ReplyError::NotJson(other)) if other.format() == Format::Image => Ok(body),
                Err(error) => Err(CallError::Reply(error)),
                // Without an image, the call has not succeeded.
                Ok(()) => Err(CallError::Reply(ReplyError::Empty)),
            }
        })
    }

    /// Carries out a call. Repeats it, a limited number of times, if its error says that this helps.
    fn call<T, E: ErrorEnum + Classify>(
        &self,
        effect: Effect,
        send: impl Fn(&str) -> Result<T, CallError<E>>,
    ) -> Result<T, CallError<E>> {
        let may_be_repeated = |error: &CallError<E>| effect == Effect::None || matches!(error, CallError::Login(_));
        let mut spent = Spent::default();
        let clock = Arc::clone(&self.clock);
        let backoff = ExponentialBuilder::default().with_max_times(RETRIES).with_jitter();
        (|| self.attempt(&send, &mut spent))
            .retry(backoff)
            .sleep(move |time| clock.sleep(time))
            .when(|error| error.recovery() == Some(Recovery::Retry) && may_be_repeated(error))
            .notify(|error, time| (self.trace)(&format!("busy, again in {:.1} s: {error}", time.as_secs_f64())))
            .call()
    }

    /// Repeats a call without backoff: once with a new token, and after waiting for the next minute. A call with either error has had
    /// no effect.
    fn attempt<T, E: ErrorEnum + Classify>(
        &self,
        send: impl Fn(&str) -> Result<T, CallError<E>>,
        spent: &mut Spent,
    ) -> Result<T, CallError<E>> {
        loop {
            let mut used = None;
            let result = self.token().and_then(|token| send(used.insert(token)));
            let Err(error) = result else { return result };
            match (error.recovery(), used) {
                (Some(Recovery::RefreshToken), Some(token)) if !spent.refreshed => {
                    spent.refreshed = true;
                    self.forget(&token);
                }
                (Some(Recovery::SlowDown), _) if spent.waits < WAITS => {
                    // The table's time, or a minute if it names none.
                    let Some(pause) = error.pause(spent.waits) else { return Err(error) };
                    spent.waits += 1;
                    (self.trace)(&format!("too fast, again in {} s: {error}", pause.as_secs()));
                    self.clock.sleep(pause);
                }
                _ => return Err(error),
            }
        }
    }

    /// The token, fetched by the first caller while the others wait for it.
    fn token<E>(&self) -> Result<Arc<str>, CallError<E>> {
        let mut login = locked(&self.login);
        let now = self.clock.now();
        match &*login {
            Login::Done { token, until } if now < *until => return Ok(Arc::clone(token)),
            Login::Refused { error, until } if now < *until => {
                return Err(CallError::Login(ReplyError::Api(error.clone())));
            }
            _ => {}
        }
        (self.trace)("a new token");
        let (status, body) = self.get_token()?;
        match reply::decode_response::<Token, TokenError>(status, &body) {
            Ok(Token { access_token, expires_in }) => {
                let token = Arc::<str>::from(access_token);
                let until = now + Duration::from_secs(expires_in.into()).saturating_sub(MARGIN);
                *login = Login::Done { token: Arc::clone(&token), until };
                Ok(token)
            }
            Err(error) => {
                *login = match &error {
                    ReplyError::Api(error) if !error.is_retryable() => {
                        Login::Refused { error: error.clone(), until: now + REFUSED_FOR }
                    }
                    _ => Login::Needed,
                };
                Err(CallError::Login(error))
            }
        }
    }

    /// Drops a token that was refused, unless another call has already replaced it.
    fn forget(&self, refused: &str) {
        let mut login = locked(&self.login);
        if matches!(&*login, Login::Done { token, .. } if **token == *refused) {
            *login = Login::Needed;
        }
    }

    fn get_token(&self) -> Result<(u16, Vec<u8>), ureq::Error> {
        let response = self
            .agent
            .get(format!("{}/cgi-bin/token", self.url))
            .query("grant_type", "client_credential")
            .query("appid", &self.app_id)
            .query("secret", &self.secret)
            .call()?;
        read(response)
    }

    fn post(&self, path: &str, token: &str, request: &serde_json::Value) -> Result<(u16, Vec<u8>), ureq::Error> {
        let response = self
            .agent
            .post(format!("{}{path}", self.url))
            .query("access_token", token)
            .content_type("application/json")
            .send(request.to_string())?;
        read(response)
    }
}

/// The status and the body, as `decode_response` reads them.
fn read(mut response: ureq::http::Response<ureq::Body>) -> Result<(u16, Vec<u8>), ureq::Error> {
    let body = response.body_mut().with_config().limit(MAX_REPLY).read_to_vec()?;
    Ok((response.status().as_u16(), body))
}
