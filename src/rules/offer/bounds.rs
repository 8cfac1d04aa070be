//! What the desk takes of files, at most. An offer that says nothing of it has the bounds below.

use toml::Spanned;

use super::{OfferError, check::Check, file::FileBounds};

const MIB: u64 = 1024 * 1024;

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

impl Check<'_> {
    pub(super) fn bounds(&self, file: Option<&FileBounds>) -> Result<Bounds, OfferError> {
        let mut bounds = Bounds::default();
        let Some(file) = file else { return Ok(bounds) };
        let mib = |place: &mut u64, written: &Option<Spanned<i64>>, name: &str, least: i64, most: i64| {
            if let Some(written) = written {
                *place = u64::try_from(self.number(written, name, least..=most)?).unwrap_or_default() * MIB;
            }
            Ok(())
        };
        mib(&mut bounds.under_way, &file.under_way_mib, "`under_way_mib`", 1, 2048)?;
        mib(&mut bounds.file, &file.file_mib, "`file_mib`", 1, 1024)?;
        mib(&mut bounds.ticket, &file.ticket_mib, "`ticket_mib`", 0, 1_000_000)?;
        mib(&mut bounds.customer_day, &file.customer_day_mib, "`customer_day_mib`", 0, 1_000_000)?;
        mib(&mut bounds.free_disk, &file.free_disk_mib, "`free_disk_mib`", 0, 100_000_000)?;
        if let Some(written) = &file.files_a_message {
            let many = self.number(written, "`files_a_message`", 0..=10)?;
            bounds.files_a_message = usize::try_from(many).unwrap_or_default();
        }
        Ok(bounds)
    }
}
