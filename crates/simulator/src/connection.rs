//! One connection: up to five requests, one after another.

use std::{sync::Arc, time::Duration};

use tokio::{
    io::{AsyncWriteExt as _, BufStream},
    net::TcpStream,
    time::{sleep, timeout},
};

use crate::{
    canned::Served,
    knobs::Unanswered,
    server::Server,
    service,
    wire::{Broken, PER_CONNECTION, Request, Response, read},
};

/// An idle connection is closed after this long.
const IDLE: Duration = Duration::from_secs(5);

pub(crate) async fn serve(server: Arc<Server>, stream: TcpStream) {
    let mut stream = BufStream::new(stream);
    for left in (0..PER_CONNECTION).rev() {
        let request = match timeout(IDLE, read(&mut stream)).await {
            Ok(Ok(request)) => request,
            Ok(Err(Broken::Refused(status))) => {
                let closing = Request { headers: vec![("Connection".into(), "close".into())], ..Request::default() };
                let _ = send(&mut stream, &Response::empty(status).bytes(&closing, 0)).await;
                return;
            }
            Ok(Err(Broken::Gone)) | Err(_) => return,
        };
        let _flight = server.knobs().traffic.begin(&request);
        let Some(bytes) = answer(&server, &request, left).await else { return };
        // A client that has gone away is no trouble of ours.
        if send(&mut stream, &bytes.sent).await.is_err() || bytes.last || request.closes() {
            return;
        }
    }
}

struct Answer {
    sent: Vec<u8>,
    /// Nothing comes after it.
    last: bool,
}

/// None if there is no answer.
async fn answer(server: &Server, request: &Request, left: u32) -> Option<Answer> {
    let writes = matches!(request.method.as_str(), "POST" | "PUT" | "DELETE");
    let (delay, hangs, canned, unanswered, records) = {
        let mut knobs = server.knobs();
        let records = knobs.records.clone().filter(|_| service::asks_controller_for_one(request));
        (knobs.delay, knobs.hangs, knobs.canned.pop_front(), knobs.unanswered.take_if(|_| writes), records)
    };
    if let Some(records) = records
        && let Ok(turn) = records.acquire().await
    {
        turn.forget();
    }
    if hangs {
        std::future::pending::<()>().await;
    }
    if !delay.is_zero() {
        sleep(delay).await;
    }
    match unanswered {
        None => {}
        Some(Unanswered::NotDone) => std::future::pending::<()>().await,
        Some(how) => {
            service::answer(&mut server.world(), request);
            if how == Unanswered::Done {
                std::future::pending::<()>().await;
            }
            return None;
        }
    }
    let (right, crashed) = {
        let mut world = server.world();
        (service::answer(&mut world, request), world.machine.crashed)
    };
    if crashed {
        return None;
    }
    let whole = |response: &Response| Answer { sent: response.bytes(request, left), last: left == 0 };
    Some(match canned.map(|canned| canned.served(&right)) {
        None => whole(&right),
        Some(Served::Whole(response)) => whole(&response),
        Some(Served::Raw(bytes)) => Answer { sent: bytes, last: true },
    })
}

async fn send(stream: &mut BufStream<TcpStream>, bytes: &[u8]) -> std::io::Result<()> {
    stream.write_all(bytes).await?;
    stream.flush().await
}
