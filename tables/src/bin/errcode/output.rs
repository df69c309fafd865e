//! Printing to standard output.

use std::io::{self, ErrorKind, StdoutLock, Write};

use crate::Error;

/// A writer of lines that keeps its first failure for [`finish`](Self::finish), and prints nothing after it.
pub(crate) struct Output<W = StdoutLock<'static>> {
    writer: W,
    outcome: io::Result<()>,
}

impl Output {
    /// Standard output.
    pub(crate) fn stdout() -> Self {
        Self::new(io::stdout().lock())
    }
}

impl<W: Write> Output<W> {
    fn new(writer: W) -> Self {
        Self { writer, outcome: Ok(()) }
    }

    pub(crate) fn line(&mut self, line: &str) {
        if self.outcome.is_ok() {
            self.outcome = writeln!(self.writer, "{line}");
        }
    }

    /// Prints bytes as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        if self.outcome.is_ok() {
            self.outcome = self.writer.write_all(bytes);
        }
    }

    /// Flushes the buffer.
    ///
    /// # Errors
    ///
    /// The first failure. It is no error if the reader of the output stops reading, as `head` does.
    pub(crate) fn finish(&mut self) -> Result<(), Error> {
        if self.outcome.is_ok() {
            self.outcome = self.writer.flush();
        }
        match &self.outcome {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(format!("the report cannot be printed: {error}").into())
            }
            _ => Ok(()),
        }
    }
}

/// `1 problem`, `2 problems`
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use std::io::{self, ErrorKind, Write};

    use super::Output;

    /// A writer with room for one write.
    struct Full(ErrorKind, Vec<u8>);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.1.is_empty() {
                self.1.extend_from_slice(bytes);
                return Ok(bytes.len());
            }
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn only_a_reader_that_has_gone_is_no_error() {
        for (kind, is_error) in [(ErrorKind::BrokenPipe, false), (ErrorKind::StorageFull, true)] {
            let mut output = Output::new(Full(kind, Vec::new()));
            output.line("");
            assert!(output.finish().is_ok(), "{kind}");
            output.line("b");
            output.line("c");
            assert_eq!(output.finish().is_err(), is_error, "{kind}");
            assert_eq!(output.finish().is_err(), is_error, "{kind}, a second time");
            assert_eq!(output.writer.1, b"\n", "{kind}");
        }
    }
}
