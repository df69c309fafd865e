//! The format of a body that is not JSON.

use core::fmt;

use super::repair::trimmed;

/// The format of a body that is not JSON, by its first bytes.
///
/// ```
/// use errcode_runtime::reply::Format;
/// assert_eq!(Format::of(b"<!DOCTYPE html><title>502 Bad Gateway</title>"), Format::Html);
/// assert_eq!(Format::of(b"\x89PNG\r\n\x1A\n").to_string(), "an image（图片）");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// A page, often from a gateway or proxy in front of the server.
    Html,
    /// XML, which older payment interfaces send.
    Xml,
    /// PNG, JPEG, GIF, BMP or WebP.
    Image,
    /// Compressed data: the HTTP client did not undo the content encoding.
    Gzip,
    /// A text in UTF-8.
    Text,
    /// Anything else.
    Binary,
}

impl Format {
    /// The format of a body.
    ///
    /// ```
    /// # use errcode_runtime::reply::Format;
    /// assert_eq!(Format::of(b"<xml><return_code>FAIL</return_code></xml>"), Format::Xml);
    /// assert_eq!(Format::of(b"upstream timed out"), Format::Text);
    /// ```
    pub fn of(body: &[u8]) -> Self {
        let body = trimmed(body);
        let starts = |with: &[u8]| body.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
        let is_text = core::str::from_utf8(body).is_ok_and(|text| !text.contains('\0'));
        let has = |at: usize, bytes: &[u8]| body.get(at..).is_some_and(|rest| rest.starts_with(bytes));
        let is_image = [b"\x89PNG".as_slice(), b"\xFF\xD8\xFF", b"GIF87a", b"GIF89a"].iter().any(|magic| has(0, magic))
            || has(0, b"RIFF") && has(8, b"WEBP")
            // A text may begin with the same two letters, but in a BMP file, four reserved bytes are zero.
            || has(0, b"BM") && has(6, b"\0\0\0\0");
        if [b"<!doctype html".as_slice(), b"<html", b"<head", b"<body"].iter().any(|tag| starts(tag)) {
            Self::Html
        } else if starts(b"<") {
            Self::Xml
        } else if is_image {
            Self::Image
        } else if body.starts_with(b"\x1F\x8B") {
            Self::Gzip
        } else if is_text {
            Self::Text
        } else {
            Self::Binary
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Html => "an HTML page（网页）",
            Self::Xml => "XML",
            Self::Image => "an image（图片）",
            Self::Gzip => "gzip data（未解压的 gzip 数据）",
            Self::Text => "a text（文本）",
            Self::Binary => "binary data（二进制数据）",
        })
    }
}
