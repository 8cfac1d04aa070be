//! Who may do what: one table, from which commands, buttons, menus, forms, suggestions and `/help` read, and
//! which the documentation prints.
//!
//! A row says for whom an act is, whatever it is done to. To whom a ticket or a session belongs is asked
//! besides, where it is read.

/// Somebody's part in the staff.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Staff {
    /// Support agent: the support role, or one of on-call.
    pub agent: bool,
    /// Expert.
    pub expert: bool,
    /// Administrator of the staff server, and there now.
    pub administrator: bool,
}

impl Staff {
    /// Whether they are of the staff at all.
    pub fn any(self) -> bool {
        self.agent || self.expert || self.administrator
    }

    /// Whether they work as an agent: an administrator does too.
    pub fn works_as_agent(self) -> bool {
        self.agent || self.administrator
    }
}

/// Somebody's part in a team: they may write in a channel that speaks for it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part {
    /// No more than that.
    Member,
    /// They manage the customer's contract too.
    Manager,
}

/// Somebody, as far as it decides what they may do where they are.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Who {
    /// Their part in the staff.
    pub staff: Staff,
    /// Their part in the team of the channel, where it speaks for one.
    pub team: Option<Part>,
}

/// For whom something is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Whose {
    /// Whoever writes in a customer's channel and is not of the staff.
    Team,
    /// Managers of the customer.
    Managers,
    /// The team, and agents.
    TeamAndAgents,
    /// The team, and the expert whose session or call it is.
    TeamAndExperts,
    /// The team, agents, and the experts who were called into the very ticket.
    TicketReaders,
    /// The team, and all staff.
    Readers,
    /// Agents.
    Agents,
    /// Experts.
    Experts,
    /// Administrators of the staff server.
    Administrators,
    /// Anybody: it gives no data.
    Anybody,
    /// Whoever it was shown to: what it leads to asks again.
    Shown,
}

/// What somebody lacks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Lack {
    /// A customer's channel, in which they may write.
    Team,
    /// To be of the team alone: staff act as staff.
    StaffActAsStaff,
    /// To manage the customer's contract.
    Manager,
    /// To be an agent.
    Agent,
    /// To be an expert.
    Expert,
    /// To be an administrator.
    Administrator,
}

impl Whose {
    /// Whether it is for somebody.
    ///
    /// # Errors
    /// What they lack.
    pub fn asks(self, who: Who) -> Result<(), Lack> {
        let holds = |so: bool, lack| if so { Ok(()) } else { Err(lack) };
        match self {
            Self::Team if who.staff.any() => Err(Lack::StaffActAsStaff),
            Self::Team => holds(who.team.is_some(), Lack::Team),
            Self::Managers => {
                Self::Team.asks(who)?;
                holds(who.team == Some(Part::Manager), Lack::Manager)
            }
            Self::TeamAndAgents => if who.staff.any() { Self::Agents } else { Self::Team }.asks(who),
            Self::TeamAndExperts => if who.staff.any() { Self::Experts } else { Self::Team }.asks(who),
            Self::Readers | Self::TicketReaders => holds(who.staff.any() || who.team.is_some(), Lack::Team),
            Self::Agents => holds(who.staff.works_as_agent(), Lack::Agent),
            Self::Experts => holds(who.staff.expert, Lack::Expert),
            Self::Administrators => holds(who.staff.administrator, Lack::Administrator),
            Self::Anybody | Self::Shown => Ok(()),
        }
    }

    /// For whom it is, in a cell of the documentation.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Team => "the team",
            Self::Managers => "the team's managers",
            Self::TeamAndAgents => "the team, agents",
            Self::TeamAndExperts => "the team, the expert whose it is",
            Self::TicketReaders => "the team, agents, experts called into that ticket",
            Self::Readers => "the team, staff",
            Self::Agents => "agents",
            Self::Experts => "experts",
            Self::Administrators => "administrators",
            Self::Anybody => "anybody; it gives no data",
            Self::Shown => "whoever it was shown to",
        }
    }
}

