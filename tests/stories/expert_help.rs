//! The expertise cell's help on a ticket: asked for, accepted or declined, and paid for only as the team
//! agrees.

use sandbox::{Channel, SeenMessage};

use crate::world::{
    Customer, World,
    hours::{Ledger, stamp},
    said::said,
    world,
};

/// A ticket of a customer's, with the team's thread; its messages are read.
async fn ticket(world: &World, customer: &Customer) -> Channel {
    customer.member.types(&customer.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    customer.channel.expect(&["#1"]).await;
    world.staff.support.expect(&["#1"]).await;
    customer.channel.find_thread("#1").expect("the ticket's thread")
}

/// Globex asks for help on its ticket; the team's thread, and the request to the experts.
async fn asked(world: &World) -> (Channel, SeenMessage) {
    let globex = &world.globex;
    let thread = ticket(world, globex).await;
    let answer = globex.member.types(&thread, r#"/ticket expert about:"The **edge** drops""#).await;
    said(&answer, &["asked to help on #1", "only if you agree"]);
    assert!(answer.is_private());
    world.settles().await;
    thread.expect(&["asked the experts for help", r"\*\*edge\*\*"]).await;
    let request = world.staff.experts.expect(&["Globex", "#1", "Slow", r"\*\*edge\*\*"]).await;
    assert_eq!(request.labels(), ["Accepter", "Refuser"]);
    (thread, request)
}

/// Nora accepts: the team is told, and she is called into the staff's thread, which is made for it.
async fn accepted(world: &World) -> Channel {
    let (thread, request) = asked(world).await;
    let staff = &world.staff;
    assert!(staff.support.find_thread("#1").is_none(), "no need of a staff's thread yet");
    said(&staff.nora.presses(&request, "Accepter").await, &["Vous aidez sur #1", "/expert terminer"]);
    world.settles().await;
    thread.expect(&[&staff.nora.mention(), "one of the experts, is helping"]).await;
    let called = staff.support.find_thread("#1").expect("the staff's thread").expect(&["aide sur #1"]).await;
    assert_eq!(called.notified, ["Nora"]);
    staff.support.expect_update(&["#1", "pris en compte"]).await;
    let corrected = staff.experts.expect_update(&[&staff.nora.mention(), "aide sur #1"]).await;
    assert_eq!(corrected.labels(), [] as [&str; 0]);
    assert!(staff.emil.presses(&request, "Accepter").await.impossible().is_some());
    thread
}

/// "The expert who accepts joins the staff's thread of the ticket. Asking is free; time spent is put to the
/// team and charged."
#[tokio::test]
async fn an_expert_helps_and_the_team_agrees_to_the_time() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let thread = accepted(&world).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 0 });
    said(&globex.member.types(&thread, "/ticket expert").await, &["already helping on #1"]);
    let shown = globex.member.types(&thread, "/ticket show").await;
    said(&shown, &["asked the experts for help", "one of the experts, is helping"]);
    said(
        &staff.nora.types(&staff.experts, "/expert agenda").await,
        &["Tickets sur lesquels vous aidez", "#1"],
    );

    let choices = staff.nora.suggestions(&staff.experts, "/expert done session:slow").await;
    assert_eq!(choices.len(), 1);
    assert_eq!(
        (choices[0].name.as_str(), choices[0].value.as_str()),
        ("Aide sur #1 · Slow · Globex", Some("#1"))
    );
    said(&staff.nora.types(&staff.experts, "/expert done session:#1").await, &["indiquez le temps passé"]);
    said(
        &staff.emil.types(&staff.experts, "/expert done session:#1 minutes:30").await,
        &["aren't helping on #1"],
    );
    let told =
        staff.nora.types(&staff.experts, "/expert done session:#1 minutes:61 notes:\"MTU put right\"").await;
    said(&told, &["fil de #1", "1 h 30"]);
    world.settles().await;
    let question = thread.expect(&["Nora spent 1 h 30 on #1", "only if you agree", "MTU put right"]).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 0 });
    said(&globex.manager.presses(&question, "Agree to the charge").await, &["agreed. Charged: 1 h 30"]);
    staff.experts.expect(&["Aide sur #1", "1 h 30"]).await;
    globex.channel.expect(&["Nora helped on #1. Charged: 1 h 30"]).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 90, held: 0 });
    assert!(globex.member.presses(&question, "Agree to the charge").await.impossible().is_some());
    said(&globex.member.types(&thread, "/expertise sessions").await, &["1 h 30", "support", "Nora"]);

    globex.member.types(&thread, "/ticket close").await;
    world.settles().await;
    thread.expect(&["Closed by"]).await;
    let over = staff.experts.expect_update(&[&staff.nora.mention(), "a aidé sur #1"]).await;
    assert!(over.notified.is_empty());
    world.end().await;
}

