//! A desk in a runtime of its own, which ends as a process that is killed: whatever is under way breaks off
//! where it stands, and nothing is finished, noted or closed.

use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

/// How long what does not wait for anything may take to break off.
const BREAKS_OFF: Duration = Duration::from_secs(5);

/// A runtime that nobody waits for when it is dropped: a story that fails ends as well.
pub(crate) struct Apart(Option<Runtime>);

impl Apart {
    /// One whose thread logs where this one does.
    pub(super) fn new() -> Self {
        let log = tracing::dispatcher::get_default(Clone::clone);
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .on_thread_start(move || std::mem::forget(tracing::dispatcher::set_default(&log)))
            .build()
            .expect("a runtime");
        Self(Some(runtime))
    }

    pub(super) fn runtime(&self) -> &Runtime {
        self.0.as_ref().expect("it is not over")
    }

    pub(super) async fn ends(mut self) {
        let runtime = self.0.take().expect("it is not over");
        let ended = tokio::task::spawn_blocking(move || runtime.shutdown_timeout(BREAKS_OFF));
        ended.await.expect("a runtime that is over");
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
