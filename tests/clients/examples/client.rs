//! A client that bases every decision on the error's recovery. The server here fails as the real one does.
//!
//! ```text
//! cargo run --example client
//! ```
//!
//! The server runs on loopback, and time is virtual: waiting a minute takes no time. Start reading at `Client::attempt` in
//! `client/api.rs`.

#[path = "client/api.rs"]
mod api;
#[path = "client/clock.rs"]
mod clock;
#[path = "client/server.rs"]
mod server;

use core::error::Error;
use core::fmt::Display;
use core::time::Duration;
use std::sync::Arc;

use api::{CallError, Client, QrCodeError, SendError};
use clock::{Clock, VirtualClock};
use server::{Fault, SECRET, Server, TOKEN_LIFETIME};

fn main() -> Result<(), Box<dyn Error>> {
    let clock = Arc::new(VirtualClock::default());
    let server = Server::start(clock.clone(), 8)?;
    let client = Client::new(&server.url(), "wx1", SECRET, clock.clone(), |event| println!("    {event}"));

    show("the first message", || send(&client));
    clock.sleep(TOKEN_LIFETIME);
    show("two hours later", || send(&client));
    server.revoke();
    show("the token was taken by another program", || send(&client));
    server.fail(Fault::Busy, 2);
    show("an image, while the server is busy twice", || image(&client));
    server.fail(Fault::Busy, 4);
    show("the server stays busy", || image(&client));
    server.fail(Fault::Busy, 1);
    show("a message, while the server is busy: it may have been sent", || send(&client));
    // A new minute, filled to its limit.
    clock.sleep(Duration::from_secs(60));
    for _ in 0..8 {
        client.send("user", "hello")?;
    }
    show("the ninth message of a minute", || send(&client));
    server.fail(Fault::DailyQuota, 1);
    show("the quota of the day is used up", || send(&client));
    server.fail(Fault::NotInWhitelist, 1);
    show("from an unknown address", || send(&client));
    server.fail(Fault::HtmlPage, 1);
    show("a gateway answers", || send(&client));
    server.fail(Fault::DailyQuota, 1);
    show("JSON in place of an image", || image(&client));
    server.fail(Fault::ForeignToken, 2);
    show("a fresh token is refused", || send(&client));
    let misconfigured = Client::new(&server.url(), "wx1", "wrong", clock.clone(), |event| println!("    {event}"));
    show("a wrong secret", || send(&misconfigured));
    let waited: Duration = clock.sleeps().iter().sum();
    println!("{} logins, {} calls, {:.0} s in all", server.logins(), server.calls(), waited.as_secs_f64());
    Ok(())
}

fn send(client: &Client) -> Result<String, CallError<SendError>> {
    client.send("user", "hello").map(|()| "sent".to_owned())
}

fn image(client: &Client) -> Result<String, CallError<QrCodeError>> {
    client.qr_code("index").map(|image| format!("{} bytes", image.len()))
}

