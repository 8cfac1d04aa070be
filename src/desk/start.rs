//! The program's start: what must always be promised is promised, and whoever was not answered is told.

use super::Desk;

impl Desk {
    /// Opens the desk at the program's start: what must always be promised is promised, and whoever was not
    /// answered is told.
    pub async fn open(&self) -> anyhow::Result<()> {
        self.plan_windows().await?;
        self.promise_receipts().await?;
        self.promise_expertise().await?;
        self.promise_reports().await?;
        self.promise_on_call().await?;
        self.promise_retention().await?;
        self.tell_all_lost().await?;
        self.outbox_bell.notify_one();
        self.agenda_bell.notify_one();
        Ok(())
    }
}
