//! Items of a list that carry codes of their own.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde_core::de::DeserializeOwned;

use super::codes::Outcome;
use super::decode::{DEPTH, MAX_LENGTH, code, is_success, read};
use super::envelope::Envelope;
use super::excerpt::excerpt;
use super::repair::trimmed;
use super::scan::{Key, Scan};
use super::string;
use super::tail::Tail;
use super::verdict::Verdict;
use crate::ErrorEnum;
use crate::show::Shown;

/// How deep lists may nest for their items to be found. An item is read once more for each item that contains it.
const LISTS: usize = 8;

/// The items of lists that have an error of their own, in a reply that succeeded as a whole.
///
/// A call for many users at once may succeed as a whole but fail for some of them. [`decode`](super::decode()) then reports no error,
/// since the other users were served. This function finds the items that failed, in every list of the reply, by the keys of
/// [`Envelope::WECHAT`](Envelope::WECHAT) that hold codes of the enum.
///
/// An item is an object in a list; lists may be nested up to eight deep. Items come in the order in which they end. The iterator ends
/// where the JSON is broken; for a body longer than [`MAX_LENGTH`] it is empty.
///
/// ```
/// use errcode_runtime::{errcodes, reply};
/// errcodes!("common");
///
/// let body = br#"{"errcode":0,"list":[{"openid":"a","errcode":0},{"openid":"b","errcode":40003,"errmsg":"invalid openid rid: 1-2"}]}"#;
/// reply::decode::<(), CommonError>(body)?;
/// let failed: Vec<_> = reply::items::<CommonError>(body).collect();
/// assert_eq!(failed.len(), 1);
/// let item = &failed[0];
/// assert_eq!((&*item.list(), item.index(), item.code(), item.message()), ("list", 1, CommonError::from(40003), "invalid openid"));
/// # Ok::<(), reply::ReplyError<CommonError>>(())
/// ```
pub fn items<E: ErrorEnum>(body: &[u8]) -> impl Iterator<Item = Item<'_, E>> {
    items_with(Envelope::WECHAT, body)
}

/// Like [`items`], with the keys of this envelope. Its paths begin at the item.
///
/// ```
/// use errcode_runtime::{errcodes, reply::{self, Envelope}};
/// errcodes!("common");
///
/// let body = br#"{"results":[{"status":{"code":-1}},{"status":{"code":0}}]}"#;
/// let envelope = Envelope::new(&[("status.code", "status.text")]);
/// let indexes: Vec<usize> = reply::items_with::<CommonError>(envelope, body).map(|item| item.index()).collect();
/// assert_eq!(indexes, [0]);
/// ```
pub fn items_with<'b, 'k, E: ErrorEnum>(
    envelope: Envelope<'k>,
    body: &'b [u8],
) -> impl Iterator<Item = Item<'b, E>> + use<'b, 'k, E> {
    let json = trimmed(body);
    let cursor = Scan::at_value(if json.len() > MAX_LENGTH { &[] } else { json });
    Items {
        envelope,
        cursor,
        open: Vec::new(),
        lists: 0,
        is_value_next: true,
        path: String::new(),
        in_path: 0,
        of: PhantomData,
    }
}

/// An item of a list with an error of its own.
///
/// ```
/// # use errcode_runtime::{errcodes, reply};
/// # errcodes!("common");
/// let mut items = reply::items::<CommonError>(br#"{"list":[{"errcode":-1,"errmsg":"busy","openid":"b"}]}"#);
/// let item = items.next().unwrap();
/// assert_eq!((item.code(), item.errmsg()), (CommonError::SystemBusy, "busy"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Item<'b, E> {
    path: Box<str>,
    list: Option<Key<'b>>,
    index: usize,
    code: E,
    errmsg: String,
    json: &'b [u8],
}

