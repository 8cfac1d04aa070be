//! Why there is no report.

use crate::rules::calendar::Month;

/// Why there is no report.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ReportRefusal {
    /// The month has not begun.
    ToCome(Month),
    /// It was over before there was anything to report.
    Before {
        /// The month asked for.
        month: Month,
        /// The first of which there is a report.
        since: Month,
    },
}
