//! The only HTTP: sends what `wire` asks and hands back what came, under a
//! time limit. Who is signed in, and trying again, are `state`'s affair.

use std::cell::Cell;
use std::pin::Pin;
use std::time::Duration;

use gloo_net::http::{RequestBuilder, Response as Fetched};
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCredentials, RequestRedirect};

use crate::browser::clock::{self, Timer};
use crate::domain::{Refusal, RefusalKind, refusal::Unreached};
use crate::wire::http::{can_be_header, with_readable_letters};
use crate::wire::json::MAX_BYTES;
use crate::wire::probe::REDIRECT;
use crate::wire::{Body, Call, Method, Request, Response};

/// How long an answer may take to begin, and each of its pieces to follow.
pub const SILENCE_LIMIT: Duration = Duration::from_secs(30);

/// How long the answer with all of a large list may take to begin: the servers make it whole before.
/// The web servers of `deploy/conf` wait longer.
const LARGE_LIST_LIMIT: Duration = Duration::from_secs(120);

/// How long an answer that is read whole may take from its first byte to its last,
/// however steadily it comes.
const WHOLE_LIMIT: Duration = Duration::from_secs(120);

/// The same for an answer that is read piece by piece: 100,000 users on a slow line.
const PIECES_LIMIT: Duration = Duration::from_secs(600);

/// The longest answer that is read piece by piece, in bytes: a million users have
/// about as much.
const MOST_IN_PIECES: usize = 512 * 1024 * 1024;

/// A future whose code is there once, whatever is awaited.
pub type LocalBoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Sends one call to the system under `base`, and reads its answer.
///
/// # Errors
/// The refusal of the system, or that it could not be reached.
pub async fn call<C: Call>(
    base: &str,
    call: &C,
    authorise: impl FnOnce(Request) -> Request,
) -> Result<C::Answer, Refusal> {
    let response = send(base, authorise(call.request())).await?;
    call.answer(&response)
}

/// Sends a request and collects the whole answer, whatever its status.
///
/// # Errors
/// That the system could not be reached, or went silent.
pub fn send(base: &str, request: Request) -> LocalBoxFuture<'_, Result<Response, Refusal>> {
    Box::pin(async move { collect(send_and_follow(base, &request).await?).await })
}

/// The head of an answer, and what gives up the rest of it.
type Sent = (Fetched, AbortController);

thread_local! {
    /// Does something before a system know people by a cookie of its own?
    static NEEDS_COOKIES: Cell<bool> = const { Cell::new(false) };
}

/// Sends a request. What sends it on to another page is no answer to a write, and to a read only where
/// the browser may follow and no page for people stands there: otherwise somebody has to sign in first.
fn send_and_follow<'a>(base: &'a str, request: &'a Request) -> LocalBoxFuture<'a, Result<Sent, Refusal>> {
    Box::pin(async move {
        let mut credentials = credentials_of(request);
        let mut sent = send_head(base, request, RequestRedirect::Manual, credentials).await?;
        if credentials == RequestCredentials::Omit
            && is_asked_to_sign_in(&sent.0)
            && was_not_done(request, &sent.0)
        {
            // Without a cookie it was not let through to the system, and may be with one.
            credentials = RequestCredentials::SameOrigin;
            sent = send_head(base, request, RequestRedirect::Manual, credentials).await?;
            NEEDS_COOKIES.set(!is_asked_to_sign_in(&sent.0));
        }
        if sent.0.status() != REDIRECT {
            return Ok(sent);
        }
        let before = || Refusal::new(RefusalKind::SignInBefore);
        if !request.method.is_safe() {
            // It may have been done before it was sent on. The next try is made the other way.
            NEEDS_COOKIES.set(credentials == RequestCredentials::Omit);
            return Err(before());
        }
        let (fetched, abort) = match send_head(base, request, RequestRedirect::Follow, credentials).await {
            Err(refusal) if refusal.kind == RefusalKind::OutOfReach(Unreached::NoConnection) => {
                return Err(before());
            }
            sent => sent?,
        };
        match fetched.status() {
            status @ (200..=299 | 401 | 403) if !is_json(&fetched) => Err(before().with_status(status)),
            _ => Ok((fetched, abort)),
        }
    })
}