impl<'b, E: Clone> Item<'b, E> {
    /// The path of the item, in one line for a log; cut if it is long.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply};
    /// # errcodes!("common");
    /// let mut items = reply::items::<CommonError>(br#"{"data":{"user_list":[{},{"errcode":-1}]}}"#);
    /// assert_eq!(items.next().unwrap().path(), "data.user_list[1]");
    /// ```
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The key of the list that the item is in; empty for a list inside a list.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply};
    /// # errcodes!("common");
    /// let mut items = reply::items::<CommonError>(br#"{"data":{"user_list":[{"errcode":-1}]}}"#);
    /// assert_eq!(items.next().unwrap().list(), "user_list");
    /// ```
    pub fn list(&self) -> Cow<'b, str> {
        self.list.map_or(Cow::Borrowed(""), Key::text)
    }

    /// The position in that list, from 0.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply};
    /// # errcodes!("common");
    /// let mut items = reply::items::<CommonError>(br#"[{"errcode":0},7,{"errcode":-1}]"#);
    /// assert_eq!(items.next().unwrap().index(), 2);
    /// ```
    pub fn index(&self) -> usize {
        self.index
    }

    /// The code of the item.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply};
    /// # errcodes!("common");
    /// let mut items = reply::items::<CommonError>(br#"{"list":[{"errcode":"-1"}]}"#);
    /// assert_eq!(items.next().unwrap().code(), CommonError::SystemBusy);
    /// ```
    pub fn code(&self) -> E {
        self.code.clone()
    }

    /// The message of the item, raw; empty if it has none.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply};
    /// # errcodes!("common");
    /// let mut items = reply::items::<CommonError>(br#"{"list":[{"errcode":-1,"errmsg":"busy rid: 1-2"}]}"#);
    /// assert_eq!(items.next().unwrap().errmsg(), "busy rid: 1-2");
    /// ```
    pub fn errmsg(&self) -> &str {
        &self.errmsg
    }

    /// The message without the parts that the server appended; see [`Tail::message`].
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply};
    /// # errcodes!("common");
    /// let mut items = reply::items::<CommonError>(br#"{"list":[{"errcode":-1,"errmsg":"busy rid: 1-2"}]}"#);
    /// assert_eq!(items.next().unwrap().message(), "busy");
    /// ```
    pub fn message(&self) -> &str {
        Tail::of(&self.errmsg).message()
    }

    /// The raw JSON of the item.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply};
    /// # errcodes!("common");
    /// let mut items = reply::items::<CommonError>(br#"{"list":[{"errcode":-1}]}"#);
    /// assert_eq!(items.next().unwrap().json(), br#"{"errcode":-1}"#);
    /// ```
    pub fn json(&self) -> &'b [u8] {
        self.json
    }

    /// Reads the item into a type of yours.
    ///
    /// ```
    /// # use errcode_runtime::{errcodes, reply};
    /// # use serde::Deserialize;
    /// # errcodes!("common");
    /// #[derive(Deserialize)]
    /// struct User {
    ///     openid: String,
    /// }
    ///
    /// let mut items = reply::items::<CommonError>(br#"{"list":[{"errcode":-1,"openid":"b"}]}"#);
    /// assert_eq!(items.next().unwrap().read::<User>()?.openid, "b");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The item does not fit the type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        // It is not known whether the item has control characters: `true` is always right.
        read(self.json, true)
    }
}

impl<E: fmt::Debug> fmt::Debug for Item<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Item");
        shown.field("path", &self.path).field("code", &self.code);
        shown.field("errmsg", &excerpt(self.errmsg.as_bytes())).field("json", &excerpt(self.json)).finish()
    }
}

/// One pass over a reply, with a stack of the open lists and objects.
struct Items<'b, 'k, E> {
    envelope: Envelope<'k>,
    cursor: Scan<'b>,
    open: Vec<Open<'b>>,
    /// How many of those are lists.
    lists: usize,
    /// Whether a value comes next, rather than a comma or a closing bracket.
    is_value_next: bool,
    /// The path of the item that failed last.
    path: String,
    /// How many of `open`, from the outermost, have not changed since then. What `path` says of them holds, so that a path is not made
    /// anew for each item: it may lead through thousands of objects.
    in_path: usize,
    of: PhantomData<fn() -> E>,
}

/// A list or an object that is open.
struct Open<'b> {
    start: usize,
    container: Container<'b>,
    /// The length of `Items::path` up to here, if this one is in it.
    path_length: usize,
}

