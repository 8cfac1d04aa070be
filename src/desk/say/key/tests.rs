use chrono::TimeDelta;
use rstest::rstest;

use super::*;

const TICKET: TicketNumber = TicketNumber::new(7);
const SEQ: EventSeq = EventSeq::new(3);
const SESSION: SessionId = SessionId::new(4);
const HELP: ExpertHelpId = ExpertHelpId::new(1_000_000_005);
const INCIDENT: IncidentNumber = IncidentNumber::new(8);
const CUSTOMER: CustomerId = CustomerId::new(2);
const CHANNEL: ChannelId = ChannelId::new(41);
const PERSON: PersonId = PersonId::new(6);
const MESSAGE: MessageId = MessageId::new(51);

/// 2026-01-01 00:00:00.250 UTC.
fn at() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::milliseconds(1_767_225_600_250)
}

fn date() -> NaiveDate {
    at().date_naive()
}

fn month() -> Month {
    Month::of(date())
}

fn page(way: PageWay) -> PageCall {
    PageCall { ticket: TICKET, ladder: 1, rung: 0, due: at(), way }
}

fn pages(way: PageWay) -> Pages {
    Pages { of: Together::Team(CUSTOMER), number: 29_453_760, due: at(), way }
}

fn of_incident() -> Pages {
    Pages { of: Together::Incident(INCIDENT), ..pages(PageWay::Support) }
}

fn alarm(alarm: Alarm) -> Key {
    Key::Alarm(alarm, "night".parse().expect("a key"))
}

