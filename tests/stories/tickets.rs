//! Tickets followed by their team: listed, shown, closed, reopened; and nobody else's.

use sandbox::Channel;

use crate::world::{Customer, World, said::said_privately, world};

/// A customer's member opens tickets, one for each subject.
async fn with_tickets(world: &World, customer: &Customer, subjects: &[&str]) {
    for subject in subjects {
        let line = format!(r#"/ticket open subject:"{subject}" description:"About {subject}.""#);
        customer.member.types(&customer.channel, &line).await;
    }
    world.settles().await;
    customer.channel.skip();
    world.staff.support.skip();
}

fn thread(customer: &Customer, number: &str) -> Channel {
    customer.channel.find_thread(number).expect("the ticket's thread")
}

/// Closed by the team, its thread put away; reopened with the same number, and its thread is back.
#[tokio::test]
async fn a_ticket_is_closed_and_reopened() {
    let world = world().await;
    let globex = &world.globex;
    with_tickets(&world, globex, &["Slow", "Broken"]).await;
    let thread = thread(globex, "#1");

    said_privately(
        &globex.member.types(&globex.channel, r#"/ticket close ticket:1 reason:"All **good**""#).await,
        &["#1", "closed"],
    );
    let told = thread.expect(&["Closed by", &globex.member.mention(), r"All \*\*good\*\*"]).await;
    assert_eq!(told.labels(), ["Reopen the ticket"]);
    globex.channel.expect_update(&["#1", "closed", "[Reopen the ticket]"]).await;
    world.settles().await;
    assert!(thread.is_archived());

    said_privately(
        &globex.manager.types(&globex.channel, "/ticket close ticket:#1").await,
        &["#1 is closed"],
    );
    said_privately(
        &globex.manager.types(&globex.channel, r#"/ticket reopen ticket:#1 reason:"Slow again""#).await,
        &["#1", "new"],
    );
    thread.expect(&["Reopened by", "Slow again", "[Close the ticket]"]).await;
    world.settles().await;
    assert!(!thread.is_archived());
    let staffs = world.staff.support.find_thread("#1").expect("the staff's thread");
    staffs.expect(&["Rouvert par", "Slow again"]).await;
    said_privately(&globex.manager.presses(&told, "Reopen the ticket").await, &["#1 is not closed"]);
    world.end().await;
}

/// Two people close at once, and one of them presses twice: it is closed once, and the others are told.
#[tokio::test]
async fn two_people_close_at_once() {
    let world = world().await;
    let acme = &world.acme;
    acme.member.types(&acme.channel, "/ticket open subject:Lent description:Trop").await;
    let first = acme.channel.expect(&["#1"]).await;
    let card = world.staff.support.expect(&["#1"]).await;
    world.settles().await;
    let answers = tokio::join!(
        acme.member.presses(&first, "Fermer le ticket"),
        acme.manager.presses(&first, "Fermer le ticket"),
        acme.member.presses(&first, "Fermer le ticket"),
        world.staff.bob.presses(&card, "Fermer le ticket"),
    );
    let all = [&answers.0, &answers.1, &answers.2, &answers.3];
    let told: Vec<&str> = all.iter().map(|answer| answer.text()).collect();
    let done =
        told.iter().filter(|text| **text == "État de #1 : fermé." || **text == "#1 is now closed.").count();
    assert_eq!(done, 1, "{told:?}");
    thread(acme, "#1").expect(&["Fermé par"]).await;
    let closed = "SELECT count(*) FROM ticket_event WHERE event LIKE '%\"closed\"%'";
    assert_eq!(world.counts(closed).await, 1);
    world.end().await;
}

/// The team's tickets in pages: words, numbers and states narrow them, buttons turn them, and staff see whose
/// they are.
#[tokio::test]
async fn tickets_are_listed_in_pages() {
    let world = world().await;
    let (globex, acme) = (&world.globex, &world.acme);
    with_tickets(&world, acme, &["Secret"]).await;
    let subjects: Vec<String> = (2..=13).map(|number| format!("Number {number} of *many*")).collect();
    let subjects: Vec<&str> = subjects.iter().map(String::as_str).collect();
    with_tickets(&world, globex, &subjects).await;

    let list = globex.member.types(&globex.channel, "/ticket list").await;
    said_privately(&list, &["Tickets: 12", "**#13**", r"Number 4 of \*many\*", "Page 1 of 2"]);
    assert!(!list.contains(&["Number 3 of"]) && !list.contains(&["Secret"]), "{}", list.text());
    assert_eq!(list.buttons(), ["Older"]);
    let older = globex.member.presses(&list, "Older").await;
    assert!(older.contains(&["**#3**", "**#2**", "Page 2 of 2"]), "{}", older.text());
    assert_eq!(older.buttons(), ["Newer"]);
    let newer = globex.member.presses(&older, "Newer").await;
    assert!(newer.contains(&["**#13**", "Page 1 of 2"]), "{}", newer.text());

    said_privately(
        &globex.member.types(&globex.channel, "/ticket list search:#7").await,
        &["Tickets: 1", "Number 7"],
    );
    said_privately(
        &globex.member.types(&globex.channel, r#"/ticket list search:"of *many*" state:closed"#).await,
        &["No ticket"],
    );
    said_privately(&globex.member.types(&globex.channel, "/ticket list search:%").await, &["No ticket"]);
    let staffs = world.staff.bob.types(&world.staff.support, "/ticket list search:Secret").await;
    said_privately(&staffs, &["Tickets: 1", "Acme", "Secret"]);
    world.end().await;
}

/// Found by what was written in it, whatever its case and accents; what staff noted is found by staff alone.
#[tokio::test]
async fn tickets_are_found_by_what_was_written() {
    let world = world().await;
    let (acme, bob, support) = (&world.acme, &world.staff.bob, &world.staff.support);
    with_tickets(&world, acme, &["Réseau lent", "Facture"]).await;
    bob.types(support, r#"/agent note ticket:#2 text:"Ils n'ont pas payé""#).await;
    bob.types(support, r#"/agent reply ticket:#1 text:"Une fibre est coupée""#).await;
    world.settles().await;
    for (words, found) in [("reseau", "**#1**"), ("COUPÉE fib", "**#1**"), ("about fact", "**#2**")] {
        let list = acme.member.types(&acme.channel, &format!("/ticket lister recherche:\"{words}\"")).await;
        said_privately(&list, &["Tickets : 1", found]);
    }
    said_privately(&acme.member.types(&acme.channel, "/ticket list search:payé").await, &["Aucun ticket"]);
    said_privately(&bob.types(support, "/ticket list search:paye").await, &["Tickets: 1", "**#2**"]);
    said_privately(
        &acme.member.types(&acme.channel, r#"/ticket list search:"OR \"NEAR(*""#).await,
        &["Aucun ticket"],
    );
    thread(acme, "#1").skip();
    for number in ["#1", "#2"] {
        support.find_thread(number).expect("the staff's thread").skip();
    }
    world.end().await;
}

/// Shown with where it stands and what happened last; notes of staff are not the team's to read.
#[tokio::test]
async fn a_ticket_is_shown_with_its_last_events() {
    let world = world().await;
    let (globex, bob, support) = (&world.globex, &world.staff.bob, &world.staff.support);
    with_tickets(&world, globex, &["Slow"]).await;
    bob.types(support, r#"/agent note ticket:#1 text:"They forgot to pay""#).await;
    bob.types(support, r#"/agent reply ticket:#1 text:"We are looking""#).await;
    world.settles().await;
    let shown = globex.member.types(&thread(globex, "#1"), "/ticket show").await;
    said_privately(&shown, &["#1", "acknowledged", "Opened by", &bob.mention(), "wrote", "We are looking"]);
    assert!(!shown.contains(&["forgot"]), "{}", shown.text());
    said_privately(
        &bob.types(support, "/ticket show ticket:1").await,
        &["Globex", "added a note", "They forgot to pay"],
    );
    thread(globex, "#1").skip();
    support.find_thread("#1").expect("the staff's thread").skip();
    world.end().await;
}

/// With no ticket named outside a thread, a menu offers those that fit: only open ones to close, only closed
/// ones to reopen.
#[tokio::test]
async fn a_menu_offers_the_tickets_that_fit() {
    let world = world().await;
    let globex = &world.globex;
    with_tickets(&world, &world.acme, &["Secret"]).await;
    said_privately(
        &globex.member.types(&globex.channel, "/ticket close").await,
        &["No ticket can be used for this"],
    );
    with_tickets(&world, globex, &["Slow", "Broken"]).await;

    let menu = globex.member.types(&globex.channel, "/ticket close reason:Done").await;
    said_privately(&menu, &["Which ticket?", "<#3 · P3 · Broken · new>", "<#2 · P3 · Slow · new>"]);
    assert!(!menu.contains(&["Secret"]));
    let closed = globex.member.chooses(&menu, "#2 · P3 · Slow · new").await;
    assert!(closed.contains(&["#2 is now closed."]), "{}", closed.text());
    thread(globex, "#2").expect(&["Closed by", "Done"]).await;

    let names = |choices: Vec<sandbox::Choice>| choices.into_iter().map(|one| one.name).collect::<Vec<_>>();
    let to_close = globex.member.suggestions(&globex.channel, "/ticket close ticket:").await;
    assert_eq!(names(to_close), ["#3 · P3 · Broken · new"]);
    let to_reopen = globex.member.suggestions(&globex.channel, "/ticket reopen ticket:#").await;
    assert_eq!(names(to_reopen), ["#2 · P3 · Slow · closed"]);
    let by_words = globex.member.suggestions(&globex.channel, "/ticket show ticket:brok").await;
    assert_eq!(names(by_words), ["#3 · P3 · Broken · new"]);
    let staffs = world.staff.bob.suggestions(&world.staff.support, "/agent ack ticket:1").await;
    assert_eq!(names(staffs), ["#1 · P3 · Acme · Secret · new"]);
    with_tickets(&world, globex, &["Room 2"]).await;
    let by_number = globex.member.suggestions(&globex.channel, "/ticket show ticket:2").await;
    assert_eq!(names(by_number), ["#2 · P3 · Slow · closed", "#4 · P3 · Room 2 · new"]);
    world.end().await;
}

/// Another team's number is not forbidden: there is no such ticket, whatever is tried with it.
#[tokio::test]
async fn another_teams_number_is_nobodys() {
    let world = world().await;
    let globex = &world.globex;
    with_tickets(&world, &world.acme, &["Secret"]).await;
    for line in [
        "show ticket:#1",
        "close ticket:1",
        "reopen ticket:#1 reason:Mine",
        "show ticket:#99",
        "show ticket:one",
    ] {
        let answer = globex.member.types(&globex.channel, &format!("/ticket {line}")).await;
        said_privately(&answer, &["Ticket not found"]);
    }
    assert_eq!(world.counts("SELECT count(*) FROM ticket_event WHERE ticket = 1").await, 1);
    world.end().await;
}
