//! `Serialize` and `Deserialize` for the two classifications, as words.

use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde_core::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde_core::ser::{Serialize, Serializer};

use crate::{Kind, Recovery};

struct Word<T>(&'static str, PhantomData<T>);

impl<T: FromStr> Visitor<'_> for Word<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a {}, as its word", self.0)
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<T, E> {
        word.parse().map_err(|_| E::invalid_value(Unexpected::Str(word), &self))
    }
}

macro_rules! as_word {
    ($Enum:ident, $what:literal) => {
        /// Serializes the word that a table uses for it.
        impl Serialize for $Enum {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        /// Deserializes the word that a table uses for it.
        impl<'de> Deserialize<'de> for $Enum {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(Word($what, PhantomData))
            }
        }
    };
}

as_word!(Kind, "kind");
as_word!(Recovery, "recovery");
