//! The contents of rustdoc's pages and the results of their search, in headless Chromium.
//!
//! Where Chromium is not installed, the tests count as ignored, which needs a harness of their own. `.ci/full` installs
//! Chromium. Screenshots for people to look at are left in `target/errcode-tests/screenshots`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot continue should stop")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use errcode_tests::cargo::{Project, scratch, succeed, workspace};
use errcode_tests::harness;
use scraper::{ElementRef, Html, Selector};

const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

fn main() {
    harness::run(
        browser().is_some(),
        "CHROMIUM IS NOT INSTALLED: the docs are not tested in a browser. apt-get install chromium",
        [("codes_and_names_lead_to_their_texts", codes_and_names_lead_to_their_texts)],
    )
}

fn browser() -> Option<&'static str> {
    BROWSERS
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok_and(|version| version.status.success()))
}

fn codes_and_names_lead_to_their_texts() {
    let pages = Pages::of_a_users_crate(browser().unwrap());
    for (query, variant, text) in [
        ("40001", "InvalidCredential", "获取 access_token 时 AppSecret 错误"),
        ("45009", "DailyQuotaExceeded", "接口调用超过限制"),
        ("InvalidOauthCode", "InvalidOauthCode", "无效的 oauth_code"),
        // Codes that are texts.
        ("isv.LIMIT", "IsvLimit", "调用过于频繁"),
        ("42P01", "NoSuchTable", "没有这张表"),
    ] {
        let results = pages.load(&format!("docs/index.html?search={query}"));
        let link = Selector::parse("#search a[href*='variant.']").unwrap();
        let first = results.select(&link).next().unwrap_or_else(|| panic!("the search for {query} finds nothing"));
        let target = first.attr("href").unwrap();
        assert!(target.ends_with(&format!("#variant.{variant}")), "{query} leads to {target}");
        pages.photograph(&format!("docs/index.html?search={query}"), &format!("search-{query}"));

        let target = format!("docs/{}", target.rsplit_once("docs/").map_or(target, |(_, page)| page));
        let doc = shown(&pages.load(&target), variant);
        assert!(doc.contains(text), "{target} shows\n{doc}");
    }
    pages.photograph("docs/enum.CommonError.html", "enum");
    let hostile = pages.load("docs/enum.TextsError.html");
    pages.photograph("docs/enum.TextsError.html", "hostile");
    for (variant, text) in [
        ("Text4", "``` rust"),
        ("Text6", "<script>alert(1)</script> <b> &amp; <!-- -->"),
        ("Text7", "[link](https://example.com) [other][ref]"),
        ("Text8", "# heading"),
        ("Text8", "|---|---|"),
    ] {
        assert!(shown(&hostile, variant).contains(text), "{variant}: {}", shown(&hostile, variant));
    }
    for element in ["h1", "li", "blockquote", "table", "pre", "script", "img", "code + code"] {
        let within = Selector::parse(&format!(".variants .docblock {element}")).unwrap();
        assert_eq!(hostile.select(&within).count(), 0, "a table's text became markup: <{element}>");
    }
    let page = fs::metadata(pages.folder.join("docs/enum.GeneralError.html")).unwrap().len();
    println!("enum.GeneralError.html has {} KB; screenshots are in {}", page / 1000, pages.screenshots.display());
}

/// The text of the page below a variant.
fn shown(page: &Html, variant: &str) -> String {
    let section = Selector::parse(&format!("[id='variant.{variant}']")).unwrap();
    let section = page.select(&section).next().unwrap_or_else(|| panic!("no variant {variant}"));
    let docblock = section.next_siblings().find_map(ElementRef::wrap).unwrap();
    docblock.text().collect()
}

struct Pages {
    browser: &'static str,
    folder: PathBuf,
    screenshots: PathBuf,
}

impl Pages {
    /// The docs of a crate with shipped tables, a table of text codes, and a table whose texts look like markup.
    fn of_a_users_crate(browser: &'static str) -> Self {
        // A target folder of its own, because the search covers all crates in the same folder.
        let project = Project::scratch("docs", "").with_own_target();
        let hostile = workspace().join("tests/fixtures/hygiene/hostile/texts.csv");
        project.write("texts.csv", fs::read(hostile).unwrap());
        project.write("pay.csv", fs::read(workspace().join("tests/tables/pay.csv")).unwrap());
        let tables = ["common", "general", "texts.csv", "pay.csv"]
            .map(|table| format!("errcode_runtime::errcodes!({table:?});\n"));
        project.write("src/lib.rs", format!("//! A client.\n{}", tables.concat()));
        let mut doc = project.cargo(&["doc", "--quiet", "--no-deps"]);
        doc.env("RUSTDOCFLAGS", "-D warnings -D rustdoc::all");
        succeed(doc);
        let screenshots = scratch().join("screenshots");
        fs::create_dir_all(&screenshots).unwrap();
        Self { browser, folder: project.root.join("target/doc"), screenshots }
    }

    /// Runs Chromium on one page. With a virtual time budget, the page's scripts finish without real waiting.
    fn chromium(&self, page: &str) -> Command {
        let mut command = Command::new(self.browser);
        command.args(["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]);
        command.args(["--virtual-time-budget=60000", "--window-size=1000,1180"]);
        command.arg(format!("--user-data-dir={}", scratch().join("chromium").display()));
        command.env("LANG", "zh_CN.UTF-8");
        command.arg(format!("file://{}/{page}", self.folder.display()));
        command
    }

    /// The page after its scripts have run.
    fn load(&self, page: &str) -> Html {
        let mut command = self.chromium(page);
        command.arg("--dump-dom");
        Html::parse_document(&String::from_utf8_lossy(&succeed(command).stdout))
    }

    fn photograph(&self, page: &str, name: &str) {
        let file = self.screenshots.join(format!("{name}.png"));
        let mut command = self.chromium(page);
        command.arg(format!("--screenshot={}", file.display()));
        succeed(command);
        assert!(fs::metadata(file).is_ok_and(|file| file.len() > 1000), "no screenshot of {page}");
    }
}
