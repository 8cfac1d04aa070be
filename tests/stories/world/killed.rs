//! A desk that works apart, and is killed there.

use std::{fs, path::Path};

use guichet::program::Program;

use super::{World, apart::Apart, until};

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