/// Never below zero: what is missing is told, and it can be agreed to later, or not; nobody answers for the
/// team.
#[tokio::test]
async fn time_that_the_hours_do_not_pay_for_is_not_charged() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let thread = accepted(&world).await;
    staff.nora.types(&staff.experts, "/expert done session:#1 minutes:150").await;
    world.settles().await;
    let question = thread.expect(&["Nora spent 2 h 30 on #1"]).await;
    said(&globex.member.presses(&question, "Agree to the charge").await, &["Only 2 h left", "2 h 30"]);
    staff.bob.joins(&globex.guild, &[]);
    said(&staff.bob.presses(&question, "Agree to the charge").await, &["on the support team"]);
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 0 });
    said(&globex.member.presses(&question, "Decline the charge").await, &["declined", "Nothing is charged"]);
    staff.experts.expect(&["a refusé", "Rien n'est décompté"]).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 0 });
    world.end().await;
}

/// Asked twice while a request waits: told so, one effect. An agent is no expert; who declines says why, and
/// the team may ask again.
#[tokio::test]
async fn the_cell_declines_and_is_asked_again() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let (thread, request) = asked(&world).await;
    said(&globex.manager.types(&thread, "/ticket expert").await, &["already been asked to help on #1"]);
    said(&staff.bob.presses(&request, "Accepter").await, &["experts"]);
    let form = staff.nora.presses(&request, "Refuser").await;
    said(&staff.nora.fills(&form, &[("reason", "Everyone is *away*")]).await, &["#1 refusée"]);
    world.settles().await;
    thread.expect(&["can't help", r"Everyone is \*away\*"]).await;
    staff.experts.expect_update(&["a refusé la demande d'aide"]).await;
    staff.support.expect_update(&["#1"]).await;
    said(&globex.member.types(&thread, "/ticket expert").await, &["asked to help on #1"]);
    world.settles().await;
    thread.expect(&["asked the experts"]).await;
    let request = staff.experts.expect(&["#1"]).await;

    globex.member.types(&thread, "/ticket close").await;
    world.settles().await;
    thread.expect(&["Closed by"]).await;
    staff.experts.expect_update(&["la demande est annulée"]).await;
    assert!(staff.nora.presses(&request, "Accepter").await.impossible().is_some());
    said(&globex.member.types(&thread, "/ticket expert ticket:#1").await, &["#1 is closed"]);
    staff.support.skip();
    world.end().await;
}

/// "On Standard the reply tells of packs"; Bronze has its three months; another team's ticket is not there,
/// staff do not ask.
#[tokio::test]
async fn without_privileged_access_the_reply_says_what_to_do() {
    let world = World::at("2026-12-31 10:00").await;
    let (globex, initech, staff) = (&world.globex, &world.initech, &world.staff);
    let thread = ticket(&world, initech).await;
    let packs = initech.member.types(&thread, "/ticket expert").await;
    said(&packs, &["Standard does not include", "/expertise pack"]);
    said(&globex.member.types(&globex.channel, "/ticket expert ticket:#1").await, &["Ticket not found"]);
    said(&staff.bob.types(&staff.support, "/ticket expert ticket:#1").await, &["on the support team"]);

    world.turns_to("2027-01-04 10:00").await;
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    globex.channel.expect(&["#2"]).await;
    staff.support.expect(&["#2"]).await;
    said(
        &globex.member.types(&globex.channel, "/ticket expert ticket:#2").await,
        &["first months only", "/contract show"],
    );
    assert_eq!(world.counts("SELECT count(*) FROM expert_help").await, 0);
    world.end().await;
}

/// "In business hours, else the reply says when they will read it."
#[tokio::test]
async fn at_night_the_reply_says_when_it_is_read() {
    let world = World::at("2026-12-24 19:00").await;
    let acme = &world.acme;
    let thread = ticket(&world, acme).await;
    let answer = acme.member.types(&thread, "/ticket expert").await;
    said(&answer, &["L'aide des experts est demandée", &stamp("2026-12-28 09:00")]);
    world.settles().await;
    thread.expect(&["a demandé l'aide des experts"]).await;
    world.staff.experts.expect(&["Acme", "#1"]).await;
    world.end().await;
}

/// However many experts press at once, one joins, and the others are told who.
#[tokio::test]
async fn of_two_experts_who_accept_one_joins() {
    let world = world().await;
    let staff = &world.staff;
    let (thread, request) = asked(&world).await;
    let (nora, emil) =
        tokio::join!(staff.nora.presses(&request, "Accepter"), staff.emil.presses(&request, "Accepter"));
    let (late, first) =
        if nora.contains(&["Vous aidez"]) { (emil, &staff.nora) } else { (nora, &staff.emil) };
    assert!(late.contains(&[&first.mention()]), "{}", late.text());
    world.settles().await;
    thread.expect(&[&first.mention(), "is helping on this ticket"]).await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket_event WHERE event LIKE '%expert_joined%'").await, 1);
    staff.support.skip();
    staff.experts.skip();
    staff.support.find_thread("#1").expect("the staff's thread").skip();
    world.end().await;
}
