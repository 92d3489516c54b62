//! The listener on loopback, whose connections can be cut from inside.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::body::{Bytes, HttpBody};
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use http_body::Frame;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Sleep;

/// What the handler of a request knows of its connection.
#[derive(Clone)]
pub struct Cord(Arc<State>);

struct State {
    cut: AtomicBool,
    used: AtomicBool,
    since: Instant,
}

impl Default for Cord {
    fn default() -> Self {
        Self(Arc::new(State { cut: false.into(), used: false.into(), since: Instant::now() }))
    }
}

/// A request follows its own connection at once. One that comes later came on
/// a connection that the browser had opened beforehand, which is to it as good
/// as used.
const AT_ONCE: Duration = Duration::from_millis(15);

impl Cord {
    /// From now on nothing is written: the client sees the connection end.
    pub fn cut(&self) {
        self.0.cut.store(true, Ordering::Release);
    }

    /// Notes a request; was the connection made for it?
    pub fn is_fresh(&self) -> bool {
        !self.0.used.swap(true, Ordering::AcqRel) && self.0.since.elapsed() < AT_ONCE
    }
}

pub struct Loopback(pub TcpListener);

impl Listener for Loopback {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        loop {
            if let Ok((stream, address)) = self.0.accept().await {
                // Small answers must not wait for one another.
                let _ = stream.set_nodelay(true);
                return (Line { stream, cord: Cord::default() }, address);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Loopback>> for Cord {
    fn connect_info(stream: IncomingStream<'_, Loopback>) -> Self {
        stream.io().cord.clone()
    }
}

/// A TCP stream that fails to write once its cord is cut.
pub struct Line {
    stream: TcpStream,
    cord: Cord,
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        if self.cord.0.cut.load(Ordering::Acquire) {
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// Bytes in pieces with pauses between them, and perhaps a failure instead of
/// the end.
pub struct Paced {
    pieces: VecDeque<Bytes>,
    gap: Duration,
    pause: Option<Pin<Box<Sleep>>>,
    end: End,
}

/// What follows the last piece.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Whole,
    Failure,
    /// Blanks for ever.
    Blanks,
}

impl Paced {
    /// These bytes, a pause so that they reach the client, and then a failure.
    pub fn broken(bytes: Vec<u8>) -> Self {
        Self { pieces: [bytes.into()].into(), gap: Duration::from_millis(60), pause: None, end: End::Failure }
    }

    /// All bytes, evenly over that time.
    pub fn slow(bytes: Vec<u8>, over: Duration) -> Self {
        const PIECES: usize = 20;
        let bytes = Bytes::from(bytes);
        let length = bytes.len().div_ceil(PIECES).max(1);
        let starts = (0..bytes.len()).step_by(length);
        let pieces = starts.map(|at| bytes.slice(at..bytes.len().min(at + length))).collect();
        Self { pieces, gap: over / PIECES as u32, pause: None, end: End::Whole }
    }

    /// These bytes, and then a blank after each pause, for ever.
    pub fn endless(bytes: Vec<u8>, gap: Duration) -> Self {
        Self { pieces: [bytes.into()].into(), gap, pause: None, end: End::Blanks }
    }
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(pause) = &mut self.pause
            && pause.as_mut().poll(cx).is_pending()
        {
            return Poll::Pending;
        }
        self.pause = Some(Box::pin(tokio::time::sleep(self.gap)));
        match self.pieces.pop_front() {
            Some(bytes) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            None => match self.end {
                End::Whole => Poll::Ready(None),
                End::Failure => Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into()))),
                End::Blanks => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b" "))))),
            },
        }
    }
}
