//! What the caller does after a failed call.

crate::spelled! {
    /// What the caller does after a failed API call.
    ///
    /// The enum is exhaustive on purpose: a `match` over it stays complete in later releases.
    ///
    /// ```
    /// use errcode_runtime::Recovery;
    ///
    /// let recovery: Recovery = "wait_for_quota".parse()?;
    /// assert!(!recovery.is_retryable(), "a daily quota is not back in seconds");
    /// assert!(Recovery::SlowDown.is_retryable());
    /// assert_eq!((Recovery::SlowDown.as_str(), Recovery::ALL.len()), ("slow_down", 12));
    /// # Ok::<(), errcode_runtime::Unspelled>(())
    /// ```
    pub enum Recovery, a "recovery" {
        /// Nothing: the call succeeded.
        None = "none",
        /// Get a new access token (`access_token`, `component_access_token`, …) and replay the call once.
        /// Only once: some of these codes can also mean a wrong secret, which a new token does not fix.
        RefreshToken = "refresh_token",
        /// Get a new authorization code, refresh token, session or component ticket, or a grant that only
        /// the user or the account's owner gives.
        Reauthorize = "reauthorize",
        /// The calls come too fast: wait for a short window (seconds, a minute) and send slower.
        SlowDown = "slow_down",
        /// A counted quota is used up: it comes back only on the next day or in the next month.
        WaitForQuota = "wait_for_quota",
        /// Send the same call again, with a bounded backoff. A call that pays or creates something may
        /// have taken effect in spite of the error: check before you send it again.
        Retry = "retry",
        /// Only the platform can help: the account, person or API is blocked, banned or punished.
        Appeal = "appeal",
        /// An end user or an administrator has to act, or has refused.
        AskUser = "ask_user",
        /// Change the app's or the account's configuration, permission, binding, certification or balance,
        /// or make room under a cap.
        FixSetup = "fix_setup",
        /// Give up the call: its object already has the requested state, has ended, is under manual review, or no longer exists.
        Stop = "stop",
        /// Change the request: a parameter, format, size, method, id, content or the order of calls.
        FixRequest = "fix_request",
        /// No advice: the code is in no table. Tables cannot use this value.
        Unknown = "unknown",
    }
}

impl Recovery {
    /// Whether the same call may succeed when it is sent again, after a pause.
    ///
    /// True for [`Retry`](Self::Retry) and [`SlowDown`](Self::SlowDown), and for nothing else.
    ///
    /// ```
    /// use errcode_runtime::Recovery;
    /// assert!(Recovery::Retry.is_retryable() && !Recovery::RefreshToken.is_retryable());
    /// ```
    pub const fn is_retryable(self) -> bool {
        matches!(self, Self::Retry | Self::SlowDown)
    }

    /// The advice in a few words of English.
    ///
    /// ```
    /// assert_eq!(errcode_runtime::Recovery::SlowDown.advice(), "wait for a short time, then send more slowly");
    /// ```
    pub const fn advice(self) -> &'static str {
        match self {
            Self::None => "nothing to do: success",
            Self::RefreshToken => "get a new access token and repeat the call once",
            Self::Reauthorize => "get a new authorization (code, refresh token, session, ticket or grant)",
            Self::SlowDown => "wait for a short time, then send more slowly",
            Self::WaitForQuota => "wait for the quota: it is back on the next day or in the next month",
            Self::Retry => "send it again with a bounded backoff",
            Self::Appeal => "contact the platform: the account, person or API is blocked, banned or punished",
            Self::AskUser => "a user or an administrator has to act",
            Self::FixSetup => "change the configuration, permission, binding or balance of the app or account",
            Self::Stop => "give up: it is already so, has ended, is under review, or is gone",
            Self::FixRequest => "change the request",
            Self::Unknown => "no advice: the code is in no table",
        }
    }

    /// The advice in a few words of Chinese.
    ///
    /// ```
    /// assert_eq!(errcode_runtime::Recovery::SlowDown.advice_zh(), "稍等片刻，并降低调用频率");
    /// ```
    pub const fn advice_zh(self) -> &'static str {
        match self {
            Self::None => "调用成功，无需处理",
            Self::RefreshToken => "重新获取 access_token，再请求一次",
            Self::Reauthorize => "重新获取授权凭证（code、refresh_token、会话或 ticket），或请用户重新授权",
            Self::SlowDown => "稍等片刻，并降低调用频率",
            Self::WaitForQuota => "额度已用完，等次日或次月恢复",
            Self::Retry => "退避后重试，次数要有上限",
            Self::Appeal => "已被封禁或处罚，只能向平台申诉",
            Self::AskUser => "需要用户或管理员操作",
            Self::FixSetup => "修改应用或账号的配置、权限、绑定、认证或余额",
            Self::Stop => "不要重试：已是该状态、已结束、正在审核或已下线",
            Self::FixRequest => "修改请求",
            Self::Unknown => "没有建议：这个错误码不在任何表中",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Recovery;

    #[test]
    fn spellings_come_back() {
        for (index, &recovery) in (0..).zip(Recovery::ALL) {
            assert_eq!(recovery.as_str().parse(), Ok(recovery));
            assert_eq!(Recovery::from_index(index), Some(recovery));
        }
        assert_eq!(Recovery::ALL.len(), 12);
        assert_eq!(Recovery::from_index(12), None);
    }

    #[test]
    fn two_are_retryable() {
        let retryable: [Recovery; 2] = [Recovery::SlowDown, Recovery::Retry];
        for &recovery in Recovery::ALL {
            assert_eq!(recovery.is_retryable(), retryable.contains(&recovery), "{recovery}");
        }
    }
}
