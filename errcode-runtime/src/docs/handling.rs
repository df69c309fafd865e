//! Handling errors: tokens, pauses, retries.
//!
//! A program can handle three recoveries itself: it gets a new token (once), waits, or tries again (a few times). It returns all other
//! errors to the caller.
//!
//! ```
//! use core::time::Duration;
//! use errcode_runtime::{errcodes, prelude::*};
//!
//! fn call<T, E: ErrorEnum + Classify>(
//!     mut send: impl FnMut() -> Result<T, E>,
//!     mut refresh_token: impl FnMut(),
//!     mut pause: impl FnMut(Duration),
//! ) -> Result<T, E> {
//!     let mut refreshed = false;
//!     let mut pauses = 0;
//!     loop {
//!         let error = match send() {
//!             Ok(value) => return Ok(value),
//!             Err(error) => error,
//!         };
//!         match error.recovery() {
//!             // Once: 40001 may also mean that the secret is wrong, and a new token does not fix that.
//!             Recovery::RefreshToken if !refreshed => {
//!                 refreshed = true;
//!                 refresh_token();
//!             }
//!             Recovery::Retry if pauses < 3 => {
//!                 pause(Duration::from_millis(500 << pauses));
//!                 pauses += 1;
//!             }
//!             Recovery::SlowDown if pauses < 3 => {
//!                 pause(error.retry_after().unwrap_or(Duration::from_secs(60)));
//!                 pauses += 1;
//!             }
//!             _ => return Err(error),
//!         }
//!     }
//! }
//!
//! errcodes!("common");
//!
//! let mut answers = [40001, -1, 45011, 0].into_iter();
//! let (mut tokens, mut waited) = (0, Duration::ZERO);
//! let result = call(|| CommonError::check(answers.next().unwrap()), || tokens += 1, |pause| waited += pause);
//! assert_eq!((result, tokens, waited), (Ok(()), 1, Duration::from_millis(60_500)));
//!
//! let result = call(|| CommonError::check(45009), || (), |_| unreachable!("a daily quota is not back in seconds"));
//! assert_eq!(result, Err(CommonError::DailyQuotaExceeded));
//! ```
//!
//! A call that places an order, pays or sends a message may have taken effect in spite of the error: query its state before you send
//! it again.
//!
//! For people to read, [`Display`](core::fmt::Display) writes code and texts in one line, and `{:#}` adds kind, recovery and
//! solution. The examples `client` (tokens, retries), `sdk` (an enum for each endpoint, one error type) and `web` (errors passed on)
//! of the repository are complete programs.