/// Databases keep these texts: do not change this test, add a key.
#[rstest]
#[case(Key::Posted(TICKET), "ticket:7:posted")]
#[case(Key::PostedChanged(TICKET, Why::Event(SEQ)), "ticket:7:posted:3")]
#[case(Key::PostedChanged(TICKET, Why::ContestOver(SEQ)), "ticket:7:posted:contest-over:3")]
#[case(Key::PostedChanged(TICKET, Why::Heard(at())), "ticket:7:posted:heard:1767225600250")]
#[case(Key::PostedChanged(TICKET, Why::Silent(at())), "ticket:7:posted:silent:1767225600250")]
#[case(Key::PostedAgain(TICKET, at()), "ticket:7:posted-again:1767225600250")]
#[case(Key::ThreadIsNew(TICKET, at()), "ticket:7:thread-is-new:1767225600250")]
#[case(Key::TeamThread(TICKET, at()), "ticket:7:thread:1767225600250")]
#[case(Key::Card(TICKET), "ticket:7:card")]
#[case(Key::CardChanged(TICKET, Why::Event(SEQ)), "ticket:7:card:3")]
#[case(Key::CardChanged(TICKET, Why::Incident(INCIDENT, SEQ)), "ticket:7:card:incident:8:3")]
#[case(Key::CardAgain(TICKET, at()), "ticket:7:card-moved:1767225600250")]
#[case(Key::CardFollows(TICKET, at()), "ticket:7:card-moved:1767225600")]
#[case(Key::StaffThread(TICKET, 12), "ticket:7:staff-thread:12")]
#[case(Key::Happened(TICKET, SEQ), "ticket:7:happened:3")]
#[case(Key::HappenedChanged(TICKET, SEQ, Contest::Over), "ticket:7:happened:3:contest-over")]
#[case(Key::HappenedChanged(TICKET, SEQ, Contest::Made), "ticket:7:happened:3:contested")]
#[case(Key::Copied(TICKET, SEQ, WhichThread::Teams), "ticket:7:copied:3:team")]
#[case(Key::Copied(TICKET, SEQ, WhichThread::Staffs), "ticket:7:copied:3:staff")]
#[case(Key::NotKept(TICKET, SEQ, WhichThread::Teams), "ticket:7:not-kept:3")]
#[case(Key::NotKept(TICKET, SEQ, WhichThread::Staffs), "ticket:7:not-kept:3:staff")]
#[case(Key::Unkept(TICKET, Once::Message(MESSAGE), WhichThread::Teams), "ticket:7:unkept:51")]
#[case(Key::Unkept(TICKET, Once::Thread(PERSON, CHANNEL), WhichThread::Staffs), "ticket:7:unkept:6:41:staff")]
#[case(Key::GoesOn(TICKET, Once::Minutes(PERSON, CHANNEL, 2_945_376)), "ticket:7:goes-on:6:41:2945376")]
#[case(Key::StillClosed(TICKET, SEQ), "ticket:7:still-closed:3")]
#[case(Key::Aside(TICKET, CHANNEL), "ticket:7:aside:41")]
#[case(Key::NotSaid(TICKET, 12), "ticket:7:not-said:12")]
#[case(Key::Away(TICKET, SEQ, WhichThread::Teams), "ticket:7:away:3:team:7")]
#[case(Key::AwayAgain(TICKET, Wrote::Event(SEQ), WhichThread::Staffs), "ticket:7:away-again:3:staff:7")]
#[case(
    Key::AwayAgain(TICKET, Wrote::Message(MESSAGE), WhichThread::Teams),
    "ticket:7:away-again:message-51:team:7"
)]
#[case(Key::UpdateReminder(TICKET, SEQ), "ticket:7:update-reminder:3")]
#[case(Key::Reminded(TICKET, SEQ), "ticket:7:reminded:3")]
#[case(Key::Warned(TICKET, 1, 75), "ticket:7:warned:1:75")]
#[case(Key::Mended(TICKET, at()), "ticket:7:mended:1767225600")]
#[case(Key::Unheard(TICKET, at()), "unheard:7:1767225600")]
#[case(Key::Page(page(PageWay::Support)), "ticket:7:page:1:0")]
#[case(Key::Page(page(PageWay::Experts)), "ticket:7:page:1:0:experts")]
#[case(Key::Page(page(PageWay::Owner)), "ticket:7:page:1:0:owner")]
#[case(Key::Page(page(PageWay::Installer)), "ticket:7:page:1:0:installer")]
#[case(Key::PageAgain(page(PageWay::Support), at()), "ticket:7:page:1:0:again:1767225600")]
#[case(Key::PageOver(Key::Page(page(PageWay::Support)).to_string()), "over:ticket:7:page:1:0")]
#[case(Key::Pages(pages(PageWay::Support)), "customer:2:pages:29453760")]
#[case(Key::Pages(pages(PageWay::Owner)), "customer:2:pages:29453760:owner")]
#[case(
    Key::SeveralChanged("customer:2:pages:29453760".to_owned(), 2),
    "over:customer:2:pages:29453760:2"
)]
#[case(Key::Pages(of_incident()), "incident:8:pages:29453760")]
#[case(Key::Board(at()), "board:1767225600")]
#[case(Key::BoardChanged("board:1767225600".to_owned(), TICKET, SEQ), "board:1767225600:7:3")]
#[case(Key::BoardToldOf("board:1767225600".to_owned(), INCIDENT, SEQ), "board:1767225600:incident:8:3")]
#[case(Key::BoardMoved("board:1767225600".to_owned()), "board:1767225600:moved")]
#[case(Key::Session(SESSION, Party::Expert), "session:4:expert")]
#[case(Key::SessionHappened(SESSION, Party::Team, SEQ), "session:4:team:happened:3")]
#[case(Key::SessionChanged(SESSION, Party::Team, SEQ), "session:4:team:again:3")]
#[case(Key::SessionReminder(SESSION, Party::Team, at(), 24), "session:4:team:remind:1767225600:24")]
#[case(Key::Note(SESSION), "session:4:note")]
#[case(Key::NoteChanged(SESSION), "session:4:note:again")]
#[case(Key::More(SESSION, 9), "session:4:more:9")]
#[case(Key::MoreRefused(SESSION, 9), "session:4:more:9:refused")]
#[case(Key::Help(HELP), "help:1000000005")]
#[case(Key::HelpChanged(HELP, ExpertHelpState::Accepted), "help:1000000005:accepted")]
#[case(Key::HelpJoined(HELP), "help:1000000005:joined")]
#[case(Key::PackOrder(9), "pack-order:9")]
#[case(Key::PackAnswered(9), "pack-order:9:answered")]
#[case(Key::PackGranted(61), "pack-granted:61")]
#[case(Key::ExpertLeft(PERSON, at()), "expert:6:left:1767225600")]
#[case(Key::Unused(CUSTOMER, month()), "unused:2:2026-01")]
#[case(Key::Report(month(), CUSTOMER), "report:2026-01:2")]
#[case(Key::Receipts(date()), "receipts:2026-01-01")]
#[case(Key::IncidentTold(INCIDENT, SEQ, TICKET), "incident:8:3:ticket:7")]
#[case(Key::IncidentReminder(INCIDENT, SEQ), "incident:8:update-reminder:3")]
#[case(Key::IncidentWarned(INCIDENT, 50, at()), "incident:8:warned:50:1767225600250")]
#[case(Key::IncidentProposed(TICKET), "ticket:7:incident-proposed")]
#[case(Key::IncidentSilence(INCIDENT, at()), "incident:8:silence:1767225600250")]
#[case(Key::NoThreads(CHANNEL, "160006".to_owned(), date()), "no-threads:41:160006:2026-01-01")]
#[case(Key::DiscordWasAway(at()), "discord-was-away:1767225600")]
#[case(Key::Shut(CHANNEL, Destination::Owner, at()), "shut:41:owner::1767225600250")]
#[case(Key::Shut(CHANNEL, Destination::Channel(CHANNEL), at()), "shut:41:channel:41:1767225600250")]
#[case(Key::CalendarUnread(2, at()), "on-call:2:unread:1767225600")]
#[case(Key::OnCallLook(date()), "on-call-look:2026-01-01")]
#[case(Key::AnswerLost(61), "answer:61")]
#[case(alarm(Alarm::Call { ticket: TICKET, ladder: 1, rung: 0, due: at() }), "ticket:7:alarm:1:0:night")]
#[case(alarm(Alarm::Acknowledged { ticket: TICKET, ladder: 1 }), "ticket:7:alarm-acknowledged:1:night")]
#[case(alarm(Alarm::Ended { ticket: TICKET, ladder: 1 }), "ticket:7:alarm-ended:1:night")]
#[case(alarm(Alarm::Anew { ticket: TICKET, ladder: 1 }), "ticket:7:alarm-anew:1:night")]
#[case(alarm(Alarm::Calls { of: Together::Team(CUSTOMER), number: 29_453_760, due: at() }), "customer:2:alarm:29453760:night")]
#[case(alarm(Alarm::CallsEnded { of: Together::Team(CUSTOMER), number: 29_453_760 }), "customer:2:alarm-ended:29453760:night")]
#[case(alarm(Alarm::Calls { of: Together::Incident(INCIDENT), number: 5, due: at() }), "incident:8:alarm:5:night")]
#[case(alarm(Alarm::CallsEnded { of: Together::Incident(INCIDENT), number: 5 }), "incident:8:alarm-ended:5:night")]
#[case(
    alarm(Alarm::IncidentWarning { incident: INCIDENT, percent: 75, due: at() }),
    "incident:8:alarm-warned:75:1767225600250:night"
)]
#[case(alarm(Alarm::Reminder { ticket: TICKET, seq: SEQ }), "ticket:7:alarm-reminded:3:night")]
#[case(
    alarm(Alarm::Warning { ticket: TICKET, clock: 1, percent: 75, due: at() }),
    "ticket:7:alarm-warned:1:75:night"
)]
#[case(
    alarm(Alarm::RouteFails { route: "chef".parse().expect("a key"), error: String::new(), hour: 490_896 }),
    "alarm-route-fails:chef:490896:night"
)]
#[case(alarm(Alarm::Away { since: at() }), "alarm-away:1767225600:night")]
#[case(alarm(Alarm::Back { since: at(), until: at() }), "alarm-back:1767225600:night")]
#[case(alarm(Alarm::ShutOut { at: at(), why: String::new() }), "alarm-shut-out:1767225600:night")]
#[case(alarm(Alarm::Test { number: 61, by: String::new() }), "alarm-test:61:night")]
#[case(Key::RouteFails("night".parse().expect("a key"), 490_896), "route-fails:night:490896")]
fn the_texts_of_keys_are_pinned(#[case] key: Key, #[case] text: &str) {
    assert_eq!(key.to_string(), text);
}

