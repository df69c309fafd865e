//! The client of the SDK: a method for each endpoint, and the code that they share.

use core::pin::Pin;
use core::time::Duration;

use errcode_runtime::prelude::*;
use errcode_runtime::reply;
use reqwest::RequestBuilder;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::error::{CallError, LoginError, PhoneError, SendError};

pub(crate) struct Client {
    http: reqwest::Client,
    url: String,
    /// The example `client` shows how to get and renew it.
    access_token: String,
    sleep: Sleep,
}

/// `tokio::time::sleep` in a program. A test uses a function that does not wait.
pub(crate) type Sleep = Box<dyn Fn(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

#[derive(Debug, Deserialize)]
pub(crate) struct Session {
    pub(crate) openid: String,
}

#[derive(Deserialize)]
struct PhoneReply {
    phone_info: Phone,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Phone {
    pub(crate) pure_phone_number: String,
}

/// The effect that a call may have had although its reply is an error.
#[derive(Clone, Copy, PartialEq)]
enum Effect {
    None,
    /// A message that arrives twice is worse than one that is reported as not sent.
    Possible,
}

impl Client {
    pub(crate) fn new(url: &str, access_token: &str, sleep: Sleep) -> reqwest::Result<Self> {
        // Loopback needs no proxy, even if the environment sets one.
        let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(10)).build()?;
        Ok(Self { http, url: url.to_owned(), access_token: access_token.to_owned(), sleep })
    }

    /// Exchanges a login code for the user's openid.
    pub(crate) async fn login(&self, js_code: &str) -> Result<Session, CallError<LoginError>> {
        let request = || self.http.get(self.url("/sns/jscode2session")).query(&[("js_code", js_code)]);
        self.call("code2Session", Effect::None, request).await
    }

    /// Exchanges a code from the user's page for their phone number.
    pub(crate) async fn phone(&self, code: &str) -> Result<Phone, CallError<PhoneError>> {
        let request = || self.post("/wxa/business/getuserphonenumber", &json!({ "code": code }));
        let reply: PhoneReply = self.call("getPhoneNumber", Effect::None, request).await?;
        Ok(reply.phone_info)
    }

    /// Sends a subscription message.
    pub(crate) async fn send(&self, openid: &str, text: &str) -> Result<(), CallError<SendError>> {
        let message = json!({ "touser": openid, "template_id": "T1", "data": { "thing1": { "value": text } } });
        let request = || self.post("/cgi-bin/message/subscribe/send", &message);
        self.call("subscribeMessage.send", Effect::Possible, request).await
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    fn post(&self, path: &str, body: &serde_json::Value) -> RequestBuilder {
        self.http.post(self.url(path)).query(&[("access_token", &self.access_token)]).json(body)
    }

    /// Carries out a call. Repeats it if its error says that this helps.
    async fn call<T: DeserializeOwned, E: ErrorEnum + Classify>(
        &self,
        name: &str,
        effect: Effect,
        request: impl Fn() -> RequestBuilder,
    ) -> Result<T, CallError<E>> {
        let mut retries = 0;
        loop {
            let error = match once::<T, E>(request()).await {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            // The server rejects a call that comes too fast. With any other error, it may have carried the call out.
            let may_repeat =
                effect == Effect::None || error.code().is_some_and(|code| code.recovery() == Recovery::SlowDown);
            let pause = error.pause(retries).filter(|_| may_repeat);
            log(name, &error, pause);
            let Some(pause) = pause else { return Err(error) };
            (self.sleep)(pause).await;
            retries += 1;
        }
    }
}

async fn once<T: DeserializeOwned, E: ErrorEnum>(request: RequestBuilder) -> Result<T, CallError<E>> {
    // The URL contains the access token, which must not be logged.
    let no_answer = |error: reqwest::Error| CallError::Http(error.without_url());
    let response = request.send().await.map_err(no_answer)?;
    let status = response.status().as_u16();
    let body = response.bytes().await.map_err(no_answer)?;
    // Decode the body whatever the status is: it says more. If a gateway sends `Retry-After`, wait at least as long:
    // `tests/crates/reqwest.rs` shows how to read that header.
    Ok(reply::decode_response(status, &body)?)
}

fn log<E: ErrorEnum + Classify>(call: &str, error: &CallError<E>, pause: Option<Duration>) {
    let (rid, status) = match error {
        CallError::Reply(error) => (error.rid(), error.status()),
        CallError::Http(_) => (None, None),
    };
    let code = error.code();
    tracing::warn!(
        call,
        errcode = code.as_ref().map(|code| code.code().to_string()),
        name = code.as_ref().map(ErrorCode::name),
        status,
        rid,
        retry_in = pause.map(|pause| pause.as_secs_f64()),
        "{error}"
    );
}
