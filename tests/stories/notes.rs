//! After a session its team is asked for a note, once: whoever of the team answers first answers for it, and
//! its expert reads it.

use sandbox::{Answer, Fault, SeenMessage};

use crate::{
    roles::with_button,
    world::{
        Customer, World,
        hours::{confirmed, stamp},
        said::said,
        world,
    },
};

/// How many notes there are.
const NOTES: &str = "SELECT count(*) FROM session_event WHERE step = 'noted'";

async fn types(world: &World, line: &str) -> Answer {
    world.staff.nora.types(&world.staff.experts, line).await
}

/// A session of Globex's of this afternoon has started; its reminders are read.
async fn started(world: &World) {
    world.nora_is_there().await;
    confirmed(world, &world.globex, "2026-11-23 14:00").await;
    world.turns_to("2026-11-23 15:00").await;
    world.staff.experts.skip();
    world.globex.channel.skip();
}

/// The team is asked; what is corrected at the same time is read.
async fn asked(world: &World, of: &Customer, words: &[&str]) -> SeenMessage {
    let told = of.channel.expect(words).await;
    world.settles().await;
    of.channel.skip();
    told
}

/// That session is over, and the team is asked how it was.
async fn delivered(world: &World) -> SeenMessage {
    started(world).await;
    said(&types(world, "/expert done session:1 notes:\"VLANs **done**\"").await, &["Décompté : 1 h"]);
    let told = asked(world, &world.globex, &["completed. Charged: 1 h", r"VLANs \*\*done\*\*"]).await;
    assert!(told.contains(&["How did it go, and what needs follow-up?"]), "{}", told.text());
    assert_eq!(told.labels(), ["Leave a note"]);
    told
}

/// The team's message says who left the note, and asks no more.
async fn asks_no_more(of: &Customer, who: &sandbox::Person) {
    let corrected = of.channel.expect_update(&["completed", "left the team's note", &who.mention()]).await;
    assert_eq!(corrected.labels(), [] as [&str; 0]);
    assert!(!corrected.contains(&["How did it go"]), "{}", corrected.text());
}

/// Asked with what was used, given in a form, told to the expert as it was written; kept among the session's
/// steps.
#[tokio::test]
async fn a_note_is_asked_given_and_told() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let told = delivered(&world).await;
    let form = globex.member.presses(&told, "Leave a note").await;
    let field = &form.form().fields[0];
    assert_eq!((field.label.as_str(), field.value.as_str()), ("How did it go? Any follow-up?", ""));
    assert!(field.paragraph && field.required);
    assert_eq!(field.lengths.1, 1_000);

    let blank = globex.member.fills(&form, &[("text", "  \n ")]).await;
    said(&blank, &["That text is empty", "Your text is saved"]);
    assert_eq!(world.counts(NOTES).await, 0);
    let again = globex.member.presses(&blank, "form:").await;
    let note = "Very *useful* @everyone <@1>\nFollow up: the VPN";
    let thanks = globex.member.fills(&again, &[("text", note)]).await;
    assert!(thanks.is_private());
    said(&thanks, &["Thank you", "Nora"]);

    let heard = staff.experts.expect(&["Globex", &globex.member.mention(), "a laissé une note"]).await;
    assert!(heard.contains(&[&stamp("2026-11-23 14:00"), r"Very \*useful\*", "Follow up: the VPN"]));
    assert!(!heard.contains(&["@everyone"]) && heard.contains(&[r"\<@1>"]), "{}", heard.text());
    assert_eq!(heard.notified, ["Nora"]);
    asks_no_more(globex, &globex.member).await;
    assert_eq!(world.counts(NOTES).await, 1);
    let step = "SELECT count(*) FROM session_event WHERE step = 'noted' AND seq = 4 AND text LIKE '%the VPN'";
    assert_eq!(world.counts(step).await, 1);
    world.end().await;
}

/// Nobody came, or the session was called off: nothing is asked.
#[tokio::test]
async fn nothing_is_asked_where_nothing_took_place() {
    let world = world().await;
    let globex = &world.globex;
    started(&world).await;
    said(&types(&world, "/expert done session:1 no-show:true").await, &["Décompté : 1 h"]);
    let told = globex.channel.expect(&["Nobody came"]).await;
    assert_eq!(told.labels(), [] as [&str; 0]);
    let button = with_button(&world, &globex.channel, "note:1").await;
    said(&globex.member.presses(&button, "note:1").await, &["can't do that now", "no-show"]);
    globex.channel.skip();
    world.end().await;
}

/// What took longer is put to the team first: the note is asked once that is answered, whichever way.
#[tokio::test]
async fn it_is_asked_once_what_took_longer_is_answered() {
    for (answer, used, heard) in [
        ("Agree to the charge", "Charged: 2 h", "Décompté en plus : 1 h"),
        ("Decline the charge", "Charged: 1 h", "1 h de plus"),
    ] {
        let world = world().await;
        let (globex, staff) = (&world.globex, &world.staff);
        started(&world).await;
        said(&types(&world, "/expert done session:1 minutes:95").await, &["1 h de plus"]);
        let told = globex.channel.expect(&["completed. Charged: 1 h"]).await;
        assert_eq!(told.labels(), [] as [&str; 0], "nothing is asked while more may be charged");
        let question = globex.channel.expect(&["unless you agree"]).await;
        globex.manager.presses(&question, answer).await;
        staff.experts.expect(&[heard]).await;
        let told = asked(&world, globex, &["completed", used, "How did it go"]).await;
        assert_eq!(told.labels(), ["Leave a note"]);
        let form = globex.manager.presses(&told, "Leave a note").await;
        said(&globex.manager.fills(&form, &[("text", "Longer than thought")]).await, &["Thank you"]);
        staff.experts.expect(&["a laissé une note", "Longer than thought"]).await;
        asks_no_more(globex, &globex.manager).await;
        world.end().await;
    }
}

