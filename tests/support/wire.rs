//! HTTP by hand: sends exactly what was recorded, and serves exactly what was recorded.

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use crate::recording::{Answer, Recording};

/// Sends these bytes and reads one answer; none if the connection was closed without one.
pub async fn send(port: u16, request: &[u8], head_only: bool) -> Option<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("the simulator listens");
    stream.write_all(request).await.expect("it takes the request");
    read(&mut BufReader::new(stream), head_only).await
}

/// Reads one answer from a connection.
pub async fn read(stream: &mut BufReader<TcpStream>, head_only: bool) -> Option<Answer> {
    loop {
        let status: u16 = line(stream).await?.split(' ').nth(1)?.parse().ok()?;
        let mut headers = Vec::new();
        loop {
            let line = line(stream).await?;
            let Some((name, value)) = line.split_once(": ") else { break };
            headers.push((name.to_owned(), value.to_owned()));
        }
        let mut answer = Answer { status, headers, json: None, text: String::new() };
        if status == 100 {
            continue;
        }
        let length: usize = answer.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
        if !head_only {
            let mut body = vec![0; length];
            stream.read_exact(&mut body).await.ok()?;
            let text = String::from_utf8(body).ok()?;
            match serde_json::from_str::<Value>(&text) {
                Ok(json) if json.is_object() || json.is_array() => answer.json = Some(json),
                _ => answer.text = text,
            }
        }
        return Some(answer);
    }
}

async fn line(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end().to_owned())
}

/// A recorded request as it went over the wire.
pub fn bytes(recording: &Recording, token: &str, metrics_token: &str) -> Vec<u8> {
    let filled = |text: &str| text.replace("<TOKEN>", token).replace("<METRICS_TOKEN>", metrics_token);
    let body = match recording.body.as_deref() {
        // Sent from a file whose content is not in the recording; only its size counts.
        Some(file) if file.starts_with('@') => " ".repeat(20 * 1024),
        other => other.unwrap_or_default().to_owned(),
    };
    let chunked = recording.header("transfer-encoding").is_some();
    let mut lines = vec![format!("{} {} HTTP/1.1", recording.method, filled(&recording.path))];
    lines.extend(
        recording
            .headers
            .iter()
            .filter(|(name, _)| !name.eq_ignore_ascii_case("content-length"))
            .map(|(name, value)| format!("{name}: {}", filled(value))),
    );
    let body = if chunked { format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len()) } else { body };
    if !chunked && !body.is_empty() {
        lines.push(format!("Content-Length: {}", body.len()));
    }
    format!("{}\r\n\r\n{body}", lines.join("\r\n")).into_bytes()
}

/// A server that answers whatever is asked with this, once; without an answer it closes.
pub async fn serve(answer: Option<Answer>) -> (u16, JoinHandle<()>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("loopback");
    let port = listener.local_addr().expect("bound").port();
    let serving = tokio::spawn(async move {
        let Ok((stream, _)) = listener.accept().await else { return };
        let mut stream = BufReader::new(stream);
        while line(&mut stream).await.is_some_and(|line| !line.is_empty()) {}
        let Some(answer) = answer else { return };
        let body = answer.body();
        let kind = answer.header("content-type").map(|kind| format!("Content-Type: {kind}\r\n")).unwrap_or_default();
        let head = format!("HTTP/1.1 {} Recorded\r\n{kind}Content-Length: {}\r\n\r\n", answer.status, body.len());
        // The client may hang up as soon as it knows enough.
        let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
    });
    (port, serving)
}
