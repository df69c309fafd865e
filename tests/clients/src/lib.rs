//! A server on loopback that answers as a test tells it to.

use core::net::SocketAddr;
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use tokio::runtime::Runtime;

/// One answer of the server.
///
/// ```
/// use errcode_tests_clients::Answer;
/// let too_many = Answer::json(429, r#"{"errcode":45011}"#).with_header("retry-after", "7");
/// # let _ = too_many;
/// ```
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, &'static str)>,
    body: Vec<u8>,
}

impl Answer {
    /// An answer with this content type.
    pub fn new(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: vec![("content-type", content_type)], body: body.into() }
    }

    /// JSON, as in most replies.
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "application/json; encoding=utf-8", body)
    }

    /// An HTML page, as from gateways and proxies.
    pub fn page(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "text/html", body)
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::builder().status(self.status);
        for (name, value) in self.headers {
            response = response.header(name, value);
        }
        response.body(self.body.into()).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    }
}

/// A request that the server received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Method, path and query, as in `GET /cgi-bin/token?appid=wx1`.
    pub line: String,
    /// The body, as text.
    pub body: String,
}

/// A server on a free loopback port. It stops when it is dropped.
///
/// ```
/// use errcode_tests_clients::{Answer, Server};
///
/// let server = Server::answering([Answer::json(200, r#"{"errcode":0}"#)])?;
/// assert!(server.url().starts_with("http://127.0.0.1:"));
/// assert_eq!(server.requests(), []);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    /// Taken when the server is dropped.
    runtime: Option<Runtime>,
}

impl Server {
    /// Starts a server that gives these answers in their order, then 404.
    ///
    /// # Errors
    ///
    /// There is no free port, or no thread for the server.
    pub fn answering(answers: impl IntoIterator<Item = Answer>) -> io::Result<Self> {
        let answers = Mutex::new(answers.into_iter().collect::<VecDeque<_>>());
        Self::with(move |_| locked(&answers).pop_front().unwrap_or_else(|| Answer::page(404, "")))
    }

    /// Starts a server that asks a function for each answer.
    ///
    /// # Errors
    ///
    /// There is no free port, or no thread for the server.
    pub fn with(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_io().build()?;
        // Bound without the runtime, because an async test must not block on a second runtime.
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (noted, answer) = (Arc::clone(&requests), Arc::new(answer));
        let router = Router::new().fallback(move |method: Method, uri: Uri, body: Bytes| async move {
            let line = format!("{method} {}", uri.path_and_query().map_or("", |path| path.as_str()));
            let request = Request { line, body: String::from_utf8_lossy(&body).into_owned() };
            let answer = answer(&request);
            locked(&noted).push(request);
            answer
        });
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router).await
        });
        Ok(Self { address, requests, runtime: Some(runtime) })
    }

    /// The address, as the beginning of a URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        locked(&self.requests).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Dropping a runtime waits for its tasks, which an async test must not do.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// The address of a port on which nobody listens.
///
/// ```
/// let url = errcode_tests_clients::nobody()?;
/// assert!(url.starts_with("http://127.0.0.1:"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// There is no free port.
pub fn nobody() -> io::Result<String> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    let caller = std::net::TcpStream::connect(listener.local_addr()?)?;
    let url = format!("http://{}", caller.local_addr()?);
    // The port of a caller stays taken, so the server of no other test can get it.
    Box::leak(Box::new((listener, caller)));
    Ok(url)
}

/// The address of a server that answers one request with these bytes and then closes the connection.
///
/// It closes the connection even if the bytes announce a longer body.
///
/// ```
/// let url = errcode_tests_clients::hanging_up(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{")?;
/// assert!(url.starts_with("http://127.0.0.1:"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// There is no free port.
pub fn hanging_up(bytes: &'static [u8]) -> io::Result<String> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    let url = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept()?;
        // Closing a connection with unread bytes resets it, and the answer might not arrive.
        let mut last = [0; 4];
        while last != *b"\r\n\r\n" {
            last.rotate_left(1);
            stream.read_exact(&mut last[3..])?;
        }
        stream.write_all(bytes)
    });
    Ok(url)
}

/// Locks the mutex even after a panic: no change here can be left half done.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