/// Prints the title and the result of a call. The client prints its waits and refreshes in between.
fn show<E: Display>(title: &str, call: impl FnOnce() -> Result<String, E>) {
    println!("{title}");
    match call() {
        Ok(done) => println!("    {done}"),
        Err(error) => println!("    given up: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use errcode_runtime::prelude::*;
    use errcode_runtime::reply::{Format, ReplyError};

    use super::*;
    use crate::api::TokenError;

    type Outcome = Result<(), Box<dyn Error>>;

    struct World {
        clock: Arc<VirtualClock>,
        server: Server,
        client: Client,
    }

    fn world(minute_limit: usize, secret: &str) -> std::io::Result<World> {
        let clock = Arc::new(VirtualClock::default());
        let server = Server::start(clock.clone(), minute_limit)?;
        let client = Client::new(&server.url(), "wx1", secret, clock.clone(), |_| ());
        Ok(World { clock, server, client })
    }

    impl World {
        fn send(&self) -> Result<(), CallError<SendError>> {
            self.client.send("user", "hello")
        }

        /// Logins and calls so far.
        fn counts(&self) -> (usize, usize) {
            (self.server.logins(), self.server.calls())
        }

        /// The errors of a hundred simultaneous calls.
        fn hundred_sends(&self) -> Vec<String> {
            let start = Barrier::new(100);
            std::thread::scope(|scope| {
                let send = || {
                    start.wait();
                    self.send().err().map(|error| format!("{error:?}"))
                };
                let threads: Vec<_> = (0..100).map(|_| scope.spawn(send)).collect();
                threads.into_iter().filter_map(|thread| thread.join().ok().flatten()).collect()
            })
        }
    }

    fn code(result: Result<(), CallError<SendError>>) -> Option<SendError> {
        if let Err(CallError::Reply(error)) = result { error.code() } else { None }
    }

    #[test]
    fn the_token_is_kept_until_shortly_before_its_end() -> Outcome {
        let world = world(100, SECRET)?;
        world.send()?;
        world.send()?;
        assert_eq!(world.counts(), (1, 2));
        world.clock.sleep(TOKEN_LIFETIME.saturating_sub(Duration::from_secs(10)));
        world.send()?;
        // The token was renewed before the server could refuse it.
        assert_eq!(world.counts(), (2, 3));
        Ok(())
    }

    #[test]
    fn a_revoked_token_is_refreshed_once_and_the_call_replayed() -> Outcome {
        let world = world(100, SECRET)?;
        world.send()?;
        world.server.revoke();
        world.send()?;
        assert_eq!(world.counts(), (2, 3));
        assert_eq!(world.clock.sleeps(), []);
        Ok(())
    }

    #[test]
    fn a_hundred_calls_refresh_once() -> Outcome {
        let world = world(1000, SECRET)?;
        assert_eq!(world.hundred_sends(), [""; 0]);
        assert_eq!(world.server.logins(), 1);
        world.server.revoke();
        assert_eq!(world.hundred_sends(), [""; 0]);
        assert_eq!(world.server.logins(), 2);
        Ok(())
    }

    #[test]
    fn a_token_that_stays_refused_is_not_refreshed_for_ever() -> Outcome {
        let world = world(100, SECRET)?;
        world.server.fail(Fault::ForeignToken, 50);
        assert_eq!(code(world.send()), Some(SendError::InvalidCredential));
        assert_eq!(world.counts(), (2, 2));
        Ok(())
    }

    #[test]
    fn a_wrong_secret_is_one_login() -> Outcome {
        let world = world(100, "wrong")?;
        let error = world.send().err().ok_or("a token for a wrong secret")?;
        assert!(matches!(&error, CallError::Login(error) if error.code() == Some(TokenError::WrongAppSecret)));
        assert_eq!(error.recovery(), Some(Recovery::FixSetup));
        assert!(error.to_string().starts_with("login: 40001 WrongAppSecret"), "{error}");
        assert_eq!(world.hundred_sends().len(), 100);
        assert_eq!(world.counts(), (1, 0));
        // A minute later the client tries again: the secret may have been corrected.
        world.clock.sleep(Duration::from_secs(60));
        assert!(world.send().is_err());
        assert_eq!(world.counts(), (2, 0));
        Ok(())
    }

    #[test]
    fn busy_is_retried_with_growing_waits_and_a_bound() -> Outcome {
        let world = world(100, SECRET)?;
        world.server.fail(Fault::Busy, 2);
        world.client.qr_code("index")?;
        assert_eq!(world.counts(), (1, 3));
        world.server.fail(Fault::Busy, 50);
        let Err(CallError::Reply(error)) = world.client.qr_code("index") else { return Err("an image".into()) };
        assert_eq!(error.code(), Some(QrCodeError::SystemBusy));
        assert_eq!(world.counts(), (1, 3 + 4));
        // Each wait is 1, 2 or 4 seconds, plus a random time of up to the same length.
        let sleeps = world.clock.sleeps();
        assert_eq!(sleeps.len(), 2 + 3);
        for (sleep, least) in sleeps.iter().zip([1, 2, 1, 2, 4]) {
            assert!((least..=2 * least).contains(&sleep.as_secs()), "{sleeps:?}");
        }
        Ok(())
    }

    #[test]
    fn a_message_is_never_sent_twice() -> Outcome {
        let world = world(100, SECRET)?;
        world.server.fail(Fault::Busy, 1);
        assert_eq!(code(world.send()), Some(SendError::SystemBusy));
        assert_eq!(world.counts(), (1, 1));
        assert_eq!(world.clock.sleeps(), []);
        Ok(())
    }

    #[test]
    fn a_busy_login_has_sent_nothing() -> Outcome {
        let world = world(100, SECRET)?;
        world.server.fail_logins(2);
        world.send()?;
        assert_eq!(world.counts(), (3, 1));
        assert_eq!(world.clock.sleeps().len(), 2);
        Ok(())
    }

    #[test]
    fn the_minute_limit_is_waited_out() -> Outcome {
        let world = world(2, SECRET)?;
        for _ in 0..3 {
            world.send()?;
        }
        assert_eq!(world.counts(), (1, 4));
        assert_eq!(world.clock.sleeps(), [Duration::from_secs(60)]);
        Ok(())
    }

    #[test]
    fn a_limit_that_stays_is_given_up() -> Outcome {
        let world = world(0, SECRET)?;
        assert_eq!(code(world.send()), Some(SendError::MinuteQuotaExceeded));
        assert_eq!(world.clock.sleeps(), [Duration::from_secs(60); 2]);
        assert_eq!(world.counts(), (1, 3));
        Ok(())
    }

    #[test]
    fn the_quota_of_a_day_is_never_retried() -> Outcome {
        let world = world(100, SECRET)?;
        world.server.fail(Fault::DailyQuota, 50);
        assert_eq!(code(world.send()), Some(SendError::DailyQuotaExceeded));
        assert_eq!(world.counts(), (1, 1));
        assert_eq!(world.clock.sleeps(), []);
        Ok(())
    }

    #[test]
    fn an_address_outside_the_whitelist_is_reported_at_once() -> Outcome {
        let world = world(100, SECRET)?;
        world.server.fail(Fault::NotInWhitelist, 1);
        let Err(CallError::Reply(ReplyError::Api(error))) = world.send() else { return Err("no error".into()) };
        assert_eq!(error.code(), SendError::IpNotInWhitelist);
        assert_eq!((error.request_ip(), error.rid()), (Some("203.0.113.7"), Some("65-ab-c0")));
        assert_eq!(world.counts(), (1, 1));
        Ok(())
    }

    #[test]
    fn a_page_of_a_gateway_is_no_reply() -> Outcome {
        let world = world(100, SECRET)?;
        world.server.fail(Fault::HtmlPage, 2);
        let sent = world.send();
        let Err(CallError::Reply(ReplyError::Status(page))) = &sent else { return Err("no page".into()) };
        assert_eq!((page.status(), page.format()), (502, Some(Format::Html)));
        assert_eq!((world.counts(), world.clock.sleeps().len()), ((1, 1), 0), "the message may have been sent");
        // The page is no image either. This call may be repeated, and is.
        assert_eq!(world.client.qr_code("index")?, server::IMAGE);
        assert_eq!((world.counts(), world.clock.sleeps().len()), ((1, 3), 1));
        Ok(())
    }

    #[test]
    fn an_image_or_the_error_in_its_place() -> Outcome {
        let world = world(100, SECRET)?;
        assert_eq!(world.client.qr_code("index")?, server::IMAGE);
        world.server.fail(Fault::DailyQuota, 1);
        let Err(CallError::Reply(error)) = world.client.qr_code("index") else { return Err("an image".into()) };
        assert_eq!(error.code(), Some(QrCodeError::DailyQuotaExceeded));
        Ok(())
    }
}
