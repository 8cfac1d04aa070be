//! Lines of a connection: each ends with CR LF, and none is longer than it may be.

use std::{io, time::Duration};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

/// How long a line is waited for, in real time.
const PATIENCE: Duration = Duration::from_mins(5);

/// Why a line cannot be read; nothing after it can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// Nobody is there any more, or nobody says anything.
    Gone,
    TooLong,
    /// A CR or LF alone, or a zero byte.
    NoLine,
}

#[derive(Debug)]
pub(super) struct Wire<S> {
    stream: BufReader<S>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream: BufReader::new(stream) }
    }

    /// The next line of at most so many bytes, without its end.
    pub(super) async fn line(&mut self, most: usize) -> Result<Vec<u8>, Broken> {
        let mut line = Vec::new();
        let mut bounded = (&mut self.stream).take(most as u64);
        let read = tokio::time::timeout(PATIENCE, bounded.read_until(b'\n', &mut line)).await;
        if !matches!(read, Ok(Ok(1..))) {
            return Err(Broken::Gone);
        }
        let Some(text) = line.strip_suffix(b"\n") else {
            return Err(if line.len() >= most { Broken::TooLong } else { Broken::Gone });
        };
        match text.strip_suffix(b"\r") {
            Some(text) if !text.contains(&b'\r') && !text.contains(&0) => Ok(text.to_vec()),
            _ => Err(Broken::NoLine),
        }
    }

    pub(super) async fn say(&mut self, text: &str) -> io::Result<()> {
        self.stream.write_all(text.as_bytes()).await?;
        self.stream.flush().await
    }

    /// The connection itself; none where something was said already that belongs behind what follows.
    pub(super) fn into_stream(self) -> Option<S> {
        self.stream.buffer().is_empty().then(|| self.stream.into_inner())
    }
}
