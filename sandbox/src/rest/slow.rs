//! Bodies that come or go slowly, or break off.

use std::{
    io::{Error, ErrorKind},
    time::Duration,
};

use axum::body::{Body, Bytes};
use futures::{StreamExt, stream};

/// How many pieces a second's worth goes in.
const PIECES: u64 = 20;

/// A body that comes, or goes, at so many bytes a second.
pub(crate) fn slowed(body: Body, a_second: u64) -> Body {
    let a_second = a_second.max(PIECES);
    let most = usize::try_from(a_second / PIECES).unwrap_or(usize::MAX);
    let pieces = body.into_data_stream().flat_map(move |part| {
        stream::iter(match part {
            Ok(bytes) => pieces(bytes, most).into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        })
    });
    Body::from_stream(pieces.then(move |piece| async move {
        let size = piece.as_ref().map_or(0, |bytes| bytes.len() as u64);
        tokio::time::sleep(Duration::from_micros(size * 1_000_000 / a_second)).await;
        piece
    }))
}

/// A body of which the first half goes, and then nothing.
pub(crate) fn half(body: Body, size: u64) -> Body {
    let mut left = usize::try_from(size / 2).unwrap_or(usize::MAX);
    let first = body.into_data_stream().map(move |part| {
        let mut bytes = part.map_err(Error::other)?;
        if left == 0 {
            return Err(Error::new(ErrorKind::ConnectionAborted, "cut on request"));
        }
        bytes.truncate(left);
        left -= bytes.len();
        Ok(bytes)
    });
    let cut = stream::once(async { Err(Error::new(ErrorKind::ConnectionAborted, "cut on request")) });
    Body::from_stream(first.chain(cut))
}

/// The same bytes in pieces of at most `most`; nothing is copied.
fn pieces(mut bytes: Bytes, most: usize) -> Vec<Bytes> {
    let mut pieces = Vec::with_capacity(bytes.len() / most + 1);
    while !bytes.is_empty() {
        pieces.push(bytes.split_to(bytes.len().min(most)));
    }
    pieces
}