enum Container<'b> {
    /// The key that the list is under, and the index of the current item.
    List(Option<Key<'b>>, usize),
    /// The key of the current member.
    Object(Option<Key<'b>>),
}

impl<'b, E: ErrorEnum> Items<'b, '_, E> {
    /// The next item that failed; `None` at the end, and where the JSON is broken or too deep.
    fn advance(&mut self) -> Option<Item<'b, E>> {
        loop {
            self.cursor.skip_blanks();
            if self.is_value_next {
                self.is_value_next = false;
                match self.cursor.peek()? {
                    bracket @ (b'{' | b'[') => self.open(bracket)?,
                    b'"' => drop(self.cursor.skip_string()?),
                    _ => self.cursor.skip_literal()?,
                }
                continue;
            }
            let around = self.open.len().checked_sub(1)?;
            self.in_path = self.in_path.min(around);
            let open = &mut self.open[around];
            match (self.cursor.bump()?, &mut open.container) {
                (b',', Container::List(_, index)) => {
                    *index += 1;
                    self.is_value_next = true;
                }
                (b',', Container::Object(key)) => {
                    self.cursor.skip_blanks();
                    *key = Some(self.cursor.key()?);
                    self.is_value_next = true;
                }
                (b']', Container::List(..)) => {
                    self.lists -= 1;
                    self.open.pop();
                }
                (b'}', Container::Object(_)) => {
                    let object = &self.cursor.json[open.start..self.cursor.at()];
                    self.open.pop();
                    if let Some(item) = self.item(object) {
                        return Some(item);
                    }
                }
                _ => return None,
            }
        }
    }

    /// Opens a list or an object, and skips to its first value.
    fn open(&mut self, bracket: u8) -> Option<()> {
        if self.open.len() == DEPTH {
            return None;
        }
        let start = self.cursor.at();
        let under = match self.open.last() {
            Some(Open { container: Container::Object(key), .. }) => *key,
            _ => None,
        };
        self.cursor.bump()?;
        self.cursor.skip_blanks();
        // In ASCII, a closing bracket is two after its opening bracket.
        let is_empty = self.cursor.peek()? == bracket + 2;
        self.is_value_next = !is_empty;
        let container = if bracket == b'[' {
            self.lists += 1;
            Container::List(under, 0)
        } else {
            Container::Object(if is_empty { None } else { Some(self.cursor.key()?) })
        };
        self.open.push(Open { start, container, path_length: 0 });
        Some(())
    }

    /// The item for an object in a list, if it failed. `self.open` is what encloses the object.
    fn item(&mut self, json: &'b [u8]) -> Option<Item<'b, E>> {
        let Some(&Open { container: Container::List(list, index), .. }) = self.open.last() else { return None };
        if self.lists > LISTS || Outcome::of(&self.envelope, is_success::<E>, json).is_success {
            return None;
        }
        let verdict = Verdict::of(&self.envelope, is_success::<E>, json);
        let Verdict::Own { value, message, .. } = verdict else { return None };
        let (code, errmsg) = (code(value)?, string::message(message));
        Some(Item { path: self.path(), list, index, code, errmsg, json })
    }

    /// The path of the open lists and objects.
    fn path(&mut self) -> Box<str> {
        let (known, new) = self.open.split_at_mut(self.in_path);
        self.path.truncate(known.last().map_or(0, |open| open.path_length));
        for open in new {
            // What is longer is cut anyway.
            if self.path.len() <= 4 * Shown::PART {
                match &open.container {
                    Container::List(_, index) => self.path.extend(["[", &index.to_string(), "]"]),
                    Container::Object(Some(key)) => {
                        if !self.path.is_empty() {
                            self.path.push('.');
                        }
                        self.path.push_str(&key.shown());
                    }
                    Container::Object(None) => {}
                }
            }
            open.path_length = self.path.len();
        }
        self.in_path = self.open.len();
        Shown::new(&*self.path, Shown::PART).to_string().into()
    }
}

impl<'b, E: ErrorEnum> Iterator for Items<'b, '_, E> {
    type Item = Item<'b, E>;

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.advance();
        if item.is_none() {
            // Later calls return `None`, too: nothing is open, and no value comes next.
            self.open.clear();
            self.is_value_next = false;
        }
        item
    }
}
