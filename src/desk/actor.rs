//! Who asks: worked out once for each interaction. What a person may do follows from the channel they speak
//! from and the roles they have in the staff server; what a role is called elsewhere counts for nothing.

use anyhow::Result;

use super::{Desk, Refusal, refusal::setup::Gone};
pub use crate::rules::rights::Staff;
use crate::{
    rules::{
        event::By,
        ids::{ChannelId, GuildId, PersonId, RoleId, TicketNumber},
        language::Language,
        rights::{self, Lack, Part, Who, Whose},
    },
    store::{
        self,
        customer::{Reach, Team},
        desk::Setup,
        ticket::Text,
    },
};

/// Who works at the command line of the desk's machine, in rows that name a person: nobody on Discord has
/// this number.
pub const COMMAND_LINE: PersonId = PersonId::new(0);

/// What Discord says of somebody who types, presses or writes.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The interaction, for what may be done once only; a message has none.
    pub interaction: Option<u64>,
    /// What is asked for, as the record names it: the command as it is typed, or what was pressed.
    pub what: String,
    /// Who.
    pub person: PersonId,
    /// The name others see.
    pub name: String,
    /// What that person reads.
    pub language: Language,
    /// In which server; none in a direct message.
    pub guild: Option<GuildId>,
    /// In which channel or thread.
    pub channel: ChannelId,
    /// The channel of a thread.
    pub parent: Option<ChannelId>,
    /// The person's roles in the staff server, wherever they are now.
    pub staff_roles: Vec<RoleId>,
    /// Whether they are an administrator of the staff server, and there now.
    pub administrator: bool,
    /// Whether they may write where they are: who may only read in a channel is not of the team for which it
    /// speaks.
    pub writes: bool,
    /// The staff server.
    pub staff_guild: GuildId,
}

/// Somebody, with all that decides what they may do.
#[derive(Clone, Debug)]
pub struct Actor {
    /// What Discord says of them.
    pub asking: Asking,
    /// Their part in the staff.
    pub staff: Staff,
    /// The team for which their channel speaks, where they are of it or of the staff.
    pub team: Option<Team>,
    /// Their channel speaks for a team, and they may only read in it.
    pub reads_only: bool,
    /// The ticket in whose thread they are.
    pub ticket_here: Option<TicketNumber>,
    /// The desk's set-up, once there is one.
    pub setup: Option<Setup>,
    /// What of it is no longer there, as far as is known.
    pub gone: Vec<Gone>,
}

impl Desk {
    /// Works out who asks.
    pub async fn actor(&self, asking: Asking) -> Result<Actor> {
        let linked = asking.parent.unwrap_or(asking.channel);
        let (setup, team) = self.store.who(linked, asking.person).await?;
        let speaks = team.is_some();
        let staff = setup.as_ref().map_or_else(
            || Staff { administrator: asking.administrator, ..Staff::default() },
            |setup| part_in_staff(setup, &asking),
        );
        let ticket_here = match asking.parent {
            Some(_) => {
                let mut conn = self.store.read().await?;
                store::ticket::of_thread(&mut conn, asking.channel).await?.map(|thread| thread.ticket)
            }
            None => None,
        };
        let team = team.filter(|_| asking.writes || staff.any());
        let reads_only = speaks && team.is_none();
        Ok(Actor { asking, staff, team, reads_only, ticket_here, setup, gone: Vec::new() })
    }

    /// Whether anybody is known where this is asked: in the staff server, where a channel speaks for a
    /// customer, or in a ticket's thread. Elsewhere whoever asks is a stranger, and nobody has to be asked
    /// who they are.
    pub async fn knows_place(&self, asking: &Asking) -> Result<bool> {
        if asking.guild == Some(asking.staff_guild) {
            return Ok(true);
        }
        let (_, team) = self.store.who(asking.parent.unwrap_or(asking.channel), asking.person).await?;
        if team.is_some() || asking.parent.is_none() {
            return Ok(team.is_some());
        }
        let mut conn = self.store.read().await?;
        Ok(store::ticket::of_thread(&mut conn, asking.channel).await?.is_some())
    }
}

fn part_in_staff(setup: &Setup, asking: &Asking) -> Staff {
    Staff {
        agent: is_agent(setup, &asking.staff_roles),
        expert: asking.staff_roles.contains(&setup.expert_role),
        administrator: asking.administrator,
    }
}

fn is_agent(setup: &Setup, roles: &[RoleId]) -> bool {
    let has = |role: RoleId| roles.contains(&role);
    let on_call = [setup.on_call_1, setup.on_call_2, setup.on_call_3];
    has(setup.support_role) || on_call.into_iter().flatten().any(has)
}

impl Actor {
    /// Whoever runs the program with a command at its machine's command line: an administrator, as they have
    /// the database.
    pub fn at_command_line(what: &str, staff_guild: GuildId, setup: Option<Setup>) -> Self {
        let asking = Asking {
            interaction: None,
            what: what.to_owned(),
            person: COMMAND_LINE,
            name: String::new(),
            language: Language::En,
            guild: Some(staff_guild),
            channel: ChannelId::new(0),
            parent: None,
            staff_roles: Vec::new(),
            administrator: true,
            writes: true,
            staff_guild,
        };
        let staff = Staff { administrator: true, ..Staff::default() };
        Self { asking, staff, team: None, reads_only: false, ticket_here: None, setup, gone: Vec::new() }
    }

