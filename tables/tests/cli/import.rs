//! `errcode import`: what it takes from a page, and what it says.

use std::fs;

use errcode_tables::Shipped;
use errcode_tables::import::update::{load, store};

use crate::{HEADER, INDEX, PAGE, Tables};

#[test]
fn the_shipped_tables_are_as_the_importer_writes_them() {
    for shipped in Shipped::all() {
        let rows = load(shipped.text()).unwrap();
        assert!(store(&rows).unwrap() == shipped.text().as_bytes(), "{}", shipped.file);
    }
}

#[test]
fn a_page_without_news_writes_nothing() {
    let tables = Tables::new("no_news");
    let said = "fruit: 3 rows on the page, 3 in the table\ncloud: 1 row on the page, 1 in the table\n\
        0 files changed; lines above that need a decision: 0\n";
    assert_eq!(tables.import(PAGE, &[]), (0, said.to_owned()));
    assert!(tables.is_untouched());
}

#[test]
fn news_are_written_and_said() {
    let tables = Tables::new("news");
    let page = PAGE
        .replace("0\tok\t成功\n7\tno pear\t\n", "9\tno fig\t\n7\tno pears\t\n0\tok\t成功\n")
        .replace("8\tno plum\t没有李\n", "");
    let said = "fruit: 3 rows on the page, 4 in the table\n\
        fruit 9: added: [\"no fig\"]\n\
        fruit 7: moved, now after 9\n\
        fruit 7: message \"no pear\" → \"no pears\"\n\
        fruit 8: not on the page any more; its row stays, at the end of the table, until you delete it\n\
        fruit 9: to fill in: kind, recovery, message_zh\n\
        cloud: 1 row on the page, 1 in the table\n";
    let (status, report) = tables.import(&page, &["--dry-run"]);
    assert_eq!((status, report), (3, format!("{said}2 files would change; lines above that need a decision: 4\n")));
    assert!(tables.is_untouched());

    for day in ["nonsense", "2026", "2026-13-01", "2026-3-4", "2026-03-04-05"] {
        let (status, report) = tables.import(&page, &["--date", day]);
        assert_eq!((status, report.contains("expected a date: YYYY-MM-DD")), (2, true), "{report}");
    }
    assert!(tables.is_untouched());
    let (status, report) = tables.import(&page, &["--date", "2026-03-04"]);
    assert_eq!((status, report), (3, format!("{said}2 files changed; lines above that need a decision: 4\n")));
    let rows = "9,NoFig,,,,no fig,,,,\n\
        7,NoPear,not_found,stop,,no pears,没有梨,zh,,注：也可能是苹果\n\
        0,Success,ok,none,,ok,成功,,,\n\
        8,NoPlum,not_found,stop,,no plum,没有李,,,\n";
    assert_eq!(tables.file("fruit.csv"), [HEADER, rows].concat());
    assert_eq!(tables.file("index.csv"), INDEX.replace("2025-01-02", "2026-03-04").replace(",3,\n", ",4,\n"));
}

#[test]
fn tables_of_other_pages_are_left_alone() {
    let tables = Tables::new("other_pages");
    let line = "pear,PearError,Pears,梨,,https://example.org,2025-01-02,1,果园\n";
    fs::write(tables.0.join("index.csv"), format!("{INDEX}{line}")).unwrap();
    let (status, report) = tables.import(PAGE, &[]);
    assert!(status == 0 && !report.contains("pear:"), "{report}");
    assert!(tables.file("index.csv").ends_with(line));
    // The same is true if the page has a section of that title, after the known sections or alone.
    let section = "梨\n错误码\t含义\n3\t没有梨\n反馈\n";
    for page in [PAGE.replace("反馈\n", section), section.to_owned()] {
        let (status, report) = tables.import(&page, &[]);
        assert!(status == 3 && !report.contains("pear:"), "{report}");
        assert!(tables.file("index.csv").ends_with(line) && !tables.0.join("pear.csv").exists());
    }
}

