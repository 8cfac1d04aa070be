//! A desk in a runtime of its own, which ends as a process that is killed: whatever is under way breaks off
//! where it stands, and nothing is finished, noted or closed.

use std::{fs, path::Path, time::Duration};

use guichet::program::Program;
use tokio::runtime::{Builder, Runtime};

use super::{World, until};

/// How long what does not wait for anything may take to break off.
const BREAKS_OFF: Duration = Duration::from_secs(5);

/// A runtime that nobody waits for when it is dropped: a story that fails ends as well.
pub(crate) struct Apart(Option<Runtime>);

impl Apart {
    /// One whose thread logs where this one does.
    fn new() -> Self {
        let log = tracing::dispatcher::get_default(Clone::clone);
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .on_thread_start(move || std::mem::forget(tracing::dispatcher::set_default(&log)))
            .build()
            .expect("a runtime");
        Self(Some(runtime))
    }

    fn runtime(&self) -> &Runtime {
        self.0.as_ref().expect("it is not over")
    }

    async fn ends(mut self) {
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

impl World {
    /// The desk stops in order, and starts where it can be killed.
    pub(crate) async fn moves_apart(&mut self) {
        self.stops().await;
        self.begins_apart().await;
        until(|| self.desk().away.is_served()).await;
        self.settles().await;
    }

    /// The desk starts where it can be killed; Discord may be away.
    pub(crate) async fn begins_apart(&mut self) {
        let apart = Apart::new();
        let (config, clock, stop) = self.settings();
        let (within, told) = (apart.runtime().handle().clone(), stop.clone());
        let starts = move || within.block_on(Program::start(config, clock, told));
        let started = apart.runtime().spawn_blocking(starts).await;
        self.desk = Some((started.expect("a start that ends").expect("the desk starts"), stop));
        self.apart = Some(apart);
    }

    /// Breaks the desk off.
    pub(crate) async fn is_killed(&mut self) {
        let heard = self.errors.so_far();
        let (program, _stop) = self.desk.take().expect("the desk is at work");
        self.apart.take().expect("it works apart").ends().await;
        drop(program);
        // Connections have threads of their own. A process that is dead writes no more.
        until(|| !is_open(&self.database)).await;
        self.errors.forgets_after(heard);
    }
}

/// Whether this process holds a file open, as far as the system tells.
fn is_open(file: &Path) -> bool {
    let file = file.canonicalize().expect("the database");
    let Ok(open) = fs::read_dir("/proc/self/fd") else { return false };
    open.flatten().any(|one| fs::read_link(one.path()).is_ok_and(|at| at == file))
}
