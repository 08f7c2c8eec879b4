//! One request, as much of HTTP/1.1 as the service's server understands.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// A longer target is refused.
const LONGEST_TARGET: usize = 8192;
/// A longer form is refused; any other body may be as long as it likes, up to what fits in memory.
const LONGEST_FORM: usize = 8 * 1024;
const LONGEST_BODY: usize = 32 * 1024 * 1024;
const LONGEST_HEAD: usize = 64 * 1024;

/// What was asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    /// As `GET`.
    pub(crate) method: String,
    /// Path and query, as they came.
    pub(crate) target: String,
    /// Names as they came; look them up with [`Self::header`].
    pub(crate) headers: Vec<(String, String)>,
    /// Empty if there was none.
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// The path without the query.
    pub(crate) fn path(&self) -> &str {
        self.target.split(['?', '#']).next().unwrap_or_default()
    }

    /// The first value of a name in the query.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        let (_, query) = self.target.split_once('?')?;
        query.split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (key == name).then_some(value)
        })
    }

    /// A header whatever the case of its name, without blanks around it.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim_matches([' ', '\t']))
    }

    fn is_form(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
    }

    /// The client wants the connection closed after the answer.
    pub(crate) fn closes(&self) -> bool {
        self.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }
}

/// Why no request came out of the connection.
#[derive(Debug)]
pub(crate) enum Broken {
    /// The client has gone, or its connection broke.
    Gone,
    /// What came deserves this status, and then the connection is closed.
    Refused(u16),
}

impl From<io::Error> for Broken {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

/// Reads the next request, telling a client that waits for it to go on.
pub(crate) async fn read<S>(stream: &mut S) -> Result<Request, Broken>
where
    S: AsyncBufRead + AsyncWrite + Unpin,
{
    let mut request = start(&line(stream).await?)?;
    loop {
        let line = line(stream).await?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or(Broken::Refused(400))?;
        request.headers.push((name.to_owned(), value.to_owned()));
    }
    if request.header("expect").is_some_and(|value| value.eq_ignore_ascii_case("100-continue")) {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await?;
    }
    request.body = body(stream, &request).await?;
    Ok(request)
}

fn start(line: &str) -> Result<Request, Broken> {
    let words: Vec<&str> = line.split(' ').collect();
    let [method, target, version] = words[..] else { return Err(Broken::Refused(400)) };
    if !version.starts_with("HTTP/1.") || !method.bytes().all(|byte| byte.is_ascii_uppercase()) || method.is_empty() {
        return Err(Broken::Refused(400));
    }
    if target.len() > LONGEST_TARGET {
        return Err(Broken::Refused(414));
    }
    Ok(Request { method: method.to_owned(), target: target.to_owned(), ..Request::default() })
}

async fn line<S: AsyncBufRead + Unpin>(stream: &mut S) -> Result<String, Broken> {
    let mut bytes = Vec::new();
    let read = stream.take(LONGEST_HEAD as u64).read_until(b'\n', &mut bytes).await?;
    if read == 0 {
        return Err(Broken::Gone);
    }
    let text = String::from_utf8_lossy(&bytes);
    let line = text.strip_suffix('\n').ok_or(Broken::Refused(400))?;
    Ok(line.strip_suffix('\r').unwrap_or(line).to_owned())
}

async fn body<S: AsyncBufRead + AsyncRead + Unpin>(stream: &mut S, request: &Request) -> Result<Vec<u8>, Broken> {
    let limit = if request.is_form() { LONGEST_FORM } else { LONGEST_BODY };
    if request.header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked")) {
        return chunked(stream, limit).await;
    }
    let length = request.header("content-length").map_or(Ok(0), str::parse::<usize>);
    let length = length.map_err(|_| Broken::Refused(400))?;
    if length > limit {
        return Err(Broken::Refused(413));
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok(body)
}

async fn chunked<S: AsyncBufRead + Unpin>(stream: &mut S, limit: usize) -> Result<Vec<u8>, Broken> {
    let mut body = Vec::new();
    loop {
        let size = line(stream).await?;
        let digits = size.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(digits, 16).map_err(|_| Broken::Refused(400))?;
        if size > limit.saturating_sub(body.len()) {
            return Err(Broken::Refused(413));
        }
        let begin = body.len();
        body.resize(begin + size, 0);
        stream.read_exact(&mut body[begin..]).await?;
        line(stream).await?;
        if size == 0 {
            return Ok(body);
        }
    }
}