/// Does something before the system want somebody to sign in?
fn is_asked_to_sign_in(fetched: &Fetched) -> bool {
    let is_challenge = || fetched.headers().get("WWW-Authenticate").is_some();
    fetched.status() == REDIRECT || fetched.status() == 401 && !is_json(fetched) && !is_challenge()
}

/// May it be sent once more? What is sent on to another page may have been done; what is refused was not.
fn was_not_done(request: &Request, fetched: &Fetched) -> bool {
    request.method.is_safe() || fetched.status() != REDIRECT
}

fn is_json(fetched: &Fetched) -> bool {
    // Without a type it may be.
    let kind = fetched.headers().get("Content-Type");
    kind.is_none_or(|kind| !kind.contains("html") && !kind.contains("text/plain"))
}

fn credentials_of(request: &Request) -> RequestCredentials {
    let omits = request.omits_credentials && !NEEDS_COOKIES.get();
    if omits { RequestCredentials::Omit } else { RequestCredentials::SameOrigin }
}

/// The same, to see what is there: a redirect is not followed, and without a
/// session the browser sends no cookie and asks nobody for a name.
///
/// # Errors
/// That the system could not be reached, or went silent.
pub fn look(
    base: &str,
    request: Request,
    has_session: bool,
) -> LocalBoxFuture<'_, Result<Response, Refusal>> {
    let credentials = if has_session { RequestCredentials::SameOrigin } else { RequestCredentials::Omit };
    Box::pin(
        async move { collect(send_head(base, &request, RequestRedirect::Manual, credentials).await?).await },
    )
}

async fn collect((fetched, abort): Sent) -> Result<Response, Refusal> {
    let mut response = head(&fetched);
    response.body = read_whole(&fetched, &abort).await?;
    Ok(response)
}

/// Collects the whole of an answer that was asked for before the program was
/// here, by somebody who gives it up when it takes too long.
///
/// # Errors
/// That the system could not be reached, or went silent.
pub async fn receive(request: Promise) -> Result<Response, Refusal> {
    let unreached = |error: JsValue| {
        let is_given_up = error.dyn_ref::<js_sys::Error>().is_some_and(|error| error.name() == "AbortError");
        let how = if is_given_up { Unreached::TimedOut } else { Unreached::NoConnection };
        Refusal::new(RefusalKind::OutOfReach(how))
    };
    let fetched: web_sys::Response = JsFuture::from(request).await.map_err(unreached)?.unchecked_into();
    let fetched = Fetched::from(fetched);
    let mut response = head(&fetched);
    response.body = read_whole(&fetched, &AbortController::new().map_err(unreached)?).await?;
    Ok(response)
}

async fn read_whole(fetched: &Fetched, abort: &AbortController) -> Result<Vec<u8>, Refusal> {
    let mut body = Vec::new();
    let bounds = Bounds { bytes: MAX_BYTES, time: WHOLE_LIMIT };
    read_pieces(fetched, abort, bounds, &mut |piece| body.extend_from_slice(piece)).await?;
    Ok(with_readable_letters(body))
}

/// Sends a request and hands on the body of a good answer (200) piece by
/// piece, as it arrives, so that a very large one is never held whole. Any
/// other answer comes back with its body.
///
/// # Errors
/// How no answer came, or only a part of it.
pub async fn stream(base: &str, request: Request, take: &mut dyn FnMut(&[u8])) -> Result<Response, Refusal> {
    let (fetched, abort) = send_and_follow(base, &request).await?;
    let mut response = head(&fetched);
    if response.status == 200 {
        let bounds = Bounds { bytes: MOST_IN_PIECES, time: PIECES_LIMIT };
        read_pieces(&fetched, &abort, bounds, take).await?;
    } else {
        response.body = read_whole(&fetched, &abort).await?;
    }
    Ok(response)
}

fn head(fetched: &Fetched) -> Response {
    Response { status: fetched.status(), headers: fetched.headers().entries().collect(), body: Vec::new() }
}

/// So long the page may be kept from painting while a large answer arrives.
const LONGEST_TURN_MS: f64 = 12.0;

/// So many bytes of what has arrived are taken over at a time. A browser may hand
/// on megabytes at once, and the memory of WebAssembly never shrinks again.
const PIECE_BYTES: u32 = 32 * 1024;

/// How much of an answer is read, and for how long.
#[derive(Clone, Copy)]
struct Bounds {
    bytes: usize,
    time: Duration,
}