/// A row: what is typed (`/ticket open`), or what is pressed (`[close]`).
pub type Right = (&'static str, Whose);

/// The table. What is not in it is for nobody.
pub const RIGHTS: &[Right] = &[
    ("/ticket open", Whose::Team),
    ("/Open a ticket", Whose::Team),
    ("/ticket show", Whose::TicketReaders),
    ("/ticket list", Whose::TicketReaders),
    ("/ticket clock", Whose::TicketReaders),
    ("/ticket export", Whose::TicketReaders),
    ("/ticket close", Whose::TeamAndAgents),
    ("/ticket reopen", Whose::TeamAndAgents),
    ("/ticket expert", Whose::Team),
    ("/escalate", Whose::Team),
    ("/contract show", Whose::Readers),
    ("/contract preview", Whose::Readers),
    ("/contract upgrade", Whose::Managers),
    ("/contract settings", Whose::Managers),
    ("/expertise balance", Whose::Readers),
    ("/expertise sessions", Whose::Readers),
    ("/expertise book", Whose::Team),
    ("/expertise move", Whose::Team),
    ("/expertise cancel", Whose::Team),
    ("/expertise pack", Whose::Managers),
    ("/report", Whose::TeamAndAgents),
    ("/maintenance next", Whose::Readers),
    ("/maintenance list", Whose::Readers),
    ("/help", Whose::Anybody),
    ("/link", Whose::Anybody),
    ("/agent open", Whose::Agents),
    ("/agent ack", Whose::Agents),
    ("/agent take", Whose::Agents),
    ("/agent assign", Whose::Agents),
    ("/agent wait", Whose::Agents),
    ("/agent resume", Whose::Agents),
    ("/agent priority", Whose::Agents),
    ("/agent component", Whose::Agents),
    ("/agent reply", Whose::Agents),
    ("/agent note", Whose::Agents),
    ("/agent update", Whose::Agents),
    ("/agent restore", Whose::Agents),
    ("/agent board", Whose::Agents),
    ("/customer add", Whose::Agents),
    ("/customer edit", Whose::Agents),
    ("/customer level", Whose::Agents),
    ("/customer remove", Whose::Agents),
    ("/customer link", Whose::Agents),
    ("/customer unlink", Whose::Agents),
    ("/customer manager", Whose::Agents),
    ("/customer pack", Whose::Agents),
    ("/customer show", Whose::Agents),
    ("/customer list", Whose::Agents),
    ("/window list", Whose::Agents),
    ("/window add", Whose::Agents),
    ("/window move", Whose::Agents),
    ("/window extend", Whose::Agents),
    ("/window cancel", Whose::Agents),
    ("/incident open", Whose::Agents),
    ("/incident add", Whose::Agents),
    ("/incident drop", Whose::Agents),
    ("/incident update", Whose::Agents),
    ("/incident restore", Whose::Agents),
    ("/incident close", Whose::Agents),
    ("/incident show", Whose::Agents),
    ("/incident list", Whose::Agents),
    ("/incident export", Whose::Agents),
    ("/on-call show", Whose::Agents),
    ("/on-call calendar", Whose::Agents),
    ("/on-call name", Whose::Agents),
    ("/on-call cover", Whose::Agents),
    ("/on-call test", Whose::Agents),
    ("/desk setup", Whose::Administrators),
    ("/desk doctor", Whose::Agents),
    ("/desk audit", Whose::Agents),
    ("/expert hours", Whose::Experts),
    ("/expert settings", Whose::Experts),
    ("/expert off", Whose::Experts),
    ("/expert book", Whose::Experts),
    ("/expert agenda", Whose::Experts),
    ("/expert done", Whose::Experts),
    ("[ack]", Whose::Agents),
    ("[take]", Whose::Agents),
    ("[wait]", Whose::Agents),
    ("[resume]", Whose::Agents),
    ("[restore]", Whose::Agents),
    ("[update]", Whose::Agents),
    ("[reply]", Whose::Agents),
    ("[incident]", Whose::Agents),
    ("[escalate]", Whose::Team),
    ("[contest]", Whose::Team),
    ("[answered]", Whose::Team),
    ("[close]", Whose::TeamAndAgents),
    ("[reopen]", Whose::TeamAndAgents),
    ("[accept]", Whose::TeamAndExperts),
    ("[decline]", Whose::TeamAndExperts),
    ("[propose]", Whose::TeamAndExperts),
    ("[note]", Whose::Team),
    ("[confirm]", Whose::Shown),
    ("[dismiss]", Whose::Shown),
    ("[slot]", Whose::Shown),
    ("[page]", Whose::Shown),
    ("[form]", Whose::Shown),
];

/// For whom something is that is typed or pressed; none for what nobody may do.
pub fn of(act: &str) -> Option<Whose> {
    RIGHTS.iter().find(|(known, _)| *known == act).map(|(_, whose)| *whose)
}

/// The first lines of the table in the documentation.
const HEAD: &str = "| typed or pressed | member | manager | expert | agent | administrator | for |\n|---|---|---|---|---|---|---|\n";

/// The table as the documentation prints it.
pub fn printed() -> String {
    let mut page = HEAD.to_owned();
    let of_team = |part| Who { staff: Staff::default(), team: Some(part) };
    let of_staff = |staff| Who { staff, team: None };
    let columns = [
        of_team(Part::Member),
        of_team(Part::Manager),
        of_staff(Staff { expert: true, ..Staff::default() }),
        of_staff(Staff { agent: true, ..Staff::default() }),
        of_staff(Staff { administrator: true, ..Staff::default() }),
    ];
    for (act, whose) in RIGHTS {
        let cells = columns.map(|who| if whose.asks(who).is_ok() { " yes |" } else { " |" });
        page.extend([format!("| `{act}` |"), cells.concat(), format!(" {} |\n", whose.in_words())]);
    }
    page
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn staff_are_never_the_team() {
        for staff in [
            Staff { agent: true, ..Staff::default() },
            Staff { expert: true, ..Staff::default() },
            Staff { administrator: true, ..Staff::default() },
        ] {
            let who = Who { staff, team: Some(Part::Manager) };
            assert_eq!(Whose::Team.asks(who), Err(Lack::StaffActAsStaff));
            assert_eq!(Whose::Managers.asks(who), Err(Lack::StaffActAsStaff));
        }
    }

    #[test]
    fn a_member_manages_nothing_and_a_stranger_is_no_member() {
        let member = Who { team: Some(Part::Member), ..Who::default() };
        assert_eq!(Whose::Managers.asks(member), Err(Lack::Manager));
        assert_eq!(Whose::Managers.asks(Who::default()), Err(Lack::Team));
        assert_eq!(Whose::Readers.asks(Who::default()), Err(Lack::Team));
    }

    #[test]
    fn an_act_has_one_row_and_what_has_none_is_nobodys() {
        let acts: BTreeSet<&str> = RIGHTS.iter().map(|(act, _)| *act).collect();
        assert_eq!(acts.len(), RIGHTS.len());
        assert_eq!(of("/desk burn"), None);
    }

    /// The page holds the table as it is.
    #[test]
    fn the_documentation_prints_the_table() {
        let page = include_str!("../../docs/rights.md");
        assert!(page.contains(&printed()), "docs/rights.md must hold:\n{}", printed());
    }
}
