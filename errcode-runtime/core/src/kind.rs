//! The canonical status of a row: what went wrong, as one of gRPC's seventeen status codes.

crate::spelled! {
    /// What went wrong, as one of the canonical status codes of gRPC (`google.rpc.Code`).
    ///
    /// The enum is exhaustive on purpose: a `match` over it stays complete in later releases.
    ///
    /// ```
    /// use errcode_runtime::Kind;
    ///
    /// let kind: Kind = "resource_exhausted".parse()?;
    /// assert_eq!(kind, Kind::ResourceExhausted);
    /// assert_eq!((kind.as_str(), kind.http_status(), kind.grpc_code()), ("resource_exhausted", 429, 8));
    /// assert_eq!(Kind::ALL.len(), 17);
    /// # Ok::<(), errcode_runtime::Unspelled>(())
    /// ```
    pub enum Kind, a "kind" {
        /// No error: the call succeeded.
        Ok = "ok",
        /// The operation was cancelled, usually by the person who started it.
        Cancelled = "cancelled",
        /// Nothing is known about what went wrong. Every code that no table has is of this kind.
        Unknown = "unknown",
        /// The request is wrong, whatever the state of the system: a bad id, format, size or method.
        InvalidArgument = "invalid_argument",
        /// Time ran out before the operation was done. The operation may still have taken effect.
        DeadlineExceeded = "deadline_exceeded",
        /// Something that the request names does not exist.
        NotFound = "not_found",
        /// The object that the request would create already exists.
        AlreadyExists = "already_exists",
        /// A person or a policy does not let the caller do this. Other credentials do not help.
        PermissionDenied = "permission_denied",
        /// A quota, a rate or a capacity is used up.
        ResourceExhausted = "resource_exhausted",
        /// The system is not in the state that the operation needs; that state has to change first.
        FailedPrecondition = "failed_precondition",
        /// The operation was aborted because another one ran at the same time.
        Aborted = "aborted",
        /// A position lies past the end of what exists.
        OutOfRange = "out_of_range",
        /// The operation does not exist, no longer exists, or is not supported here.
        Unimplemented = "unimplemented",
        /// Something broke on the server.
        Internal = "internal",
        /// The service cannot answer just now; the same call may succeed in a moment.
        Unavailable = "unavailable",
        /// Data is lost or corrupt beyond recovery.
        DataLoss = "data_loss",
        /// A credential is missing or bad.
        Unauthenticated = "unauthenticated",
    }
}

impl Kind {
    /// The number of this status in `google.rpc.Code`, 0 to 16.
    ///
    /// ```
    /// assert_eq!(errcode_runtime::Kind::Unauthenticated.grpc_code(), 16);
    /// ```
    pub const fn grpc_code(self) -> u8 {
        self as u8
    }

    /// The HTTP status that `google.rpc.Code` maps this status to.
    ///
    /// If your web service makes the call for its own client, it can answer that client with this status.
    ///
    /// ```
    /// assert_eq!(errcode_runtime::Kind::NotFound.http_status(), 404);
    /// ```
    pub const fn http_status(self) -> u16 {
        match self {
            Self::Ok => 200,
            Self::Cancelled => 499,
            Self::InvalidArgument | Self::FailedPrecondition | Self::OutOfRange => 400,
            Self::DeadlineExceeded => 504,
            Self::NotFound => 404,
            Self::AlreadyExists | Self::Aborted => 409,
            Self::PermissionDenied => 403,
            Self::ResourceExhausted => 429,
            Self::Unimplemented => 501,
            Self::Unknown | Self::Internal | Self::DataLoss => 500,
            Self::Unavailable => 503,
            Self::Unauthenticated => 401,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn numbers_are_those_of_google_rpc_code() {
        // The numbers in google/rpc/code.proto.
        let numbers = [
            (Kind::Ok, 0),
            (Kind::Cancelled, 1),
            (Kind::Unknown, 2),
            (Kind::InvalidArgument, 3),
            (Kind::DeadlineExceeded, 4),
            (Kind::NotFound, 5),
            (Kind::AlreadyExists, 6),
            (Kind::PermissionDenied, 7),
            (Kind::ResourceExhausted, 8),
            (Kind::FailedPrecondition, 9),
            (Kind::Aborted, 10),
            (Kind::OutOfRange, 11),
            (Kind::Unimplemented, 12),
            (Kind::Internal, 13),
            (Kind::Unavailable, 14),
            (Kind::DataLoss, 15),
            (Kind::Unauthenticated, 16),
        ];
        assert_eq!(numbers.len(), Kind::ALL.len());
        for (kind, number) in numbers {
            assert_eq!(kind.grpc_code(), number, "{kind}");
            assert_eq!(Kind::from_index(number), Some(kind));
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert_eq!(Kind::from_index(17), None);
    }
}
