//! Why something is not done with a window.

use crate::rules::window;

/// Why something about a window is not done.
#[derive(Clone, Debug, PartialEq)]
pub enum MaintenanceRefusal {
    /// There is no such window.
    NoSuchWindow(String),
    /// Several windows start then.
    WhichWindow(String),
    /// Neither a start nor an end was given to move it to.
    NoNewPlace,
    /// No end was given to extend it to.
    NoNewEnd,
    /// The window, or where it would be, does not allow it.
    Window(window::WindowRefusal),
    /// Somebody else changed it in this very moment.
    ChangedMeanwhile,
}
