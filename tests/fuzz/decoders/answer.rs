//! What an input of the fuzzer stands for: the answer of a server.

use switchroom::wire::Response;

/// Reads `200`, lines of headers, an empty line, and the body. Without the
/// empty line all of it is the body.
pub fn response(input: &[u8]) -> Response {
    let end = input.windows(2).position(|two| two == b"\n\n");
    let Some(end) = end else { return Response { status: 200, headers: Vec::new(), body: input.to_vec() } };
    let (head, body) = (String::from_utf8_lossy(&input[..end]), &input[end + 2..]);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.parse().ok()).unwrap_or(200);
    let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
    Response { status, headers: lines.filter_map(header).collect(), body: body.to_vec() }
}
