//! What each promise leads to when it falls due.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::{due::Due, work::Work};

impl Work<'_> {
    /// Carries out a promise that was due at `moment`, where it is still true.
    ///
    /// # Errors
    /// When the database fails: the promise stays.
    pub async fn fall_due(&mut self, due: &Due, moment: DateTime<Utc>) -> Result<()> {
        tracing::debug!(?due, %moment, "falls due");
        match due {
            Due::Ticket { ticket } => self.ticket_due(*ticket).await,
            // What the face carries out needs no transaction of the desk's.
            Due::Vigil | Due::LookUp { .. } => Ok(()),
            Due::ContestOver { ticket, seq } => self.contest_over(*ticket, *seq).await,
            Due::UpdateDue { ticket, seq } => self.update_due(*ticket, *seq).await,
            Due::IncidentUpdate { incident, seq } => self.incident_update_due(*incident, *seq).await,
            Due::SessionRelease { session } => self.release_due(*session).await,
            Due::SessionReminder { session, starts_at, hours } => {
                self.reminder_due(*session, *starts_at, *hours).await
            }
            Due::Windows => self.plan_windows().await,
            Due::Experts => self.look_up_experts().await,
            Due::Unused { month } => self.unused_due(*month).await,
            Due::Receipts => self.look_at_receipts().await,
            Due::OnCall => self.look_at_on_call().await,
            Due::Window { window } => self.window_due(*window).await,
            Due::LevelStarts { customer, at } => self.level_starts(*customer, *at).await,
            Due::ExportEnds { link } => self.export_ends(*link).await,
            Due::Retention => self.let_go_of_the_past().await,
            Due::Reports { month } => self.reports_due(*month).await,
        }
    }
}