/// It is the team's alone: staff act as staff, another team finds nothing, and nothing is kept of either.
#[tokio::test]
async fn it_is_for_the_team_alone() {
    let world = world().await;
    let (globex, acme, staff) = (&world.globex, &world.acme, &world.staff);
    let told = delivered(&world).await;
    for one in [&staff.bob, &staff.nora] {
        one.joins(&globex.guild, &[]);
    }
    said(&staff.bob.presses(&told, "Leave a note").await, &["on the support team"]);
    said(&staff.nora.presses(&told, "Leave a note").await, &["Vous faites partie du support"]);
    let theirs = with_button(&world, &acme.channel, "note:1").await;
    let nobodys = with_button(&world, &acme.channel, "note:99").await;
    let refused = acme.manager.presses(&theirs, "note:1").await;
    said(&refused, &["Séance introuvable"]);
    assert_eq!(refused.text(), acme.manager.presses(&nobodys, "note:99").await.text());
    assert_eq!(world.counts(NOTES).await, 0);
    acme.channel.skip();
    world.end().await;
}

/// Two of the team at once: the first stands, the other is told whose it is, and finds what they typed again.
#[tokio::test]
async fn of_two_who_answer_at_once_one_note_stands() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let told = delivered(&world).await;
    let (gus, grace) = (&globex.member, &globex.manager);
    let (first, second) =
        (gus.presses(&told, "Leave a note").await, grace.presses(&told, "Leave a note").await);
    let (of_gus, of_grace) = ([("text", "By Gus")], [("text", "By Grace")]);
    let (one, other) = tokio::join!(gus.fills(&first, &of_gus), grace.fills(&second, &of_grace));
    let (winner, words, loser, lost, own) = if one.contains(&["Thank you"]) {
        (gus, "By Gus", grace, other, "By Grace")
    } else {
        (grace, "By Grace", gus, one, "By Gus")
    };
    said(&lost, &[&winner.mention(), "left the team's note", &stamp("2026-11-23 15:00"), words, "is saved"]);
    let again = loser.presses(&lost, "form:").await;
    assert_eq!(again.form().fields[0].value, own);
    said(&loser.fills(&again, &[]).await, &[&winner.mention(), "left the team's note"]);
    staff.experts.expect(&["a laissé une note", words]).await;
    asks_no_more(globex, winner).await;
    assert_eq!(world.counts(NOTES).await, 1);

    let stale = with_button(&world, &globex.channel, "note:1").await;
    said(&loser.presses(&stale, "note:1").await, &[&winner.mention(), words]);
    globex.channel.skip();
    world.end().await;
}

/// The answer is lost, and the desk starts again before it has told anybody: the note is there once, and
/// everybody hears of it.
#[tokio::test]
async fn a_note_outlives_a_lost_answer_and_a_start() {
    let mut world = world().await;
    let told = delivered(&world).await;
    let form = world.globex.member.presses(&told, "Leave a note").await;
    world.stops().await;
    world.starts().await;
    world.sandbox.faults().next(1, "POST", "/interactions/*/*/callback", Fault::Status(500));
    assert!(world.globex.member.fills(&form, &[("text", "All clear")]).await.failed());
    world.sandbox.expect_failure();
    world.settles().await;
    let (globex, staff) = (&world.globex, &world.staff);
    globex.channel.expect(&[&globex.member.mention(), "may not have reached you"]).await;
    staff.experts.expect(&["a laissé une note", "All clear"]).await;
    asks_no_more(globex, &globex.member).await;
    said(&globex.member.fills(&form, &[("text", "Again")]).await, &["no longer valid"]);
    assert_eq!(world.counts(NOTES).await, 1);
    world.end().await;
}

/// Help on a ticket is paid for as the team agrees: it is asked for its note in its channel then, and not
/// where it did not agree.
#[tokio::test]
async fn help_on_a_ticket_is_noted_once_it_is_paid_for() {
    for agrees in [true, false] {
        let world = world().await;
        let (acme, staff) = (&world.acme, &world.staff);
        acme.member.types(&acme.channel, "/ticket open subject:Lent description:Très").await;
        world.settles().await;
        acme.channel.expect(&["#1"]).await;
        staff.support.expect(&["#1"]).await;
        let thread = acme.channel.find_thread("#1").expect("the ticket's thread");
        acme.member.types(&thread, "/ticket expert").await;
        world.settles().await;
        let request = staff.experts.expect(&["#1"]).await;
        staff.nora.presses(&request, "Accepter").await;
        said(&types(&world, "/expert done session:#1 minutes:30").await, &["30 min"]);
        world.settles().await;
        thread.skip();
        staff.support.find_thread("#1").expect("the staff's thread").skip();
        let question = thread.messages().pop().expect("the question");
        acme.member
            .presses(&question, if agrees { "Accepter le décompte" } else { "Refuser le décompte" })
            .await;
        world.settles().await;
        staff.experts.skip();
        if agrees {
            let told = asked(&world, acme, &["Aide sur #1", "Nora a aidé sur #1. Décompté : 30 min"]).await;
            let form = acme.member.presses(&told, "Laisser une note").await;
            assert_eq!(form.form().title, "Note sur la séance");
            said(&acme.member.fills(&form, &[("text", "Merci")]).await, &["Merci", "Nora"]);
            staff.experts.expect(&["#1", "a laissé une note", "Merci"]).await;
            acme.channel.expect_update(&["a laissé la note de l'équipe"]).await;
        }
        world.end().await;
    }
}
