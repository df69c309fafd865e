//! A program in a terminal that is not shown: keys go in, and what it draws is read from the screen.

use core::num::NonZero;
use core::time::Duration;
use std::io::{Read, Write};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Instant;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::{Parser, Screen};

pub(crate) struct Terminal {
    program: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    parser: Parser,
    /// The program loses its terminal with it.
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    pub(crate) fn start(command: CommandBuilder, (rows, cols): (u16, u16)) -> Self {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let terminal = native_pty_system().openpty(size).unwrap();
        let program = terminal.slave.spawn_command(command).unwrap();
        let keys = terminal.master.take_writer().unwrap();
        let mut reader = terminal.master.try_clone_reader().unwrap();
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            // Reading fails, or finds nothing, once the program has ended.
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        let parser = Parser::new(NonZero::new(rows).unwrap(), NonZero::new(cols).unwrap(), 0);
        Self { program, keys, output, parser, _master: terminal.master }
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until the screen is what the caller looks for.
    pub(crate) fn wait_until(&mut self, limit: Duration, is_it: impl Fn(&Screen) -> bool) -> &Screen {
        let end = Instant::now() + limit;
        while !is_it(self.parser.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(error) => panic!("{error}: the screen is\n{}", self.parser.screen().contents()),
            }
        }
        self.parser.screen()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
