//! Who asks, as far as the rows tell: one question for each interaction, as each goes to another thread and back; and what was answered
//! is remembered until a row on which it rests is written.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use anyhow::{Context, Result};
use sqlx::query;

use super::{
    Conn, Store,
    customer::{Team, TeamScope},
    desk::Setup,
};
use crate::rules::{
    ids::{ChannelId, CustomerId, PersonId, RoleId},
    language::Language,
};

/// The tables on which an answer rests.
const RESTS_ON: [&str; 4] = ["desk", "customer", "channel_link", "manager"];

/// How many answers are remembered; then all are forgotten.
const REMEMBERED: usize = 4_096;

/// Who asks: the desk's set-up, once there is one, and the team of the channel as the person sees it, if the channel speaks for one.
pub type Who = (Option<Setup>, Option<Team>);

/// What was answered since a row on which it rests was last written.
///
/// One program alone writes the database, through one connection: what that connection commits is all that can change.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    /// Counts the commits that changed such a row.
    changes: AtomicU64,
    answers: Mutex<Answers>,
}

/// Answers, and the count of changes at which they were read.
#[derive(Debug, Default)]
struct Answers {
    at: u64,
    of: HashMap<(ChannelId, PersonId), Who>,
}

/// Whether an answer rests on a table.
pub(super) fn rests_on(table: &str) -> bool {
    RESTS_ON.contains(&table)
}

impl Remembered {
    /// Such a row was changed, and that is committed: an answer that was read before is no longer true.
    pub(super) fn changed(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }

    /// How many changes there were: to be read before the rows are.
    fn now(&self) -> u64 {
        self.changes.load(Ordering::SeqCst)
    }

    fn answer(&self, channel: ChannelId, person: PersonId) -> Option<Who> {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.at == self.now() { answers.of.get(&(channel, person)).cloned() } else { None }
    }

    fn keep(&self, at: u64, channel: ChannelId, person: PersonId, who: &Who) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.at < at || answers.of.len() >= REMEMBERED {
            *answers = Answers { at: answers.at.max(at), of: HashMap::new() };
        }
        if answers.at == at {
            answers.of.insert((channel, person), who.clone());
        }
    }
}

impl Store {
    /// Who asks in `channel`, remembered or read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn who(&self, channel: ChannelId, person: PersonId) -> Result<Who> {
        if let Some(who) = self.remembered.answer(channel, person) {
            return Ok(who);
        }
        let at = self.remembered.now();
        let who = who(&mut *self.read().await?, channel, person).await?;
        self.remembered.keep(at, channel, person, &who);
        Ok(who)
    }
}

/// The desk's set-up, once there is one, and the team for which `channel` speaks, as `person` of it sees it. Left out: channels unlinked,
/// customers removed.
///
/// # Errors
/// When the database fails.
async fn who(conn: &mut Conn, channel: ChannelId, person: PersonId) -> Result<Who> {
    let row = query!(
        r#"SELECT d.support_channel AS "support_channel?: ChannelId", d.experts_channel AS "experts_channel?: ChannelId",
                  d.support_role AS "support_role?: RoleId", d.expert_role AS "expert_role?: RoleId",
                  d.on_call_1 AS "on_call_1?: RoleId", d.on_call_2 AS "on_call_2?: RoleId", d.on_call_3 AS "on_call_3?: RoleId",
                  d.language AS "staff_language?: Language",
                  c.id AS "customer?: CustomerId", c.name AS "name?: String", c.language AS "language?: Language",
                  EXISTS (SELECT 1 FROM manager WHERE customer = c.id AND person = ? AND removed_at IS NULL) AS "manager!: bool"
           FROM (SELECT 1) LEFT JOIN desk AS d ON true
                LEFT JOIN channel_link AS l ON l.channel = ? AND l.unlinked_at IS NULL
                LEFT JOIN customer AS c ON c.id = l.customer AND c.removed_at IS NULL"#,
        person,
        channel
    )
    .fetch_one(conn)
    .await
    .context("reading who asks")?;
    let setup = match (row.support_channel, row.experts_channel, row.support_role, row.expert_role) {
        (Some(support_channel), Some(experts_channel), Some(support_role), Some(expert_role)) => {
            Some(Setup {
                support_channel,
                experts_channel,
                support_role,
                expert_role,
                on_call_1: row.on_call_1,
                on_call_2: row.on_call_2,
                on_call_3: row.on_call_3,
                language: row.staff_language.context("the desk's language")?,
            })
        }
        _ => None,
    };
    let team = match (row.customer, row.name, row.language) {
        (Some(customer), Some(name), Some(language)) => {
            Some(Team { scope: TeamScope::of(customer), name, language, channel, manager: row.manager })
        }
        _ => None,
    };
    Ok((setup, team))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: ChannelId = ChannelId::new(1);
    const ALICE: PersonId = PersonId::new(2);

    #[test]
    fn what_was_answered_is_remembered_until_a_row_changes() {
        let remembered = Remembered::default();
        assert!(remembered.answer(HERE, ALICE).is_none());
        remembered.keep(remembered.now(), HERE, ALICE, &(None, None));
        assert!(remembered.answer(HERE, ALICE).is_some());
        remembered.changed();
        assert!(remembered.answer(HERE, ALICE).is_none());
    }

    /// Read before a change and kept after it: what was read may be the old row.
    #[test]
    fn an_answer_that_was_overtaken_is_not_kept() {
        let remembered = Remembered::default();
        let before = remembered.now();
        remembered.changed();
        remembered.keep(before, HERE, ALICE, &(None, None));
        assert!(remembered.answer(HERE, ALICE).is_none());
        remembered.keep(remembered.now(), HERE, ALICE, &(None, None));
        remembered.keep(before, HERE, PersonId::new(3), &(None, None));
        assert!(remembered.answer(HERE, ALICE).is_some());
        assert!(remembered.answer(HERE, PersonId::new(3)).is_none());
    }
}
