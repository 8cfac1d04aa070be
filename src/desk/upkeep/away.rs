//! A Discord that cannot be reached for a while: told where the desk is heard all the same, and in the
//! support channel once it is back.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use crate::{
    desk::{
        Desk,
        away::Spell,
        say::{
            alarm::Alarm,
            key::Key,
            message::{Destination, Lane, Say},
        },
        work::{Message, Work},
    },
    store,
};

/// The memo that says since when Discord cannot be reached, from when that is told until it is told that
/// it is back: whoever starts in between knows of it.
const MEMO: &str = "discord-away";

impl Desk {
    /// Looks whether Discord has been out of reach for long enough to be told of, and whether it is back
    /// after that was told.
    ///
    /// # Errors
    /// When the database fails: it is still to be told.
    pub async fn watch_discord(&self) -> Result<()> {
        if self.away.is_to_be_tried() {
            let mut work = self.work().await?;
            let now = work.now;
            store::waiting::try_at_once(work.outbox().await?, now).await?;
            work.commit().await?;
        }
        let told = self.told_away().await?;
        match (self.away.spell(), told) {
            (Some(spell), None) if self.is_to_be_told(spell).await? => {
                tracing::warn!(since = %spell.since, "Discord cannot be reached; it is told elsewhere");
                let mut work = self.work().await?;
                work.discord_is_away(spell.since).await?;
                work.commit().await?;
            }
            (None, Some(since)) => {
                tracing::info!(%since, "Discord is back");
                let mut work = self.work().await?;
                let until = work.now;
                work.discord_is_back(since, until).await?;
                work.commit().await?;
            }
            (Some(_) | None, _) => {}
        }
        self.forget_what_is_not_sent().await
    }

    /// Whether a P1 is open.
    pub async fn has_open_p1(&self) -> Result<bool> {
        Ok(!store::p1::open(&mut *self.store.read().await?).await?.is_empty())
    }

    /// The program ends as Discord does not let the bot in, which somebody must mend: where a P1 is open,
    /// that is told elsewhere before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ends_without_discord(&self, why: &str) -> Result<()> {
        let mut work = self.work().await?;
        if store::p1::open(work.conn()).await?.is_empty() {
            return Ok(());
        }
        work.cannot_come_back(why).await?;
        work.commit().await
    }

    /// Whether something is still to be told elsewhere.
    pub async fn alarms_wait(&self) -> Result<bool> {
        store::alarm::are_waiting(&mut *self.store.read().await?).await
    }

    /// Since when Discord cannot be reached, where that was told and it was not told yet that it is back.
    async fn told_away(&self) -> Result<Option<DateTime<Utc>>> {
        let memo = store::desk::memo(&mut *self.store.read().await?, MEMO).await?;
        memo.map(|since| read(&since)).transpose()
    }

    async fn is_to_be_told(&self, spell: Spell) -> Result<bool> {
        let rules = self.offer.alarms;
        if spell.lasted < rules.away || spell.lasted >= rules.away_idle {
            return Ok(spell.lasted >= rules.away);
        }
        self.has_open_p1().await
    }

    /// Where all that did not arrive was let go, nothing is left by which to see that Discord is back:
    /// then the gateway says it.
    async fn forget_what_is_not_sent(&self) -> Result<()> {
        let only_sends = self.away.spell().is_some_and(|spell| !spell.unserved);
        if only_sends && !store::waiting::is_tried_again(&mut *self.store.read().await?).await? {
            self.away.arrived();
        }
        Ok(())
    }
}

impl Work<'_> {
    /// Discord cannot be reached since then, and that is to be told.
    async fn discord_is_away(&mut self, since: DateTime<Utc>) -> Result<()> {
        store::desk::note(self.conn(), MEMO, &since.to_rfc3339()).await?;
        self.tell_desk_routes(&Alarm::Away { since }).await
    }

    /// Discord can be reached again after that was told: staff read for how long it could not.
    async fn discord_is_back(&mut self, since: DateTime<Utc>, until: DateTime<Utc>) -> Result<()> {
        store::desk::forget(self.conn(), MEMO).await?;
        self.tell_desk_routes(&Alarm::Back { since, until }).await?;
        let Some(setup) = store::desk::setup(self.conn()).await? else { return Ok(()) };
        let key = Key::DiscordWasAway(since);
        let to = Destination::Channel(setup.support_channel);
        let say = Say::DiscordWasAway { since, until };
        self.say(&Message::new(&key, Lane::P1, to, setup.language, say))
    }

    /// Discord does not let the bot in any more. The next start that it lets in tells that it is back.
    async fn cannot_come_back(&mut self, why: &str) -> Result<()> {
        let since = self.desk.away.since().unwrap_or(self.now);
        if store::desk::memo(self.conn(), MEMO).await?.is_none() {
            store::desk::note(self.conn(), MEMO, &since.to_rfc3339()).await?;
        }
        let at = self.now;
        self.tell_desk_routes(&Alarm::ShutOut { at, why: why.to_owned() }).await
    }

    /// Says something by the desk's own routes.
    async fn tell_desk_routes(&mut self, alarm: &Alarm) -> Result<()> {
        for route in self.desk.routes.desk.clone() {
            self.say_by_route(alarm.clone(), route).await?;
        }
        Ok(())
    }
}

fn read(since: &str) -> Result<DateTime<Utc>> {
    let at = DateTime::parse_from_rfc3339(since).context("reading since when Discord is away")?;
    Ok(at.to_utc())
}
