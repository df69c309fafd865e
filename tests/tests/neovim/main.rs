//! What Neovim shows of a variant, with rust-analyzer, in a terminal: `tests/neovim.svg`, the READMEs' picture of a hover.
//!
//! `ERRCODE_BLESS=1 cargo test -p errcode-tests --test neovim` writes the picture anew. Where Neovim or rust-analyzer is not installed
//! the test counts as ignored: that is why it brings a harness of its own.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop")]

mod drawing;
#[allow(dead_code, unreachable_pub, reason = "a file of a user's crate, which the picture shows")]
mod scene;
mod terminal;

use core::time::Duration;
use std::fs;
use std::process::Command;

use errcode_tables::Endpoint;
use errcode_tests::cargo::{Project, scratch, succeed, workspace};
use errcode_tests::harness;
use errcode_tests::lsp::Editor;
use portable_pty::CommandBuilder;
use scene::LoginError;
use terminal::Terminal;
use vt100::Screen;

const SCENE: &str = include_str!("scene.rs");
/// Rows and columns of the terminal.
const SIZE: (u16, u16) = (28, 96);
const LIMIT: Duration = Duration::from_mins(5);

fn main() {
    let has_neovim = Command::new("nvim").arg("--version").output().is_ok_and(|version| version.status.success());
    harness::run(
        has_neovim && Editor::is_installed(),
        "NEOVIM OR rust-analyzer IS NOT INSTALLED: the picture of a hover is not drawn. apt-get install neovim; \
         rustup component add rust-analyzer",
        [("a_hover_has_all_texts", a_hover_has_all_texts)],
    )
}

fn a_hover_has_all_texts() {
    let project = Project::scratch("mini-program", "");
    project.write("src/lib.rs", "pub mod login;\n");
    project.write("src/login.rs", SCENE);
    project.succeed(&["check", "--quiet"]);

    let mut neovim = Terminal::start(neovim(&project), SIZE);
    neovim.wait_until(LIMIT, |screen| screen.contents().contains("rust-analyzer: ok"));
    let line = SCENE.lines().position(|line| line.contains("InvalidJsCode =>")).unwrap() + 1;
    neovim.press(&format!("{line}GfIK"));
    // The cursor is hidden while something is drawn.
    let screen = neovim.wait_until(LIMIT, |screen| screen.contents().contains('╯') && !screen.hide_cursor());

    let hover = hover(screen);
    let (error, endpoint) = (LoginError::InvalidJsCode, Endpoint::find("code2Session").unwrap());
    let (kind, recovery) = (error.kind(), error.recovery());
    for text in [
        &format!("{} {}：{}", error.code(), endpoint.title_zh, error.message_zh()),
        error.message(),
        &format!("{kind} · {recovery}：{} / {}", recovery.advice_zh(), recovery.advice()),
        error.note_zh().unwrap(),
    ] {
        assert!(hover.contains(&letters(text)), "{text} is not in the hover:\n{}", screen.contents());
    }

    let picture = workspace().join("tests/neovim.svg");
    let made_by = ["nvim", "rust-analyzer"].map(version).join(", ");
    if std::env::var_os("ERRCODE_BLESS").is_some() {
        fs::write(&picture, drawing::svg(screen, &made_by)).unwrap();
    }
    let known = fs::read_to_string(&picture).unwrap();
    // Other versions may show the same in another way.
    if known.contains(&made_by) {
        let is_current = known == drawing::svg(screen, &made_by);
        assert!(
            is_current,
            "the picture is out of date: run ERRCODE_BLESS=1 cargo test -p errcode-tests --test neovim"
        );
    } else {
        println!("tests/neovim.svg was made by other versions than {made_by}: it is not compared");
    }
}

/// Neovim with the file of the scene, and nothing of the user's own.
fn neovim(project: &Project) -> CommandBuilder {
    let mut command = CommandBuilder::new("nvim");
    command.cwd(&project.root);
    command.args(["--clean", "-n", "-u"]);
    command.arg(workspace().join("tests/tests/neovim/init.lua"));
    command.arg("src/login.rs");
    command.env("TERM", "xterm-256color");
    command.env("LC_ALL", "C.UTF-8");
    for folder in ["XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(folder, scratch().join("neovim"));
    }
    command
}

/// The letters in the frame.
fn hover(screen: &Screen) -> String {
    screen.rows(0, SIZE.1).filter_map(|row| Some(letters(row.split_once('│')?.1.rsplit_once('│')?.0))).collect()
}

/// A text without spaces, as lines are broken anywhere, and without the marks of code, which later versions hide.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '`').collect()
}

/// A program's name and number, without the build's.
fn version(program: &str) -> String {
    let mut command = Command::new(program);
    command.arg("--version");
    let version = String::from_utf8(succeed(command).stdout).unwrap();
    version.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}