fn read_pieces<'a>(
    fetched: &'a Fetched,
    abort: &'a AbortController,
    bounds: Bounds,
    take: &'a mut dyn FnMut(&[u8]),
) -> LocalBoxFuture<'a, Result<(), Refusal>> {
    Box::pin(async move {
        let Some(body) = fetched.body() else { return Ok(()) };
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        let mut turn = clock::now();
        let mut buffer = Vec::new();
        let mut left = bounds.bytes;
        let _whole = abort_after(abort, bounds.time);
        let unreached = |how| Err(Refusal::new(RefusalKind::OutOfReach(how)).with_status(fetched.status()));
        loop {
            let timer = abort_after(abort, SILENCE_LIMIT);
            let piece = JsFuture::from(reader.read()).await;
            drop(timer);
            let Ok(piece) = piece else {
                return unreached(if abort.signal().aborted() {
                    Unreached::TimedOut
                } else {
                    Unreached::CutShort
                });
            };
            let get = |key: &str| js_sys::Reflect::get(&piece, &JsValue::from_str(key)).ok();
            if get("done").is_none_or(|done| done.is_truthy()) {
                return Ok(());
            }
            if let Some(bytes) = get("value").and_then(|value| value.dyn_into::<js_sys::Uint8Array>().ok()) {
                let length = bytes.length();
                let Some(rest) = left.checked_sub(length as usize) else {
                    abort.abort();
                    return unreached(Unreached::TooLong);
                };
                left = rest;
                let mut start = 0;
                while start < length {
                    let part = bytes.subarray(start, length.min(start + PIECE_BYTES));
                    buffer.resize(part.length() as usize, 0);
                    part.copy_to(&mut buffer);
                    take(&buffer);
                    start += part.length();
                    if clock::now() - turn > LONGEST_TURN_MS {
                        clock::sleep(Duration::ZERO).await;
                        turn = clock::now();
                    }
                }
            }
        }
    })
}

/// Cancels the request when it has taken so long.
fn abort_after(abort: &AbortController, time: Duration) -> Timer {
    let abort = abort.clone();
    Timer::after(time, move || abort.abort())
}

async fn send_head(
    base: &str,
    request: &Request,
    redirect: RequestRedirect,
    credentials: RequestCredentials,
) -> Result<Sent, Refusal> {
    let unreached = |how| Refusal::new(RefusalKind::OutOfReach(how));
    if request.leads_elsewhere() {
        return Err(Refusal::new(RefusalKind::NotFound));
    }
    let abort = AbortController::new().map_err(|_| unreached(Unreached::NoConnection))?;
    let method = match request.method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Head => gloo_net::http::Method::HEAD,
        Method::Post => gloo_net::http::Method::POST,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Delete => gloo_net::http::Method::DELETE,
    };
    let mut url = String::with_capacity(base.len() + request.path.len());
    url.push_str(base);
    url.push_str(&request.path);
    let mut builder = RequestBuilder::new(&url)
        .method(method)
        .cache(web_sys::RequestCache::NoStore)
        .redirect(redirect)
        .credentials(credentials)
        .abort_signal(Some(&abort.signal()));
    let open = request.headers.iter().map(|(name, value)| (*name, value.as_str()));
    let secret = request.secret_headers.iter().map(|(name, value)| (*name, value.for_request().as_str()));
    for (name, value) in open.chain(secret) {
        if !can_be_header(value) {
            return Err(Refusal::new(RefusalKind::NotUnderstood));
        }
        builder = builder.header(name, value);
    }
    let built = match &request.body {
        Body::None => builder.build(),
        Body::Json { text, media_type } => builder.header("Content-Type", media_type).body(text.as_str()),
    };
    let built = built.map_err(|_| unreached(Unreached::NoConnection))?;
    let limit = if request.is_of_large_list { LARGE_LIST_LIMIT } else { SILENCE_LIMIT };
    let timer = abort_after(&abort, limit);
    let fetched = built.send().await;
    drop(timer);
    match fetched {
        Ok(fetched) => Ok((fetched, abort)),
        Err(_) if abort.signal().aborted() => Err(unreached(Unreached::TimedOut)),
        Err(_) => Err(unreached(Unreached::NoConnection)),
    }
}
