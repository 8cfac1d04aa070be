//! What makes an event the same when a calendar reads it again, and never another desk's.

use super::ids::{SessionId, WindowId};

/// What tells this desk's events from another's in one calendar.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Uids {
    /// Made once, by chance, and kept.
    pub installation: String,
    /// Sessions up to this one were handed out before it was made, and keep what they were called.
    pub sessions_before: SessionId,
    /// The same of windows.
    pub windows_before: WindowId,
}

impl Uids {
    /// A session's.
    pub fn session(&self, session: SessionId) -> String {
        self.of("session", session.get(), self.sessions_before.get())
    }

    /// A window's.
    pub fn window(&self, window: WindowId) -> String {
        self.of("window", window.get(), self.windows_before.get())
    }

    fn of(&self, kind: &str, id: i64, before: i64) -> String {
        if id <= before {
            return format!("{kind}-{id}@guichet");
        }
        format!("{kind}-{id}@{}.guichet", self.installation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_handed_out_before_keeps_its_name() {
        let uids = Uids {
            installation: "7f00".to_owned(),
            sessions_before: SessionId::new(3),
            windows_before: WindowId::new(0),
        };
        assert_eq!(uids.session(SessionId::new(3)), "session-3@guichet");
        assert_eq!(uids.session(SessionId::new(4)), "session-4@7f00.guichet");
        assert_eq!(uids.window(WindowId::new(1)), "window-1@7f00.guichet");
    }
}
