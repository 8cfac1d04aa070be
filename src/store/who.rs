//! Who asks, as far as the rows tell: one question for each interaction, as each goes to another thread and
//! back; and what was answered is remembered until a row on which it rests is written.

use anyhow::{Context, Result};
use sqlx::query;

use super::{
    Conn,
    customer::{Team, TeamScope},
    desk::Setup,
};
use crate::rules::{
    ids::{ChannelId, CustomerId, PersonId, RoleId},
    language::Language,
};

/// How many answers are remembered.
pub(super) const REMEMBERED: usize = 4_096;

/// Who asks: the desk's set-up, once there is one, and the team of the channel as the person sees it, if the
/// channel speaks for one.
pub type Who = (Option<Setup>, Option<Team>);

/// The desk's set-up, once there is one, and the team for which `channel` speaks, as `person` of it sees it.
/// Left out: channels unlinked, customers removed.
pub(super) async fn who(conn: &mut Conn, channel: ChannelId, person: PersonId) -> Result<Who> {
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
