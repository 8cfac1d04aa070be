//! What the desk takes of files, at most. An offer that says nothing of it has the bounds below.

pub(super) const MIB: u64 = 1024 * 1024;

/// What the desk takes of files, at most; sizes are in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Of all files that come and go at one moment.
    pub under_way: u64,
    /// How many of one message.
    pub files_a_message: usize,
    /// Of one file.
    pub file: u64,
    /// Of all files of one ticket.
    pub ticket: u64,
    /// Of all that a customer's tickets take in on one day.
    pub customer_day: u64,
    /// How much of the disk stays free: below it files are no longer kept, tickets always are.
    pub free_disk: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            under_way: 64 * MIB,
            files_a_message: 10,
            file: 25 * MIB,
            ticket: 1024 * MIB,
            customer_day: 2048 * MIB,
            free_disk: 256 * MIB,
        }
    }
}