    /// What decides on what they may do.
    pub fn who(&self) -> Who {
        let part = |team: &Team| if team.manager { Part::Manager } else { Part::Member };
        Who { staff: self.staff, team: self.team.as_ref().map(part) }
    }

    /// Whether something that is typed or pressed is for them, by the table of rights, whatever it is done
    /// to.
    ///
    /// # Errors
    /// Refused to everybody else, and to all where the table has no such act.
    pub fn may(&self, act: &str) -> Result<(), Refusal> {
        rights::of(act).map_or(Err(Refusal::DraftGone), |whose| self.holds(whose))
    }

    fn holds(&self, whose: Whose) -> Result<(), Refusal> {
        whose.asks(self.who()).map_err(|lack| match lack {
            Lack::Team => self.no_team(),
            Lack::StaffActAsStaff => Refusal::StaffActAsStaff,
            Lack::Manager => Refusal::NotManager,
            Lack::Agent => {
                self.role_gone(|gone| matches!(gone, Gone::SupportRole(_))).unwrap_or(Refusal::NotAgent)
            }
            Lack::Expert => {
                self.role_gone(|gone| matches!(gone, Gone::ExpertRole(_))).unwrap_or(Refusal::NotExpert)
            }
            Lack::Administrator => Refusal::NotAdministrator,
        })
    }

    /// What is read by all where they are: the team's language in its channels; among staff, the staff's;
    /// elsewhere their own.
    pub fn read_here(&self) -> Language {
        let team = self.team.as_ref().map(|team| team.language);
        let staff = self.setup.as_ref().filter(|_| self.staff.any()).map(|setup| setup.language);
        team.or(staff).unwrap_or(self.asking.language)
    }

    /// Who.
    pub fn person(&self) -> PersonId {
        self.asking.person
    }

    /// What they read.
    pub fn language(&self) -> Language {
        self.asking.language
    }

    /// The desk's set-up.
    ///
    /// # Errors
    /// Refused while there is none.
    pub fn setup(&self) -> Result<&Setup, Refusal> {
        self.setup.as_ref().ok_or(Refusal::NotSetUp)
    }

    /// The team they speak for: to open, answer and book.
    ///
    /// # Errors
    /// Refused to staff, who act as staff, and where no customer is linked.
    pub fn as_team(&self) -> Result<&Team, Refusal> {
        self.holds(Whose::Team)?;
        self.team_here()
    }

    /// The team they speak for, as a manager of it.
    ///
    /// # Errors
    /// As [`Actor::as_team`], and refused for anyone who is not a manager.
    pub fn as_manager(&self) -> Result<&Team, Refusal> {
        self.holds(Whose::Managers)?;
        self.team_here()
    }

    /// The team whose channel this is, to read: staff may too.
    ///
    /// # Errors
    /// Refused where no customer is linked.
    pub fn team_here(&self) -> Result<&Team, Refusal> {
        self.team.as_ref().ok_or_else(|| self.no_team())
    }

    /// Whose sessions they may read.
    ///
    /// # Errors
    /// Refused for anyone who is neither staff nor in a customer's channel.
    pub fn reach(&self) -> Result<Reach, Refusal> {
        self.holds(Whose::Readers)?;
        if self.staff.any() {
            return Ok(Reach::Staff);
        }
        Ok(Reach::Team(self.team_here()?.scope))
    }

    /// Whose tickets they may read: an expert those into which they were called.
    ///
    /// # Errors
    /// As [`Actor::reach`].
    pub fn ticket_reach(&self) -> Result<Reach, Refusal> {
        self.holds(Whose::TicketReaders)?;
        if self.staff.works_as_agent() || !self.staff.any() {
            return self.reach();
        }
        Ok(Reach::Called(self.person()))
    }

    /// Whether somebody with these roles in the staff server is a support agent.
    pub fn would_be_agent(&self, roles: &[RoleId]) -> bool {
        self.setup.as_ref().is_some_and(|setup| is_agent(setup, roles))
    }

    /// That they are a support agent. An administrator of the staff server is one too.
    ///
    /// # Errors
    /// Refused to everybody else.
    pub fn as_agent(&self) -> Result<(), Refusal> {
        self.holds(Whose::Agents)
    }

    /// That they are an expert.
    ///
    /// # Errors
    /// Refused to everybody else.
    pub fn as_expert(&self) -> Result<(), Refusal> {
        self.holds(Whose::Experts)
    }

    /// That they are an administrator of the staff server.
    ///
    /// # Errors
    /// Refused to everybody else.
    pub fn as_administrator(&self) -> Result<(), Refusal> {
        self.holds(Whose::Administrators)
    }

    /// Nobody has a role that is gone: whoever is refused for it is told why.
    fn role_gone(&self, which: impl Fn(&Gone) -> bool) -> Option<Refusal> {
        self.gone.iter().copied().find(which).map(Refusal::Gone)
    }

    fn no_team(&self) -> Refusal {
        if self.reads_only {
            Refusal::ReadsOnly
        } else if self.asking.guild.is_none() {
            Refusal::DirectMessage
        } else {
            Refusal::NotLinked
        }
    }
}

impl Actor {
    /// On whose side they act: staff as staff, anybody else for the team.
    pub fn by(&self) -> By {
        if self.staff.any() { By::staff(self.person()) } else { By::team(self.person()) }
    }

    /// What they wrote, under the name shown.
    pub fn text(&self, body: &str) -> Text {
        Text { body: body.to_owned(), author: self.asking.name.clone() }
    }
}
