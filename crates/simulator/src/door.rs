//! Central's listener. It stays open when the service of this machine stops.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use tokio::{
    io::{AsyncWriteExt as _, BufStream},
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::{
    canned::Served,
    central::{self, Limit, reply},
    server::Server,
    wire::{Broken, Request, Response, read},
};

/// An idle connection is closed after this long.
const IDLE: Duration = Duration::from_secs(60);

/// Takes connections until its task ends.
pub(crate) async fn open(server: Weak<Server>, listener: TcpListener) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let Some(server) = server.upgrade() else { return };
        connections.spawn(serve(server, stream));
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(server: Arc<Server>, stream: TcpStream) {
    let mut stream = BufStream::new(stream);
    loop {
        let request = match timeout(IDLE, read(&mut stream)).await {
            Ok(Ok(request)) => request,
            Ok(Err(Broken::Refused(status))) => {
                let _ = send(&mut stream, &Response::empty(status).framed(&Request::default())).await;
                return;
            }
            Ok(Err(Broken::Gone)) | Err(_) => return,
        };
        let _flight = server.central().traffic.begin(&request);
        let (bytes, last) = match answer(&server, &request).await {
            Served::Whole(response) => (response.framed(&request), request.closes()),
            Served::Raw(bytes) => (bytes, true),
        };
        // A client that has gone away is no trouble of ours.
        if send(&mut stream, &bytes).await.is_err() || last {
            return;
        }
    }
}

async fn send(stream: &mut BufStream<TcpStream>, bytes: &[u8]) -> std::io::Result<()> {
    stream.write_all(bytes).await?;
    stream.flush().await
}

async fn answer(server: &Server, request: &Request) -> Served {
    let (delay, down, canned) = {
        let mut knobs = server.central();
        let line = format!("{} {}", request.method, request.path());
        let meant = knobs.canned.iter().position(|(part, _)| line.contains(part.as_str()));
        let canned = meant.and_then(|at| knobs.canned.remove(at)).map(|(_, canned)| canned);
        (knobs.delay, knobs.down, canned)
    };
    if !delay.is_zero() {
        sleep(delay).await;
    }
    if down {
        return Served::Whole(reply::page(503, "Service Temporarily Unavailable"));
    }
    match canned {
        // What never reaches Central changes nothing there.
        Some(canned) if !canned.alters() => canned.served(&Response::empty(200)),
        Some(canned) => canned.served(&counted(server, request)),
        None => Served::Whole(counted(server, request)),
    }
}

fn counted(server: &Server, request: &Request) -> Response {
    let verdict = server.central().limit.as_mut().map(Limit::count);
    let mut response = match &verdict {
        Some(verdict) if !verdict.admitted => reply::said(429, "too many requests"),
        _ => central::answer(&mut server.world().office(), request),
    };
    response.more = verdict.map(|verdict| verdict.headers).unwrap_or_default();
    response.more.extend(server.central().date.clone().map(|date| ("Date", date)));
    response
}
