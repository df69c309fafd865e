//! A web service that passes an API's errors on to its visitors. The status is that of the kind, the text is in the visitor's language.
//!
//! ```text
//! cargo run --example web
//! curl -i -H 'Accept-Language: zh-CN' http://127.0.0.1:3000/phone/used
//! ```
//!
//! Errors that a visitor can do something about are passed on with the table's texts. Errors that we have to fix (an expired access
//! token, a wrong secret, an address missing from the whitelist, a used-up quota) are logged, and the visitor gets a 502: a 401 would
//! mean that *their* login has expired. The server's own message is only logged, too, because it may name addresses and accounts.
//!
//! A server on loopback stands in for WeChat.

use core::error::Error;
use core::fmt;
use core::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use errcode_runtime::reply::{self, ApiError, ReplyError};
use errcode_runtime::{errcodes, prelude::*};
use errcode_tests_clients::{Answer, Request, Server};
use serde::Deserialize;

errcodes! {
    /// `phonenumber.getPhoneNumber`: exchanges a code from the visitor's page for their phone number.
    enum PhoneError from endpoint "getPhoneNumber", "common", "general" {
        -1, 40001, 40013, 40029 as InvalidCode, 40163, 40164, 42001, 45009, 45011,
    }
}

#[derive(Deserialize)]
struct Reply {
    phone_info: PhoneInfo,
}

#[derive(Deserialize)]
struct PhoneInfo {
    #[serde(rename = "phoneNumber")]
    number: String,
}

/// Why WeChat gave us no number.
#[derive(Debug)]
enum CallError {
    /// No complete answer.
    Http(reqwest::Error),
    Reply(ReplyError<PhoneError>),
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Http(error) => write!(f, "no answer: {error}"),
            Self::Reply(error) => error.fmt(f),
        }
    }
}

#[derive(Clone)]
struct Wechat {
    http: reqwest::Client,
    url: String,
    access_token: String,
}

impl Wechat {
    fn new(url: String) -> reqwest::Result<Self> {
        // Loopback needs no proxy, even if the environment sets one.
        let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(10)).build()?;
        Ok(Self { http, url, access_token: "t".to_owned() })
    }

    async fn phone_number(&self, code: &str) -> Result<String, CallError> {
        let request = self.http.post(format!("{}/wxa/business/getuserphonenumber", self.url));
        let request = request.query(&[("access_token", &self.access_token)]).json(&serde_json::json!({ "code": code }));
        // The URL contains the access token, which must not be logged.
        let no_answer = |error: reqwest::Error| CallError::Http(error.without_url());
        let response = request.send().await.map_err(no_answer)?;
        let status = response.status().as_u16();
        let body = response.bytes().await.map_err(no_answer)?;
        let reply: Reply = reply::decode_response(status, &body).map_err(CallError::Reply)?;
        Ok(reply.phone_info.number)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Language {
    English,
    Chinese,
}

impl Language {
    /// The visitor's preferred language of the two; English if the header names neither.
    fn of(headers: &HeaderMap) -> Self {
        let header = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (mut best, mut weight) = (Self::English, 0.0);
        for range in header.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default();
            let language = match tag.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
                "zh" => Self::Chinese,
                "en" => Self::English,
                _ => continue,
            };
            let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(Ok(1.0_f32), str::parse);
            let quality = quality.unwrap_or_default();
            // With equal weights, the first wins.
            if quality > weight {
                (best, weight) = (language, quality);
            }
        }
        best
    }

    fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }
}

/// An error, with the language for the response.
struct Failure {
    error: CallError,
    language: Language,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        // The log has everything that the server said.
        eprintln!("getPhoneNumber: {}", self.error);
        match &self.error {
            CallError::Reply(ReplyError::Api(error)) if concerns_visitor(error.recovery()) => {
                refusal(error, self.language)
            }
            // An error that we have to fix, or something other than a reply: a page, an image, broken JSON.
            CallError::Reply(error) => failure(error.rid(), self.language),
            CallError::Http(_) => failure(None, self.language),
        }
    }
}

/// Whether the error concerns the visitor, even if they can only come back later.
fn concerns_visitor(recovery: Recovery) -> bool {
    match recovery {
        Recovery::Reauthorize | Recovery::SlowDown | Recovery::Retry | Recovery::AskUser | Recovery::Stop => true,
        Recovery::RefreshToken
        | Recovery::WaitForQuota
        | Recovery::Appeal
        | Recovery::FixSetup
        | Recovery::FixRequest
        | Recovery::Unknown
        | Recovery::None => false,
    }
}

