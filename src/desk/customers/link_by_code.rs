//! Codes: support makes one for a customer, and the administrator of the customer's own server links a
//! channel with it.

use chrono::TimeDelta;
use rand::seq::IndexedRandom;

use super::link::{Announced, Linked};
use crate::{
    desk::{
        self, Desk,
        actor::Actor,
        effect::Effect,
        refusal::{customers::CustomerRefusal, reason::Done},
    },
    store::{self, code::Code, customer::Customer},
};

/// "One use, 7 days."
pub const CODE_LASTS: TimeDelta = TimeDelta::days(7);

/// What a code is made of. Eight of them are 40 bits, of which no guess is worth the try.
const CODE_LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ23456789";

/// How many letters each half of a code has.
const CODE_HALF: usize = 4;

impl Desk {
    /// Makes a code with which a customer links a channel of its own server.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent.
    pub async fn make_code(&self, actor: &Actor, name: &str, announced: Announced) -> Done<(Customer, Code)> {
        actor.as_agent()?;
        let mut work = self.work_of(actor).await?;
        let customer = work.customer_named(name).await?;
        let announced = work.announced(announced)?;
        let now = work.now;
        let code = loop {
            let code = Code {
                code: random_code(),
                customer: customer.id,
                announcements: announced.announcements,
                platform: announced.platform.clone(),
                expires_at: now + CODE_LASTS,
            };
            if store::code::insert(work.conn(), &code, actor.person(), now).await? {
                break code;
            }
        };
        work.did(Effect::Code { until: code.expires_at });
        work.commit().await?;
        Ok((customer, code))
    }

    /// Links the channel where it is typed with the customer whose code it is. Who does it becomes the
    /// customer's manager, if it has none yet. A code that is refused for another reason than itself stays
    /// good.
    ///
    /// # Errors
    /// Refused outside the customer's own server, for anyone who is not its administrator, and for a code
    /// that is unknown, used or too old.
    pub async fn redeem(&self, actor: &Actor, administrator_here: bool, typed: &str) -> Done<Linked> {
        let guild = actor.asking.guild.ok_or(desk::Refusal::DirectMessage)?;
        if actor.staff.any() {
            return Err(CustomerRefusal::LinkedByStaff.into());
        }
        if !administrator_here {
            return Err(CustomerRefusal::NotServerAdministrator.into());
        }
        if actor.asking.parent.is_some() {
            return Err(CustomerRefusal::NotAPlainChannel.into());
        }
        let mut work = self.work_of(actor).await?;
        let (code, used) =
            store::code::find(work.conn(), &as_code(typed)).await?.ok_or(CustomerRefusal::CodeUnknown)?;
        let now = work.now;
        if used {
            return Err(CustomerRefusal::CodeUsed.into());
        }
        if code.expires_at <= now {
            return Err(CustomerRefusal::CodeExpired { since: code.expires_at }.into());
        }
        let channel = actor.asking.channel;
        if store::customer::linked_to(work.conn(), channel).await?.is_some() {
            return Err(CustomerRefusal::LinkedAlready.into());
        }
        if !store::code::use_up(work.conn(), &code.code, actor.person(), now).await? {
            return Err(CustomerRefusal::CodeUsed.into());
        }
        let announced = Announced { announcements: code.announcements, platform: code.platform };
        work.link(actor, code.customer, guild, channel, announced).await?;
        let first_manager = store::customer::managers(work.conn(), code.customer).await?.is_empty()
            && store::customer::name_manager(work.conn(), code.customer, actor.person(), actor.person(), now)
                .await?;
        if first_manager {
            work.did(Effect::Manager { person: actor.person(), named: true });
        }
        let customer = store::customer::get(work.conn(), code.customer).await?;
        work.commit().await?;
        Ok(Linked { customer, first_manager })
    }
}

fn random_code() -> String {
    let mut rng = rand::rng();
    let mut half = || -> String {
        (0..CODE_HALF)
            .filter_map(|_| CODE_LETTERS.choose(&mut rng))
            .map(|letter| char::from(*letter))
            .collect()
    };
    format!("{}-{}", half(), half())
}

/// A code as it is kept, however its letters were typed.
fn as_code(typed: &str) -> String {
    let letters: String =
        typed.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
    match letters.split_at_checked(CODE_HALF) {
        Some((first, second)) => format!("{first}-{second}"),
        None => letters,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::as_handed_out("ABCD-2345", "ABCD-2345")]
    #[case::in_small_letters("abcd-2345", "ABCD-2345")]
    #[case::without_its_hyphen("ABCD2345", "ABCD-2345")]
    #[case::with_spaces("  abcd 2345 ", "ABCD-2345")]
    #[case::too_short("AB", "AB")]
    #[case::nothing_of_it("…", "")]
    fn a_code_is_read_however_its_letters_were_typed(#[case] typed: &str, #[case] code: &str) {
        assert_eq!(as_code(typed), code);
    }

    #[test]
    fn codes_have_their_shape_and_do_not_repeat() {
        let codes: std::collections::HashSet<String> = (0..1_000).map(|_| random_code()).collect();
        assert_eq!(codes.len(), 1_000);
        for code in codes {
            let (first, second) = code.split_once('-').expect("two halves");
            for half in [first, second] {
                assert_eq!(half.len(), CODE_HALF);
                assert!(half.bytes().all(|letter| CODE_LETTERS.contains(&letter)), "{code}");
            }
        }
    }
}
