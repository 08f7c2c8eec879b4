//! The service's process: it runs and listens, or it does not.

use std::{io, net::Ipv4Addr, sync::Arc};

use tokio::{
    net::{TcpListener, TcpSocket},
    task::JoinSet,
};

use crate::{connection, server::Server};

impl Server {
    pub(crate) async fn run(self: &Arc<Self>, listener: TcpListener) {
        let mut running = self.running.lock().await;
        let server = Arc::downgrade(self);
        self.set_running(true);
        *running = Some(tokio::spawn(async move {
            // Dropped with this task, and every connection with it.
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let Some(server) = server.upgrade() else { return };
                connections.spawn(connection::serve(server, stream));
                while connections.try_join_next().is_some() {}
            }
        }));
    }

    pub(crate) async fn stop(&self) {
        let accepting = self.running.lock().await.take();
        if let Some(accepting) = accepting {
            accepting.abort();
            let _ = accepting.await;
        }
        self.set_running(false);
        self.world().machine.awake = false;
    }

    pub(crate) async fn start_again(self: &Arc<Self>) {
        if !self.installed() || self.running() {
            return;
        }
        // Taken by somebody else meanwhile: then the service does not start, as the real one would not.
        let Ok(listener) = listen(self.port) else { return };
        self.world().machine.start_again();
        self.run(listener).await;
    }
}

pub(crate) fn listen(port: u16) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind((Ipv4Addr::LOCALHOST, port).into())?;
    socket.listen(64)
}
