//! How long to wait before a call is sent again.

use core::time::Duration;

use crate::{Kind, Recovery};

/// The maximum number of retries.
const RETRIES: u32 = 5;

/// The first pause. Each further one is twice as long.
const FIRST: Duration = Duration::from_millis(500);

/// The shortest pause for calls that come too fast, if the table gives no time: most limits count per minute.
const SLOW_DOWN: Duration = Duration::from_secs(60);

/// The pause before the next retry, given the number of retries so far.
pub(super) fn pause(recovery: Recovery, retry_after: Option<Duration>, retries: u32) -> Option<Duration> {
    let least = match recovery {
        Recovery::SlowDown => retry_after.unwrap_or(SLOW_DOWN),
        Recovery::Retry => retry_after.unwrap_or_default(),
        _ => return None,
    };
    (retries < RETRIES).then(|| least.max(FIRST * (1 << retries)))
}

/// Kind and recovery of an HTTP status, for a body that does not say more.
pub(super) fn of_status(status: u16) -> (Kind, Recovery) {
    match status {
        401 => (Kind::Unauthenticated, Recovery::RefreshToken),
        // A proxy asks for its own credentials: a new token of the API does not help.
        407 => (Kind::Unauthenticated, Recovery::FixSetup),
        403 => (Kind::PermissionDenied, Recovery::FixSetup),
        404 | 410 => (Kind::NotFound, Recovery::FixRequest),
        408 | 504 | 524 => (Kind::DeadlineExceeded, Recovery::Retry),
        409 => (Kind::Aborted, Recovery::FixRequest),
        // The statuses from 520 on are a gateway's own.
        425 | 502 | 503 | 506..600 => (Kind::Unavailable, Recovery::Retry),
        429 => (Kind::ResourceExhausted, Recovery::SlowDown),
        499 => (Kind::Cancelled, Recovery::FixRequest),
        400..500 => (Kind::InvalidArgument, Recovery::FixRequest),
        501 | 505 => (Kind::Unimplemented, Recovery::FixRequest),
        500 => (Kind::Internal, Recovery::Retry),
        // A redirect that the client did not follow, or a number that is not an HTTP status.
        _ => (Kind::Unknown, Recovery::FixRequest),
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use super::pause;
    use crate::Recovery;

    #[test]
    fn pauses_grow_and_end() {
        let seconds = |recovery, least: Option<u64>| {
            [0, 1, 2, 3, 4, 5, 6, u32::MAX].map(|retries| {
                pause(recovery, least.map(Duration::from_secs), retries).map(|pause| pause.as_secs_f64())
            })
        };
        let growing = [Some(0.5), Some(1.0), Some(2.0), Some(4.0), Some(8.0), None, None, None];
        assert_eq!(seconds(Recovery::Retry, None), growing);
        let least = [Some(3.0), Some(3.0), Some(3.0), Some(4.0), Some(8.0), None, None, None];
        assert_eq!(seconds(Recovery::Retry, Some(3)), least);
        assert_eq!(seconds(Recovery::SlowDown, Some(3)), least);
        let minutes = [Some(60.0), Some(60.0), Some(60.0), Some(60.0), Some(60.0), None, None, None];
        assert_eq!(seconds(Recovery::SlowDown, None), minutes);
        assert_eq!(seconds(Recovery::SlowDown, Some(60)), minutes);
        for &recovery in Recovery::ALL {
            assert_eq!(pause(recovery, None, 0).is_some(), recovery.is_retryable(), "{recovery}");
        }
    }
}