/// Says that we failed, without any details.
fn failure(rid: Option<&str>, language: Language) -> Response {
    let text = match language {
        Language::English => "this does not work at the moment; the fault is on our side",
        Language::Chinese => "暂时无法使用，问题出在我们这边",
    };
    respond(StatusCode::BAD_GATEWAY, language, &serde_json::json!({ "message": text, "rid": rid }))
}

/// Turns any API's error into a response with the status of its kind.
fn refusal<E: ErrorEnum + Classify>(error: &ApiError<E>, language: Language) -> Response {
    let code = error.code();
    let message = match language {
        Language::English => code.message(),
        Language::Chinese => code.message_zh(),
    };
    // A visitor can quote the rid to support.
    let body = serde_json::json!({
        "code": code.code(),
        "name": code.name(),
        "message": message,
        "rid": error.rid(),
    });
    let status = StatusCode::from_u16(code.kind().http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = respond(status, language, &body);
    if let Some(time) = code.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(time.as_secs()));
    }
    response
}

fn respond(status: StatusCode, language: Language, body: &serde_json::Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_LANGUAGE, language.tag()),
        // Otherwise a cache could serve one visitor's language to another.
        (header::VARY, "accept-language"),
    ];
    (status, headers, body.to_string()).into_response()
}

async fn phone(State(wechat): State<Wechat>, Path(code): Path<String>, headers: HeaderMap) -> Result<String, Failure> {
    let language = Language::of(&headers);
    wechat.phone_number(&code).await.map_err(|error| Failure { error, language })
}

fn app(wechat: Wechat) -> Router {
    Router::new().route("/phone/{code}", get(phone)).with_state(wechat)
}

/// WeChat's answer, chosen by the code in the request.
fn wechat(request: &Request) -> Answer {
    let code: serde_json::Value = serde_json::from_str(&request.body).unwrap_or_default();
    let reply = match code["code"].as_str().unwrap_or_default() {
        "good" => r#"{"errcode":0,"errmsg":"ok","phone_info":{"phoneNumber":"+86 10 5555"}}"#,
        "used" => r#"{"errcode":40163,"errmsg":"code been used, rid: 65-ab-c0"}"#,
        "busy" => r#"{"errcode":-1,"errmsg":"system error"}"#,
        "often" => r#"{"errcode":45011,"errmsg":"api minute-quota reach limit rid: 65-ab-c1"}"#,
        "expired" => r#"{"errcode":42001,"errmsg":"access_token expired rid: 65-ab-c3"}"#,
        "secret" => r#"{"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest"}"#,
        "address" => r#"{"errcode":40164,"errmsg":"invalid ip 203.0.113.7, not in whitelist"}"#,
        "quota" => r#"{"errcode":45009,"errmsg":"reach max api daily quota limit rid: 65-ab-c2"}"#,
        "strange" => r#"{"errcode":999999,"errmsg":"?"}"#,
        "half" => r#"{"errcode":0,"phone_info":"#,
        "down" => return Answer::page(503, "<html><title>503 Service Unavailable</title></html>"),
        "flooded" => return Answer::page(429, "too many requests").with_header("retry-after", "7"),
        _ => r#"{"errcode":40029,"errmsg":"invalid code"}"#,
    };
    Answer::json(200, reply)
}

