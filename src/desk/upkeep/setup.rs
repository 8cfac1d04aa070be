//! Setting the desk up: which channels and roles of the staff server are its own.

use anyhow::Result;

use crate::{
    desk::{
        Desk,
        actor::Actor,
        effect::{Effect, SetupPart},
        refusal::{self, reason::Done},
        say::{
            key::Key,
            message::{Destination, Lane, Say},
            order::card_line,
        },
        work::{Message, Work},
    },
    rules::{event::Priority, ids::RoleId},
    store::{self, desk::Setup},
};

impl Desk {
    /// Which channels and roles are the desk's; none before it is set up.
    pub async fn setup(&self) -> Result<Option<Setup>> {
        store::desk::setup(&mut *self.store.read().await?).await
    }

    /// Writes the set-up in place of the one before. The cards of tickets that are open follow to a new
    /// support channel: what was posted in one that is gone is there again; and so does all that waits for a
    /// channel that was the staff's.
    ///
    /// # Errors
    /// Refused for anyone who is not an administrator; for a role that everybody has; for a channel that
    /// speaks for a customer, as its team would read every other's tickets.
    pub async fn set_up(&self, actor: &Actor, setup: &Setup) -> Done<()> {
        actor.as_administrator()?;
        let mut work = self.work_of(actor).await?;
        for role in roles(setup) {
            // Discord gives the role that everybody has the number of its server.
            if actor.asking.guild.is_some_and(|guild| guild.get() == role.get()) {
                return Err(refusal::customers::CustomerRefusal::Everyone.into());
            }
        }
        for channel in [setup.support_channel, setup.experts_channel] {
            if let Some(customer) = store::customer::linked_to(work.conn(), channel).await? {
                return Err(refusal::customers::CustomerRefusal::SpeaksFor {
                    channel,
                    customer: customer.name,
                }
                .into());
            }
        }
        let before = store::desk::setup(work.conn()).await?;
        let now = work.now;
        store::desk::set_up(work.conn(), setup, actor.person(), now).await?;
        for effect in changed(before.as_ref(), setup) {
            work.did(effect);
        }
        if let Some(before) = before {
            work.staff_move(&before, setup).await?;
            if before.support_channel != setup.support_channel {
                work.move_cards(setup).await?;
            }
        }
        work.commit().await?;
        Ok(())
    }
}

/// What a set-up is otherwise than the one before.
fn changed(before: Option<&Setup>, setup: &Setup) -> Vec<Effect> {
    let channels = [
        (SetupPart::SupportChannel, before.map(|before| before.support_channel), setup.support_channel),
        (SetupPart::ExpertsChannel, before.map(|before| before.experts_channel), setup.experts_channel),
    ];
    let roles = [
        (SetupPart::SupportRole, before.map(|before| before.support_role), Some(setup.support_role)),
        (SetupPart::ExpertRole, before.map(|before| before.expert_role), Some(setup.expert_role)),
        (SetupPart::OnCall1, before.and_then(|before| before.on_call_1), setup.on_call_1),
        (SetupPart::OnCall2, before.and_then(|before| before.on_call_2), setup.on_call_2),
        (SetupPart::OnCall3, before.and_then(|before| before.on_call_3), setup.on_call_3),
    ];
    let channels = channels.into_iter().filter(|(_, from, to)| *from != Some(*to));
    let roles = roles.into_iter().filter(|(_, from, to)| from != to);
    channels
        .map(|(part, from, to)| Effect::SetUpChannel { part, from, to })
        .chain(roles.map(|(part, from, to)| Effect::SetUpRole { part, from, to }))
        .collect()
}

/// The roles that a set-up names.
pub fn roles(setup: &Setup) -> Vec<RoleId> {
    let on_call = [setup.on_call_1, setup.on_call_2, setup.on_call_3];
    [setup.support_role, setup.expert_role].into_iter().chain(on_call.into_iter().flatten()).collect()
}

impl Work<'_> {
    async fn move_cards(&mut self, setup: &Setup) -> Result<()> {
        let (channel, now) = (setup.support_channel, self.now);
        for (ticket, priority) in store::ticket::cards_elsewhere(self.conn(), channel).await? {
            store::ticket::move_card(self.conn(), ticket, channel).await?;
            // One that was never posted follows by itself.
            if store::waiting::comes_in(self.outbox().await?, &card_line(ticket), channel).await? {
                continue;
            }
            let key = Key::CardFollows(ticket, now);
            let lane = if priority == Priority::P1 { Lane::P1 } else { Lane::Tickets };
            let to = Destination::Channel(channel);
            self.say(&Message::new(&key, lane, to, setup.language, Say::Card { ticket }))?;
        }
        Ok(())
    }
}
