//! Drives rust-analyzer over LSP, as an editor does.

use core::time::Duration;
use std::io::BufReader;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::{Value, json};

use crate::cargo::Project;

/// A running rust-analyzer with one project open.
pub struct Editor {
    server: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    uri: String,
    version: i32,
    requests: i32,
}

impl Editor {
    /// Whether rust-analyzer is installed.
    pub fn is_installed() -> bool {
        let version = Command::new("rust-analyzer").arg("--version").output();
        version.is_ok_and(|output| output.status.success())
    }

    /// Opens a file of a project, and waits until everything is loaded.
    pub fn open(project: &Project, file: &str) -> Self {
        let mut command = Command::new("rust-analyzer");
        command.current_dir(&project.root).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command.spawn().expect("rust-analyzer starts");
        let to = server.stdin.take().expect("a pipe");
        let from = BufReader::new(server.stdout.take().expect("a pipe"));
        let path = project.root.join(file);
        let text = std::fs::read_to_string(&path).expect("the file to open");
        let uri = format!("file://{}", path.display());
        let mut editor = Self { server, to, from, uri, version: 1, requests: 0 };

        let root = format!("file://{}", project.root.display());
        editor.request(
            "initialize",
            &json!({
                "processId": null,
                "rootUri": root,
                "workspaceFolders": [{ "uri": root, "name": "project" }],
                "capabilities": {
                    "textDocument": {
                        "hover": { "contentFormat": ["markdown"] },
                        "completion": {
                            "completionItem": {
                                "labelDetailsSupport": true,
                                "resolveSupport": { "properties": ["documentation"] },
                            },
                            "completionItemKind": { "valueSet": (1..=25).collect::<Vec<_>>() },
                        },
                        "publishDiagnostics": {},
                        "diagnostic": {},
                        "codeAction": {
                            "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "refactor"] } },
                            "resolveSupport": { "properties": ["edit"] },
                        },
                    },
                    "window": { "workDoneProgress": true },
                    "experimental": { "serverStatusNotification": true },
                },
                "initializationOptions": { "cachePriming": { "enable": false } },
            }),
        );
        editor.notify("initialized", &json!({}));
        let document = json!({ "uri": editor.uri, "languageId": "rust", "version": 1, "text": text });
        editor.notify("textDocument/didOpen", &json!({ "textDocument": document }));
        editor.wait_until(Duration::from_mins(5), |_, message| {
            let Message::Notification(Notification { method, params }) = message else { return false };
            method == "experimental/serverStatus" && params["quiescent"] == true
        });
        editor
    }

    /// The answer to a request about a position in the open file; line and column count from 0.
    pub fn at(&mut self, method: &str, line: usize, column: usize) -> Value {
        let uri = self.uri.clone();
        let place = json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": column } });
        self.request(method, &place)
    }

    /// The hover text at a position, as Markdown.
    pub fn hover(&mut self, line: usize, column: usize) -> String {
        let hover = self.at("textDocument/hover", line, column);
        hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// Replaces the text of the open file, as typing does.
    pub fn type_over(&mut self, text: &str) {
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        self.notify(
            "textDocument/didChange",
            &json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
        );
    }

    /// The completions at a position.
    pub fn complete(&mut self, line: usize, column: usize) -> Vec<Value> {
        let answer = self.at("textDocument/completion", line, column);
        let items = if answer.is_array() { &answer } else { &answer["items"] };
        items.as_array().cloned().unwrap_or_default()
    }

    /// rust-analyzer's own diagnostics of the open file, without those of cargo.
    pub fn diagnostics(&mut self) -> Vec<Value> {
        let document = json!({ "textDocument": { "uri": self.uri } });
        let answer = self.request("textDocument/diagnostic", &document);
        answer["items"].as_array().cloned().unwrap_or_default()
    }

    /// The code actions at a position.
    pub fn actions(&mut self, line: usize, column: usize) -> Vec<Value> {
        let place = json!({ "line": line, "character": column });
        let parameters = json!({
            "textDocument": { "uri": self.uri },
            "range": { "start": place, "end": place },
            "context": { "diagnostics": [] },
        });
        let answer = self.request("textDocument/codeAction", &parameters);
        answer.as_array().cloned().unwrap_or_default()
    }

    /// The most memory that rust-analyzer held so far, in bytes; 0 where the system has no `/proc`.
    pub fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        peak.and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or_default() * 1024
    }

    /// Sends a request and waits for its answer.
    pub fn request(&mut self, method: &str, params: &Value) -> Value {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        let request = Request { id: id.clone(), method: method.to_owned(), params: params.clone() };
        self.send(&request.into());
        let answer = self.wait_until(
            Duration::from_mins(5),
            |_, message| matches!(message, Message::Response(response) if response.id == id),
        );
        let Message::Response(response) = answer else { return Value::Null };
        response.response_result.unwrap_or_else(|error| panic!("{method}: {error:?}"))
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&Notification { method: method.to_owned(), params: params.clone() }.into());
    }

    fn send(&mut self, message: &Message) {
        message.write(&mut self.to).expect("rust-analyzer accepts messages");
    }

    /// Reads messages until one satisfies `is_it`. Answers the server's own requests with null meanwhile.
    fn wait_until(&mut self, limit: Duration, mut is_it: impl FnMut(&mut Self, &Message) -> bool) -> Message {
        let start = Instant::now();
        loop {
            assert!(start.elapsed() < limit, "rust-analyzer did not answer within {limit:?}");
            let message = Message::read(&mut self.from).expect("a valid LSP message").expect("rust-analyzer runs");
            if let Message::Request(request) = &message {
                self.send(&lsp_server::Response::new_ok(request.id.clone(), Value::Null).into());
            }
            if is_it(self, &message) {
                return message;
            }
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
