//! The endpoints of WeChat's servers, and the codes that each of them can return.

use core::fmt;

use crate::read::nearest;
use crate::shipped::Shipped;

/// The endpoints, a line for each. No cell has a comma, a quote or a line break, as a test checks. So a line can be split without a CSV
/// reader, and only when its endpoint is needed.
const ENDPOINTS: &str = include_str!("../endpoints.csv");

/// An endpoint, as its page describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Endpoint {
    /// The name on its page: `getPhoneNumber`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path, without the host.
    pub path: &'static str,
    /// The title, in English.
    pub title: &'static str,
    /// The title of the page.
    pub title_zh: &'static str,
    /// The product, and the group within the product: `用户信息/手机号`.
    pub product: &'static str,
    /// The address of the page; empty if it is not known.
    pub page: &'static str,
    /// The month or day of the page: YYYY-MM or YYYY-MM-DD.
    pub date: &'static str,
    /// The codes on the page. A code whose row is not the first one in the tables is followed by the row's name: `210003=Name`.
    codes: &'static str,
}

/// Why no endpoint was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoEndpoint {
    /// No endpoint has this name or path.
    Unknown,
    /// These endpoints have this name.
    Several(Vec<Endpoint>),
    /// The endpoint of this path has this method instead.
    OtherMethod(&'static str),
}

impl Endpoint {
    /// The API of all endpoints, as [`Shipped::api`] returns it.
    pub const API: &str = "WeChat";
    /// The file that lists them.
    pub const FILE: &str = "endpoints.csv";

    /// Every endpoint, in the order of the file.
    ///
    /// ```
    /// use errcode_tables::Endpoint;
    /// assert!(Endpoint::all().count() >= 487); // as many as the pages of 2026 had
    /// ```
    pub fn all() -> impl Iterator<Item = Self> {
        ENDPOINTS.lines().skip(1).filter_map(Self::parse)
    }

    fn parse(line: &'static str) -> Option<Self> {
        let mut cells = line.split(',');
        let mut cell = || cells.next();
        Some(Self {
            name: cell()?,
            method: cell()?,
            path: cell()?,
            title: cell()?,
            title_zh: cell()?,
            product: cell()?,
            page: cell()?,
            date: cell()?,
            codes: cell()?,
        })
    }

    /// The endpoint of this name, or of this path, with or without its method.
    ///
    /// ```
    /// use errcode_tables::Endpoint;
    /// let endpoint = Endpoint::find("POST /wxa/business/getuserphonenumber").unwrap();
    /// assert_eq!(endpoint.name, "getPhoneNumber");
    /// ```
    ///
    /// # Errors
    ///
    /// If there is none, if several have the name, or if the endpoint has another method.
    pub fn find(wanted: &str) -> Result<Self, NoEndpoint> {
        let wanted = wanted.trim();
        let (method, wanted) = match wanted.split_once(' ') {
            Some((method, path)) => (Some(method), path.trim_start()),
            None => (None, wanted),
        };
        // Search the whole line first, which is cheap: most lines need not be split.
        let is_path = wanted.contains('/');
        let may_be = |line: &&str| if is_path { line.contains(wanted) } else { line.starts_with(wanted) };
        let is_it = |endpoint: &Self| if is_path { endpoint.path == wanted } else { endpoint.name == wanted };
        let lines = ENDPOINTS.lines().skip(1).filter(may_be);
        let mut found: Vec<Self> = lines.filter_map(Self::parse).filter(is_it).collect();
        let first = found.first().map(|endpoint| endpoint.method);
        found.retain(|endpoint| method.is_none_or(|method| endpoint.method == method));
        match (&*found, first) {
            ([endpoint], _) => Ok(*endpoint),
            ([], Some(method)) => Err(NoEndpoint::OtherMethod(method)),
            ([], None) => Err(NoEndpoint::Unknown),
            _ => Err(NoEndpoint::Several(found)),
        }
    }

