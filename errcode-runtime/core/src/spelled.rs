//! Enums that a table spells as words: one list gives the variants, their spellings and their order.

/// The error of a word that is no value of the enum it was parsed as.
///
/// ```
/// use errcode_runtime::Kind;
/// assert_eq!("not found".parse::<Kind>().unwrap_err().to_string(), "no such kind");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unspelled(&'static str);

impl Unspelled {
    /// For [`spelled!`](crate::spelled): the error of an enum whose values are called `what`.
    #[doc(hidden)]
    pub const fn new(what: &'static str) -> Self {
        Self(what)
    }
}

impl core::fmt::Display for Unspelled {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "no such {}", self.0)
    }
}

impl core::error::Error for Unspelled {}

/// Declares an enum whose values a table spells as words: `ALL`, `as_str`, `Display` and `FromStr` in one list.
///
/// ```
/// errcode_core::spelled! {
///     /// A language.
///     pub enum Language, a "language" {
///         /// English.
///         English = "en",
///         /// Chinese.
///         Chinese = "zh",
///     }
/// }
/// assert_eq!("zh".parse(), Ok(Language::Chinese));
/// ```
#[macro_export]
macro_rules! spelled {
    (
        $(#[$attribute:meta])*
        pub enum $Enum:ident, a $what:literal {
            $( $(#[$doc:meta])* $Variant:ident = $spelling:literal, )+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Enum {
            $( $(#[$doc])* $Variant, )+
        }

        impl $Enum {
            /// Every value, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The word that stands for this value in a table.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$Variant => $spelling),+ }
            }

            /// The value at `index` of [`ALL`](Self::ALL). A packed table stores this index.
            #[doc(hidden)]
            pub const fn from_index(index: u8) -> Option<Self> {
                if (index as usize) < Self::ALL.len() { Some(Self::ALL[index as usize]) } else { None }
            }
        }

        impl core::fmt::Display for $Enum {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl core::str::FromStr for $Enum {
            type Err = $crate::Unspelled;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|value| value.as_str() == word).ok_or($crate::Unspelled::new($what))
            }
        }
    };
}