/// As above, of what is asked for by what it begins with.
#[rstest]
#[case(Key::ladder(TICKET, 1), "ticket:7:page:1:")]
#[case(Key::pages_of(Together::Team(CUSTOMER)), "customer:2:pages:")]
#[case(Key::alarms(TICKET, 1), "ticket:7:alarm:1:")]
#[case(Key::alarms_of(Together::Team(CUSTOMER)), "customer:2:alarm:")]
#[case(Key::pages_of(Together::Incident(INCIDENT)), "incident:8:pages:")]
#[case(Key::alarms_of(Together::Incident(INCIDENT)), "incident:8:alarm:")]
#[case(Key::incident_warnings(INCIDENT, 50), "incident:8:warned:50:")]
#[case(Key::incident_warnings_by_route(INCIDENT, 50), "incident:8:alarm-warned:50:")]
#[case(Key::incident_silences(INCIDENT), "incident:8:silence:")]
#[case(Key::changes_of("incident:8:pages:5"), "over:incident:8:pages:5:")]
#[case(Key::cards_again(TICKET), "ticket:7:card-moved:")]
#[case(Key::shut(CHANNEL, Destination::Owner), "shut:41:owner::")]
#[case(Key::incident_words(INCIDENT, SEQ), "incident:8:3:")]
#[case(Key::incident_word_at_link(INCIDENT, 4), "incident:8:linked:4:")]
#[case(Key::notices(WindowId::new(5), 2, &Occasion::Linked(17)), "window:5:r2::linked:17:")]
#[case(Key::Page(page(PageWay::Support)).continued(), "ticket:7:page:1:0:")]
fn what_keys_begin_with_is_pinned(#[case] prefix: Prefix, #[case] text: &str) {
    assert_eq!(prefix.to_string(), text);
}

#[rstest]
#[case(Key::Happened(TICKET, SEQ), "ticket:7")]
#[case(Key::Help(HELP), "help:1000000005")]
#[case(Key::Unused(CUSTOMER, month()), "unused:2")]
fn a_key_says_what_it_is_of(#[case] key: Key, #[case] subject: &str) {
    assert_eq!(key.subject(), subject);
}