    /// The name or path that is nearest to a misspelled one. For a whole address, its path is compared.
    ///
    /// ```
    /// use errcode_tables::Endpoint;
    /// assert_eq!(Endpoint::nearest("getPhoneNumbers"), Some("getPhoneNumber"));
    /// ```
    pub fn nearest(wanted: &str) -> Option<&'static str> {
        // Remove the scheme, the host, and everything after the path.
        let path = wanted.trim().split_once("://").map_or(wanted.trim(), |(_, rest)| rest);
        let path = path.find('/').map_or(path, |at| &path[at..]);
        let path = path.split(['?', '#', ' ']).next().unwrap_or(path).trim_end_matches('/');
        if !path.contains('/') {
            return nearest(path, Self::all().map(|endpoint| endpoint.name));
        }
        let of_path = || Self::all().map(|endpoint| endpoint.path);
        of_path().find(|other| *other == path).or_else(|| nearest(path, of_path()))
    }

    /// The codes on its page, in the order of the page. A code whose row is not the first one in [`tables`](Self::tables) comes with the
    /// name of its row.
    pub fn codes(self) -> impl Iterator<Item = (i64, Option<&'static str>)> {
        self.codes.split_ascii_whitespace().filter_map(|cell| match cell.split_once('=') {
            Some((code, name)) => Some((code.parse().ok()?, Some(name))),
            None => Some((cell.parse().ok()?, None)),
        })
    }

    /// The tables that have its codes. If several tables have a code, the first one counts. The product's own tables come first.
    pub fn tables(self) -> Vec<&'static Shipped> {
        let product = self.product.split('/').next().unwrap_or_default();
        let of_product = |shipped: &&Shipped| shipped.products.iter().any(|other| other == product);
        let (own, others): (Vec<_>, Vec<_>) =
            Shipped::all().iter().filter(of_product).partition(|shipped| shipped.is_of_product());
        let for_all = ["common", "general"].iter().filter_map(|table| Shipped::find(table));
        own.into_iter().chain(for_all).chain(others).collect()
    }

    /// Its codes as a table: the lines of their rows, in the order of the page.
    pub fn text(self) -> String {
        let tables = self.tables();
        // A table can lack only the last columns, so the longest header fits the lines of all tables.
        let header = tables.iter().map(|shipped| shipped.header()).max_by_key(|header| header.len());
        let mut text = header.unwrap_or_default().to_owned();
        for (code, name) in self.codes() {
            let mut lines = tables.iter().flat_map(|shipped| shipped.lines_of(code));
            text.extend(lines.find(|line| name.is_none_or(|name| line.split(',').nth(1) == Some(name))));
        }
        text
    }

    /// The enum that the short form makes.
    ///
    /// ```
    /// use errcode_tables::Endpoint;
    /// assert_eq!(Endpoint::find("code2Session").unwrap().enum_name(), "Code2SessionError");
    /// assert_eq!(Endpoint::find("freepublish_get").unwrap().enum_name(), "FreepublishGetError");
    /// ```
    pub fn enum_name(self) -> String {
        let words = self.name.split(|c: char| !c.is_ascii_alphanumeric());
        let capital = |word: &str| {
            word.chars().take(1).map(|first| first.to_ascii_uppercase()).chain(word.chars().skip(1)).collect::<String>()
        };
        words.map(capital).chain(["Error".to_owned()]).collect()
    }
}

/// `POST /wxa/business/getuserphonenumber`
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a test that cannot continue should stop")]
mod tests {
    use std::collections::HashSet;

    use super::{ENDPOINTS, Endpoint, NoEndpoint};
    use crate::read::{Format, Numbers, Row, read};
    use crate::shipped::Shipped;

    #[test]
    fn every_line_is_an_endpoint() {
        assert_eq!(ENDPOINTS.lines().next(), Some("endpoint,method,path,title,title_zh,product,page,date,codes"));
        assert!(!ENDPOINTS.contains(['"', '\r', '\t']) && ENDPOINTS.ends_with('\n'));
        assert!(ENDPOINTS.lines().all(|line| line.split(',').count() == 9));
        let mut paths = HashSet::new();
        for endpoint in Endpoint::all() {
            let Endpoint { name, method, path, title, title_zh, product, page, date, codes } = endpoint;
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.'), "{name}");
            assert!(["GET", "POST"].contains(&method) && path.starts_with('/') && paths.insert(path), "{endpoint}");
            assert!(
                [name, title, title_zh, product].iter().all(|cell| !cell.is_empty() && cell.trim() == *cell),
                "{name}"
            );
            assert!(title.is_ascii() && name.starts_with(|c: char| c.is_ascii_alphabetic()), "{name}");
            assert!(page.is_empty() || page.starts_with("https://developers.weixin.qq.com/"), "{name}");
            assert!(date.len() >= "2026-07".len() && date.split('-').all(|part| part.parse::<u16>().is_ok()), "{name}");
            assert_eq!(
                endpoint.codes().count(),
                codes.split_ascii_whitespace().count(),
                "{name}: a code is not a number"
            );
            let distinct: HashSet<i64> = endpoint.codes().map(|(code, _)| code).collect();
            assert_eq!(distinct.len(), endpoint.codes().count(), "{name}: a code is listed twice");
        }
    }

