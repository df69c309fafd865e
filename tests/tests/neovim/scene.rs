errcode_runtime::errcodes! {
    /// The errors of a login.
    pub enum LoginError from endpoint "code2Session" { 40029 as InvalidJsCode, .. }
}

pub fn next_step(errcode: i64) -> &'static str {
    match LoginError::from(errcode) {
        LoginError::InvalidJsCode => "ask for a new code",
        LoginError::HighRiskUserLoginBanned => "refuse",
        LoginError::SystemBusy | LoginError::MinuteQuotaExceeded => "wait, then try again",
        LoginError::Unknown(_) => "log it: the code is kept",
    }
}
