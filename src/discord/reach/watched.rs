//! The look at the staff server that the pages of one moment share.

use std::{sync::Arc, time::Duration};

use tokio::time::Instant;

use super::server::Server;

/// The look at the staff server that the pages of one moment share: one asks Discord for all.
#[derive(Debug, Default)]
pub struct Watched(pub(in crate::discord) tokio::sync::Mutex<Option<(Instant, Option<Arc<Server>>)>>);

/// How long a look serves.
const LOOK_SERVES: Duration = Duration::from_secs(2);

impl Watched {
    /// The server as it was looked at for the pages of this moment; none where it could not be looked at.
    pub(in crate::discord) async fn look(
        &self,
        look: impl Future<Output = Option<Arc<Server>>>,
    ) -> Option<Arc<Server>> {
        let mut last = self.0.lock().await;
        if let Some((at, server)) = &*last
            && at.elapsed() < LOOK_SERVES
        {
            return server.clone();
        }
        let server = look.await;
        *last = Some((Instant::now(), server.clone()));
        server
    }
}