    /// Fails for a code without a row, a name that no row has, or a product without a table.
    #[test]
    fn every_code_has_a_row() {
        for endpoint in Endpoint::all() {
            let product = endpoint.product.split('/').next().unwrap_or_default();
            let own = endpoint.tables().into_iter().filter(|shipped| shipped.is_of_product()).count();
            assert_eq!(own, 1, "{product}: its tables in index.csv");
            let text = endpoint.text();
            let read = read(text.as_bytes(), None, &Format::default());
            let rows = &read.table.rows;
            for (nth, (code, name)) in endpoint.codes().enumerate() {
                let row = rows.get(nth).unwrap_or_else(|| panic!("{endpoint}: no row for {code}"));
                assert_eq!(row.codes.numbers().and_then(Numbers::single), Some(code), "{endpoint}");
                assert!(name.is_none_or(|name| row.name == name), "{endpoint}: {code} {name:?}");
                let mut own = endpoint.tables().into_iter().flat_map(|shipped| read_lines(shipped, code));
                let own = own.find(|own| own.name == row.name);
                assert_eq!(own.as_ref().map(Row::content), Some(row.content()), "{endpoint}: {code}");
            }
            assert_eq!(rows.len(), endpoint.codes().count(), "{endpoint}");
            assert!(
                rows.is_empty() || read.problems.is_empty() && read.table.classified,
                "{endpoint}: {:?}",
                read.problems
            );
        }
        // A name in the list is needed only where the first row of the code has another name.
        for endpoint in Endpoint::all() {
            for (code, name) in endpoint.codes() {
                let tables = endpoint.tables();
                let first = tables.iter().flat_map(|shipped| shipped.lines_of(code)).next().unwrap_or_default();
                assert!(name.is_none() || first.split(',').nth(1) != name, "{endpoint}: {code} needs no name");
            }
        }
        let products: HashSet<&str> =
            Endpoint::all().filter_map(|endpoint| endpoint.product.split('/').next()).collect();
        for product in Shipped::all().iter().flat_map(|shipped| &shipped.products) {
            assert!(products.contains(product.as_str()), "index.csv: no endpoint is of the product {product}");
        }
    }

    /// The rows of a table for a code, read under its own header.
    fn read_lines(shipped: &'static Shipped, code: i64) -> Vec<Row<'static>> {
        let read_line = |line: &'static str| {
            let text: &'static str = Box::leak((shipped.header().to_owned() + line).into_boxed_str());
            read(text.as_bytes(), None, &Format::default()).table.rows
        };
        shipped.lines_of(code).flat_map(read_line).collect()
    }

    /// Lines of several tables are read under one header.
    #[test]
    fn columns_that_some_tables_lack_are_the_last() {
        let headers = || Shipped::all().iter().map(|shipped| shipped.header().trim_end());
        let longest = headers().max_by_key(|header| header.len()).unwrap_or_default();
        for header in headers() {
            assert!(longest.starts_with(header), "{header} is no beginning of {longest}");
        }
    }

    #[test]
    fn an_endpoint_is_found_by_name_or_path() {
        let name = |wanted: &str| Endpoint::find(wanted).map(|endpoint| endpoint.name);
        for wanted in [
            "code2Session",
            " code2Session ",
            "/sns/jscode2session",
            "GET /sns/jscode2session",
            " GET  /sns/jscode2session\n",
        ] {
            assert_eq!(name(wanted), Ok("code2Session"), "{wanted}");
        }
        assert_eq!(Endpoint::find("POST /sns/jscode2session"), Err(NoEndpoint::OtherMethod("GET")));
        let near = |wanted: &str| (name(wanted).err(), Endpoint::nearest(wanted));
        let unknown = |near| (Some(NoEndpoint::Unknown), near);
        assert_eq!(near("code2session"), unknown(Some("code2Session")));
        assert_eq!(near("/sns/jscodetosession"), unknown(Some("/sns/jscode2session")));
        for address in [
            "https://api.weixin.qq.com/sns/jscode2session?appid=APPID",
            "api.weixin.qq.com/sns/jscode2session",
            "/sns/jscode2session/",
            "/sns/jscode2session?a=b",
        ] {
            assert_eq!(near(address), unknown(Some("/sns/jscode2session")), "{address}");
        }
        for wanted in ["", " ", "/", "GET ", "x", "code2Session,GET,/sns", "sns/"] {
            assert_eq!(near(wanted), unknown(None), "{wanted}");
        }
        // Two names that differ in case.
        assert_eq!(name("updateBusiness"), Ok("updateBusiness"));
        assert_eq!(name("updatebusiness"), Ok("updatebusiness"));
        let Err(NoEndpoint::Several(several)) = Endpoint::find("getOrder") else { panic!("three have this name") };
        assert_eq!(several.len(), 3);
        for endpoint in Endpoint::all() {
            assert_eq!([endpoint.path, &endpoint.to_string()].map(Endpoint::find), [Ok(endpoint), Ok(endpoint)]);
        }
    }
}
