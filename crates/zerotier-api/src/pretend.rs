//! A server for tests: answers from a script, on loopback, and keeps what it heard.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::BaseUrl;

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    /// `GET /path`.
    pub(crate) line: String,
    /// All of them, in lower case, one a line.
    pub(crate) headers: String,
    /// Null if there was none.
    pub(crate) body: Value,
}

/// An answer: status, more headers, body.
#[derive(Debug, Clone)]
pub(crate) struct Reply(pub(crate) u16, pub(crate) &'static str, pub(crate) String);

/// The server; it ends with the runtime of its test.
#[derive(Debug)]
pub(crate) struct Pretend {
    pub(crate) base: BaseUrl,
    heard: Arc<Mutex<Vec<Heard>>>,
}

impl Pretend {
    /// Answers each request by `answer`.
    pub(crate) async fn with<F, A>(answer: F) -> Self
    where
        F: Fn(Heard) -> A + Send + Sync + 'static,
        A: Future<Output = Reply> + Send,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (Arc::clone(&heard), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                tokio::spawn(async move { serve(stream, &log, &*answer).await });
            }
        });
        Self { base, heard }
    }

    /// Answers by a table of `(line, status, body)`: the rows of one line in their order, the last of them for ever;
    /// 404 for what is not in it.
    pub(crate) async fn script(rows: Vec<(&'static str, u16, Value)>) -> Self {
        let left = Mutex::new(rows);
        Self::with(move |heard| {
            let mut left = left.lock().unwrap();
            let rows: Vec<usize> = (0..left.len()).filter(|at| left[*at].0 == heard.line).collect();
            let reply = match rows.as_slice() {
                [] => Reply(404, "", String::new()),
                [only] => Reply(left[*only].1, "", left[*only].2.to_string()),
                [first, ..] => {
                    let (_, status, body) = left.remove(*first);
                    Reply(status, "", body.to_string())
                }
            };
            std::future::ready(reply)
        })
        .await
    }

    /// What it heard so far.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    /// The same, lines and bodies only; a body of null is left out.
    pub(crate) fn said(&self) -> Vec<Value> {
        self.heard()
            .into_iter()
            .map(|heard| if heard.body.is_null() { json!(heard.line) } else { json!([heard.line, heard.body]) })
            .collect()
    }
}

async fn serve<A: Future<Output = Reply>>(
    mut stream: TcpStream,
    log: &Mutex<Vec<Heard>>,
    answer: &impl Fn(Heard) -> A,
) {
    let Some(heard) = read(&mut stream).await else { return };
    log.lock().unwrap().push(heard.clone());
    let Reply(status, headers, body) = answer(heard).await;
    let length = body.len();
    let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}");
    stream.write_all(answer.as_bytes()).await.ok();
}

async fn read(stream: &mut TcpStream) -> Option<Heard> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let (line, headers) = head.split_once("\r\n")?;
    let headers = headers.to_lowercase();
    let length = headers.lines().find_map(|header| header.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
    while bytes.len() < end + length {
        stream.read_buf(&mut bytes).await.ok()?;
    }
    let line = line.rsplit_once(' ')?.0.to_owned();
    Some(Heard { line, headers, body: serde_json::from_slice(&bytes[end..]).unwrap_or(Value::Null) })
}
