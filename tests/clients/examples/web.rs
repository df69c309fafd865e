//! A web service that passes an API's error on: its status from the kind, its text in the visitor's language.
//!
//! ```text
//! cargo run --example web
//! curl -i -H 'Accept-Language: zh-CN' http://127.0.0.1:3000/login/used
//! ```
//!
//! What the visitor can do something about is passed on with the table's texts. What we have to mend (a wrong secret, an
//! address that is not in the whitelist, a quota that is used up) is no refusal of the visitor: it goes to the log, as does
//! the server's own message, which may name addresses and accounts.

use core::error::Error;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use errcode_runtime::reply::{self, ApiError, ReplyError};
use errcode_runtime::{errcodes, prelude::*};
use serde::Deserialize;

errcodes! {
    /// `auth.code2Session`: a login code for an openid and a session key.
    enum LoginError from "common", "general" { -1, 40029 as InvalidJsCode, 40125, 40163, 40164, 45009, 45011 }
}

#[derive(Deserialize)]
struct Session {
    openid: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Language {
    English,
    Chinese,
}

impl Language {
    /// The one of the two that the visitor likes better; English if neither is named.
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
            // Of equals, the first.
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

/// An error on its way to the visitor.
struct Failure {
    error: ReplyError<LoginError>,
    language: Language,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        // For us, with everything that the server said.
        eprintln!("code2Session: {}", self.error);
        match &self.error {
            ReplyError::Api(error) if concerns_visitor(error.code().recovery()) => refusal(error, self.language),
            // Ours to mend, or a page, an image, broken JSON in place of a reply.
            error => failure(error.api().and_then(ApiError::rid), self.language),
        }
    }
}

/// Whether it is the visitor who can do something about it, be it to come back later.
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

/// That we failed, and no word about how.
fn failure(rid: Option<&str>, language: Language) -> Response {
    let text = match language {
        Language::English => "this does not work at the moment; the fault is on our side",
        Language::Chinese => "暂时无法使用，问题出在我们这边",
    };
    respond(StatusCode::BAD_GATEWAY, language, &serde_json::json!({ "message": text, "rid": rid }))
}

/// Any API's error as a response, with the status of its kind.
fn refusal<E: ErrorEnum + Classify>(error: &ApiError<E>, language: Language) -> Response {
    let code = error.code();
    let message = match language {
        Language::English => code.message(),
        Language::Chinese => code.message_zh(),
    };
    // The rid is what a visitor can quote to support.
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
        // Or a cache would give one visitor's language to the next.
        (header::VARY, "accept-language"),
    ];
    (status, headers, body.to_string()).into_response()
}

async fn login(Path(js_code): Path<String>, headers: HeaderMap) -> Result<String, Failure> {
    let session: Session = reply::decode(code2session(&js_code).as_bytes())
        .map_err(|error| Failure { error, language: Language::of(&headers) })?;
    Ok(format!("hello, {}", session.openid))
}

/// What WeChat would answer; `client.rs` shows how to ask it.
fn code2session(js_code: &str) -> &'static str {
    match js_code {
        "good" => r#"{"openid":"oX7","session_key":"k"}"#,
        "used" => r#"{"errcode":40163,"errmsg":"code been used, rid: 65-ab-c0"}"#,
        "busy" => r#"{"errcode":-1,"errmsg":"system error"}"#,
        "often" => r#"{"errcode":45011,"errmsg":"api minute-quota reach limit rid: 65-ab-c1"}"#,
        "address" => r#"{"errcode":40164,"errmsg":"invalid ip 203.0.113.7, not in whitelist"}"#,
        "secret" => r#"{"errcode":40125,"errmsg":"invalid appsecret"}"#,
        "quota" => r#"{"errcode":45009,"errmsg":"reach max api daily quota limit rid: 65-ab-c2"}"#,
        "page" => "<html><title>502 Bad Gateway</title></html>",
        "strange" => r#"{"errcode":999999,"errmsg":"?"}"#,
        _ => r#"{"errcode":40029,"errmsg":"invalid code"}"#,
    }
}

fn app() -> Router {
    Router::new().route("/login/{js_code}", get(login))
}

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_io().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 3000)).await?;
        println!("http://{}/login/used", listener.local_addr()?);
        axum::serve(listener, app()).await?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use serde_json::Value;
    use tower::ServiceExt;

    use super::*;

    type Outcome = Result<(), Box<dyn Error>>;

    /// Status, headers and body of a login.
    fn answer(js_code: &str, language: &str) -> Result<(u16, HeaderMap, Value), Box<dyn Error>> {
        let request =
            Request::get(format!("/login/{js_code}")).header("accept-language", language).body(Body::empty())?;
        tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
            let (parts, body) = app().oneshot(request).await?.into_parts();
            let body = to_bytes(body, 1 << 16).await?;
            // A greeting is no JSON.
            let body = serde_json::from_slice(&body).unwrap_or_else(|_| String::from_utf8_lossy(&body).into());
            Ok((parts.status.as_u16(), parts.headers, body))
        })
    }

    #[test]
    fn a_success_is_answered_with_its_value() -> Outcome {
        let (status, _, body) = answer("good", "en")?;
        assert_eq!((status, body.as_str()), (200, Some("hello, oX7")));
        Ok(())
    }

    #[test]
    fn the_status_is_the_kinds() -> Outcome {
        for (js_code, expected) in [("bad", 401), ("used", 401), ("busy", 503), ("often", 429)] {
            let error = reply::decode::<(), LoginError>(code2session(js_code).as_bytes()).err().ok_or("a success")?;
            let code = error.code().ok_or("no code")?;
            let (status, headers, body) = answer(js_code, "en")?;
            assert_eq!((status, code.kind().http_status()), (expected, expected), "{js_code}");
            assert_eq!(body["code"], code.code());
            assert_eq!(headers[header::CONTENT_TYPE], "application/json");
        }
        Ok(())
    }

    #[test]
    fn the_text_is_in_the_visitors_language() -> Outcome {
        let (_, headers, body) = answer("used", "zh-CN,zh;q=0.9,en;q=0.8")?;
        assert_eq!(body["message"], LoginError::OauthCodeAlreadyUsed.message_zh());
        assert_eq!((body["rid"].as_str(), body["name"].as_str()), (Some("65-ab-c0"), Some("OauthCodeAlreadyUsed")));
        assert_eq!(headers[header::CONTENT_LANGUAGE], "zh-CN");
        assert_eq!(headers[header::VARY], "accept-language");
        let (_, headers, body) = answer("used", "en-GB")?;
        assert_eq!(body["message"], LoginError::OauthCodeAlreadyUsed.message());
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

    #[test]
    fn too_often_says_when_to_come_back() -> Outcome {
        assert_eq!(answer("often", "en")?.1[header::RETRY_AFTER], "60");
        assert!(!answer("used", "en")?.1.contains_key(header::RETRY_AFTER));
        Ok(())
    }

    #[test]
    fn what_only_concerns_us_stays_with_us() -> Outcome {
        for js_code in ["address", "secret", "quota", "strange", "page"] {
            let (status, headers, body) = answer(js_code, "zh")?;
            assert_eq!((status, body["message"].as_str()), (502, Some("暂时无法使用，问题出在我们这边")), "{js_code}");
            assert_eq!(headers[header::CONTENT_LANGUAGE], "zh-CN");
            let keys: Vec<&String> = body.as_object().ok_or("no object")?.keys().collect();
            assert_eq!(keys, ["message", "rid"], "{js_code}");
        }
        assert_eq!(answer("quota", "en")?.2["rid"], "65-ab-c2");
        Ok(())
    }
}
