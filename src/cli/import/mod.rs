//! `guichet import`: customers, levels and channels from a CSV. Without `--apply` nothing is written.

pub(super) mod apply;
mod read;