fn main() -> Result<(), Box<dyn Error>> {
    let upstream = Server::with(wechat)?;
    let app = app(Wechat::new(upstream.url())?);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 3000)).await?;
        println!("http://{}/phone/used", listener.local_addr()?);
        axum::serve(listener, app).await?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    type Outcome = Result<(), Box<dyn Error>>;

    /// Status, headers and body of the service's answer. The test calls the service over HTTP, and the service calls WeChat over HTTP.
    async fn answer(code: &str, language: &str) -> Result<(u16, HeaderMap, Value), Box<dyn Error>> {
        let upstream = Server::with(wechat)?;
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}/phone/{code}", listener.local_addr()?);
        let wechat = Wechat::new(upstream.url())?;
        let visitor = wechat.http.get(url).header(header::ACCEPT_LANGUAGE, language);
        let service = tokio::spawn(async { axum::serve(listener, app(wechat)).await });
        let response = visitor.send().await?;
        let (status, headers, body) = (response.status().as_u16(), response.headers().clone(), response.bytes().await?);
        service.abort();
        // A phone number is returned as plain text, not as JSON.
        let body = serde_json::from_slice(&body).unwrap_or_else(|_| String::from_utf8_lossy(&body).into());
        Ok((status, headers, body))
    }

    #[tokio::test]
    async fn a_success_is_answered_with_its_value() -> Outcome {
        let (status, _, body) = answer("good", "en").await?;
        assert_eq!((status, body.as_str()), (200, Some("+86 10 5555")));
        Ok(())
    }

    #[tokio::test]
    async fn the_status_of_what_concerns_the_visitor_is_the_kinds() -> Outcome {
        for (code, expected, kind) in [
            ("bad", 401, PhoneError::InvalidCode),
            ("used", 401, PhoneError::OauthCodeAlreadyUsed),
            ("busy", 503, PhoneError::SystemBusy),
            ("often", 429, PhoneError::MinuteQuotaExceeded),
        ] {
            let (status, headers, body) = answer(code, "en").await?;
            assert_eq!((status, kind.kind().http_status()), (expected, expected), "{code}");
            assert_eq!(body["code"], kind.code());
            assert_eq!(headers[header::CONTENT_TYPE], "application/json");
        }
        Ok(())
    }

    #[tokio::test]
    async fn the_text_is_in_the_visitors_language() -> Outcome {
        let (_, headers, body) = answer("used", "zh-CN,zh;q=0.9,en;q=0.8").await?;
        assert_eq!(body["message"], PhoneError::OauthCodeAlreadyUsed.message_zh());
        assert_eq!((body["rid"].as_str(), body["name"].as_str()), (Some("65-ab-c0"), Some("OauthCodeAlreadyUsed")));
        assert_eq!(headers[header::CONTENT_LANGUAGE], "zh-CN");
        assert_eq!(headers[header::VARY], "accept-language");
        let (_, headers, body) = answer("used", "en-GB").await?;
        assert_eq!(body["message"], PhoneError::OauthCodeAlreadyUsed.message());
        assert_eq!(headers[header::CONTENT_LANGUAGE], "en");
        Ok(())
    }

    #[test]
    fn the_language_is_the_one_with_the_most_weight() -> Outcome {
        for (header, language) in [
            ("", Language::English),
            ("fr", Language::English),
            ("*", Language::English),
            ("zh", Language::Chinese),
            ("ZH-Hant-TW", Language::Chinese),
            ("fr, zh;q=0.5", Language::Chinese),
            ("en;q=0.3, zh;q=0.7", Language::Chinese),
            ("zh;q=0.3, en;q=0.7", Language::English),
            ("zh;q=0", Language::English),
            ("zh;q=x", Language::English),
            ("en, zh", Language::English),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, HeaderValue::from_str(header)?)]);
            assert_eq!(Language::of(&headers), language, "{header}");
        }
        Ok(())
    }

    #[tokio::test]
    async fn too_often_says_when_to_come_back() -> Outcome {
        assert_eq!(answer("often", "en").await?.1[header::RETRY_AFTER], "60");
        assert!(!answer("used", "en").await?.1.contains_key(header::RETRY_AFTER));
        Ok(())
    }

    #[tokio::test]
    async fn what_only_concerns_us_stays_with_us() -> Outcome {
        for code in ["expired", "secret", "address", "quota", "strange", "half", "down", "flooded"] {
            let (status, headers, body) = answer(code, "zh").await?;
            assert_eq!((status, body["message"].as_str()), (502, Some("暂时无法使用，问题出在我们这边")), "{code}");
            assert_eq!(headers[header::CONTENT_LANGUAGE], "zh-CN");
            assert!(!headers.contains_key(header::RETRY_AFTER), "{code}");
            let keys: Vec<&String> = body.as_object().ok_or("no object")?.keys().collect();
            assert_eq!(keys, ["message", "rid"], "{code}");
        }
        assert_eq!(answer("quota", "en").await?.2["rid"], "65-ab-c2");
        Ok(())
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_ours_to_mend_and_the_log_has_no_token() -> Outcome {
        let wechat = Wechat::new(errcode_tests_clients::nobody()?)?;
        let error = wechat.phone_number("c").await.err().ok_or("a number")?;
        assert!(error.to_string().starts_with("no answer: ") && !error.to_string().contains("access_token"), "{error}");
        let response = Failure { error, language: Language::English }.into_response();
        assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
        Ok(())
    }
}
