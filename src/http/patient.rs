//! A connection whose other end must take what it is given: one that takes nothing for a while is given up.

use std::{
    io::{Error, ErrorKind, IoSlice, Result},
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};

/// See the module.
#[derive(Debug)]
pub(super) struct Patient<S> {
    stream: S,
    most: Duration,
    /// Until when the other end must take something, while it is waited for.
    until: Option<Pin<Box<Sleep>>>,
}

impl<S> Patient<S> {
    pub(super) fn new(stream: S, most: Duration) -> Self {
        Self { stream, most, until: None }
    }

    /// What came of trying to give something.
    fn given<T>(&mut self, came: Poll<Result<T>>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        if came.is_ready() {
            self.until = None;
            return came;
        }
        let most = self.most;
        let until = self.until.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + most)));
        ready!(until.as_mut().poll(cx));
        Poll::Ready(Err(Error::from(ErrorKind::TimedOut)))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let came = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.given(came, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let came = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.given(came, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let came = Pin::new(&mut self.stream).poll_flush(cx);
        self.given(came, cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let came = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.given(came, cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    #[tokio::test]
    async fn who_takes_nothing_is_given_up() {
        let (near, mut far) = duplex(8);
        let mut near = Patient::new(near, Duration::from_millis(50));
        near.write_all(b"12345678").await.expect("there is room for it");
        let stuck = near.write_all(b"9").await.expect_err("nobody takes it");
        assert_eq!(stuck.kind(), ErrorKind::TimedOut);
        let mut taken = [0; 8];
        far.read_exact(&mut taken).await.expect("all of it");
        assert_eq!(&taken, b"12345678");
    }

    /// However slowly it takes, it goes on taking.
    #[tokio::test]
    async fn who_takes_a_little_at_a_time_is_waited_for() {
        let (near, mut far) = duplex(1);
        let mut near = Patient::new(near, Duration::from_millis(200));
        let gives = async { near.write_all(b"123456").await.expect("each is taken in time") };
        let takes = async {
            for _ in 0..6 {
                tokio::task::yield_now().await;
                assert!(far.read_u8().await.is_ok());
            }
        };
        tokio::join!(gives, takes);
    }
}