#[test]
fn sections_come_and_go() {
    let tables = Tables::new("sections");
    let (status, report) = tables.import(&PAGE.replace("云\n", "云开发\n"), &[]);
    assert_eq!(status, 3);
    for line in [
        "cloud: the page has 0 tables under the title 云; left as it is\n",
        "new section \"云开发\": 1 row; no table of this page has this title_zh\n",
        "new section \"云开发\": 1 of its codes are in cloud: was that table renamed?\n",
    ] {
        assert!(report.contains(line), "{report}");
    }
    assert!(tables.is_untouched());
    for (rows, is_renamed) in [("-1\t坏了\n5\t甲\n", true), ("-1\t坏了\n5\t甲\n6\t乙\n", false), ("5\t甲\n", false)]
    {
        let page = PAGE.replace("云\n", "云开发\n").replace("-1\t坏了\n", rows);
        let (_, report) = tables.import(&page, &[]);
        assert_eq!(report.contains("of its codes are in cloud: was that table renamed?"), is_renamed, "{report}");
    }
    // A new table needs only a row in the index.
    fs::write(tables.0.join("index.csv"), format!("{INDEX}wind,WindError,Wind,风,,https://example.com,,0,\n")).unwrap();
    let (status, report) = tables.import(&PAGE.replace("反馈", "风\n错误码\t含义\n3\t停了"), &[]);
    assert_eq!(status, 3);
    assert!(
        report.contains("wind 3: added: [\"停了\"]\nwind 3: to fill in: name, kind, recovery, message\n"),
        "{report}"
    );
    assert_eq!(tables.file("wind.csv"), [HEADER, "3,,,,,,停了,,,\n"].concat());
    assert!(tables.file("index.csv").ends_with("https://example.com,,1,\n"));
}

#[test]
fn a_table_is_left_alone_while_its_section_is_not_understood() {
    for (name, page, said) in [
        ("header", PAGE.replace("英文描述", "英语"), "fruit: unknown column `英语`\n"),
        ("code", PAGE.replace("错误码\t英文", "序列\t英文"), "fruit: expected a column of codes\n"),
        ("line", PAGE.replace("7\tno pear", "7\tno\npear"), "fruit: after 7: neither a row nor a title: \"pear\\t\"\n"),
        (
            "twice",
            [PAGE, "水果\n错误码\t含义\n3\t坏了\n"].concat(),
            "fruit: the page has 2 tables under the title 水果;",
        ),
        ("above", ["3\t坏了\n", PAGE].concat(), "new section \"\": above the first table: \"3\\t坏了\"\n"),
    ] {
        let tables = Tables::new(name);
        let (status, report) = tables.import(&page, &[]);
        assert!(status == 3 && report.contains(said), "{name}: {report}");
        assert!(tables.is_untouched(), "{name}");
    }
}

#[test]
fn a_note_on_the_whole_table_is_not_lost() {
    let tables = Tables::new("note");
    let (status, report) = tables.import(&PAGE.replace("稍等。", ""), &[]);
    assert_eq!(status, 3);
    assert!(report.contains("cloud: note on the whole table \"稍等。\" → \"\"; index.csv keeps it\n"), "{report}");
    assert!(tables.is_untouched());
    let (_, report) = tables.import(&PAGE.replace("稍等。", "等。"), &[]);
    assert!(report.contains("cloud: note on the whole table \"稍等。\" → \"等。\"; taken\n"), "{report}");
    assert_eq!(tables.file("index.csv"), INDEX.replace("稍等。", "等。"));
}

#[test]
fn html_gives_what_copied_text_gives() {
    let tables = Tables::new("html");
    let page = "<!DOCTYPE html><title>错误码</title><ul><li>水果<li>云</ul>\
        <h3><a aria-hidden=true>#</a> 水果</h3><table><tr><th>错误码<th>英文描述<th>中文描述\
        <tr><td><code>0</code><td>ok<td>成功<tr><td>7<td>no&nbsp;pear<td><tr><td>8<td>no<br>plum<td>没有李</table>\
        <h3>云</h3><p>稍等。</p><table><tr><th>错误码<th>含义<tr><td>-1<td>坏了</table><p>反馈";
    let (status, report) = tables.import(page, &[]);
    assert_eq!(status, 0, "{report}");
    assert!(tables.is_untouched());
}

#[test]
fn what_is_no_page_is_refused() {
    let tables = Tables::new("no_page");
    for page in ["", "反馈\n", "<p>反馈", "错误码 含义\n1 坏了\n"] {
        let (status, report) = tables.import(page, &[]);
        assert!(status == 1 && report.contains("no table with a header row"), "{page}: {report}");
    }
    assert!(tables.is_untouched());
}
