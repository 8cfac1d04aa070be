//! Opening a ticket: typed, from a form, from a message, by staff for a customer who called.

use sandbox::{Answer, Person};

use crate::world::{Customer, World, said::said_privately, world};

async fn opens(customer: &Customer, line: &str) -> Answer {
    customer.member.types(&customer.channel, &format!("/ticket open {line}")).await
}

/// What nobody but its readers should see of an opening is not the subject of the story.
async fn posted(world: &World, customer: &Customer, words: &[&str]) {
    customer.channel.expect(words).await;
    world.staff.support.expect(words).await;
}

/// From the command typed to the message read, on both sides.
#[tokio::test]
async fn a_ticket_is_opened_seen_and_taken() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);

    let answer = opens(
        acme,
        r#"subject:"Le portail est lent" description:"Depuis 9 h, toutes les pages." priority:P2"#,
    )
    .await;
    said_privately(&answer, &["#1", "ouvert"]);

    let first = acme.channel.expect(&["#1", "P2", "Le portail est lent", "Depuis 9 h"]).await;
    assert_eq!(first.labels(), ["Passer en P1", "Fermer le ticket"]);
    let card = staff.support.expect(&["#1", "Acme", "Le portail est lent"]).await;
    let seen = staff.bob.presses(&card, "Prendre en compte").await;
    said_privately(&seen, &["#1", "acknowledged"]);

    world.settles().await;
    let thread = acme.channel.find_thread("#1").expect("the ticket's thread");
    thread.expect(&["a pris en compte"]).await;
    acme.channel.expect_update(&["#1", "pris en compte"]).await;
    staff.support.expect_update(&["#1", "pris en compte"]).await;
    world.end().await;
}

/// Where the subject or the description is missing, a form asks; what was typed already stands in it.
#[tokio::test]
async fn a_form_asks_for_what_is_missing() {
    let world = world().await;
    let globex = &world.globex;
    let form = opens(globex, r#"subject:"Backups fail" category:request component:backup"#).await;
    let fields: Vec<&str> = form.form().fields.iter().map(|field| field.value.as_str()).collect();
    assert_eq!(fields, ["Backups fail", ""]);
    let sent =
        globex.member.fills(&form, &[("description", "Every night since **Monday**, says @everyone.")]).await;
    said_privately(&sent, &["#1"]);
    let first = globex
        .channel
        .expect(&["#1", "Backups fail", r"\*\*Monday\*\*", "@\u{200b}everyone", "Backup"])
        .await;
    assert!(first.notified.is_empty());
    world.staff.support.expect(&["#1", "Sauvegarde"]).await;
    let twice = globex.member.fills(&form, &[("description", "Again.")]).await;
    said_privately(&twice, &["already used"]);
    world.end().await;
}

/// A subject that is too long is refused in the person's language, and not a letter of it is lost.
#[tokio::test]
async fn a_subject_too_long_comes_back_in_a_form() {
    let world = world().await;
    let acme = &world.acme;
    let subject = "é".repeat(101);
    let refused = opens(acme, &format!(r#"subject:"{subject}" description:"Détail.""#)).await;
    said_privately(&refused, &["trop long", "101", "100", "conservé"]);
    assert_eq!(refused.buttons(), ["Rouvrir le formulaire"]);

    let form = acme.member.presses(&refused, "Rouvrir le formulaire").await;
    assert_eq!(form.form().fields[0].value, subject);
    assert_eq!(form.form().fields[1].value, "Détail.");
    let still = acme.member.fills(&form, &[]).await;
    said_privately(&still, &["trop long"]);

    // The button that was pressed first opens nothing any more: its form was sent.
    said_privately(&acme.member.presses(&refused, "Rouvrir le formulaire").await, &["déjà"]);
    let form = acme.member.presses(&still, "Rouvrir le formulaire").await;
    let others = acme.manager.fills(&form, &[("subject", "À moi")]).await;
    said_privately(&others, &["quelqu'un d'autre"]);
    said_privately(&acme.member.fills(&form, &[("subject", &"é".repeat(100))]).await, &["#1"]);
    posted(&world, acme, &["#1", &"é".repeat(100), "Détail."]).await;
    world.end().await;
}

/// A component is chosen among those of the offer; one that is not there is asked for again, with all the
/// rest kept.
#[tokio::test]
async fn an_unknown_component_is_asked_for_again() {
    let world = world().await;
    let globex = &world.globex;
    let choices = globex.member.suggestions(&globex.channel, "/ticket open component:k").await;
    let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
    assert!(names.contains(&"Managed Kubernetes (beta: no support commitment)"), "{names:?}");

    let refused = opens(globex, r#"subject:"Slow" description:"Since noon." component:"mainframe""#).await;
    said_privately(&refused, &["component: `mainframe`", "saved"]);
    let form = globex.member.presses(&refused, "Reopen the form").await;
    let fields: Vec<&str> = form.form().fields.iter().map(|field| field.value.as_str()).collect();
    assert_eq!(fields, ["Slow", "Since noon.", "mainframe"]);
    said_privately(&globex.member.fills(&form, &[("Component", "block storage")]).await, &["#1"]);
    posted(&world, globex, &["#1", "Slow"]).await;
    world.end().await;
}

/// "Account and billing questions: business hours." Outside them the reply says when it will be read.
#[tokio::test]
async fn an_account_question_says_when_it_is_read() {
    let world = World::at("2026-11-27 18:00").await;
    let answer = opens(&world.globex, r#"subject:"Invoice" description:"Twice." category:account"#).await;
    let monday = crate::world::paris("2026-11-30 09:00").timestamp();
    said_privately(&answer, &["#1", &format!("<t:{monday}:F>")]);
    posted(&world, &world.globex, &["#1", "Invoice"]).await;
    world.end().await;
}

/// What is too long to be shown goes whole into a file.
#[tokio::test]
async fn a_long_description_is_kept_whole() {
    let world = world().await;
    let globex = &world.globex;
    let description = format!("{} the end", "word ".repeat(900));
    said_privately(&opens(globex, &format!(r#"subject:"Long" description:"{description}""#)).await, &["#1"]);
    for place in [&globex.channel, &world.staff.support] {
        let message = place.expect(&["#1", "Long", "ticket-1.txt"]).await;
        assert_eq!(String::from_utf8_lossy(&message.files[0].bytes), description);
    }
    world.end().await;
}

/// From a message that somebody wrote: its text and files are kept, the ticket links it, and one message
/// opens one ticket.
#[tokio::test]
async fn a_ticket_is_opened_from_a_message() {
    let world = world().await;
    let acme = &world.acme;
    let message = acme
        .manager
        .says_with_files(&acme.channel, "Rien ne marche <@&123>", &[("écran.png", b"pixels")])
        .expect("a message");
    let form = acme.member.uses_menu("Ouvrir un ticket", &message).await;
    assert_eq!(form.form().fields[1].value, "Rien ne marche <@&123>");
    let other = acme.manager.uses_menu("Open a ticket", &message).await;
    said_privately(&acme.member.fills(&form, &[("subject", "Tout est arrêté")]).await, &["#1"]);
    let link =
        format!("https://discord.com/channels/{}/{}/{}", acme.guild.id(), acme.channel.id(), message.id);
    posted(&world, acme, &["#1", "Tout est arrêté", r"\<@&123>", &link]).await;
    assert_eq!(
        world
            .counts("SELECT count(*) FROM attachment WHERE ticket = 1 AND size = 6 AND length(sha256) = 64")
            .await,
        1
    );
    let twice = acme.manager.fills(&other, &[("subject", "Moi aussi")]).await;
    said_privately(&twice, &["existe déjà pour ce message : #1"]);
    world.end().await;
}

/// A ticket taken by phone: opened for the customer, followed in its channel, "by phone" on record.
#[tokio::test]
async fn staff_open_a_ticket_for_who_called() {
    let world = world().await;
    let (bob, support, globex) = (&world.staff.bob, &world.staff.support, &world.globex);
    let line =
        r#"/agent open customer:Globex subject:"VPN down" description:"Says Gus." caller:"Gus, +44 20""#;
    said_privately(&bob.types(support, line).await, &["#1"]);
    globex.channel.expect(&["#1", "VPN down", "Phone or email: Gus, +44 20"]).await;
    support.expect(&["#1", "Globex", "Téléphone ou e-mail : Gus, +44 20"]).await;
    let event =
        "SELECT count(*) FROM ticket_event WHERE event LIKE '%\"origin\":\"phone\"%' AND side = 'staff'";
    assert_eq!(world.counts(event).await, 1);

    let form = bob.types(support, "/agent open customer:Acme subject:Lent").await;
    said_privately(&bob.fills(&form, &[("description", "Au téléphone.")]).await, &["#2"]);
    posted(&world, &world.acme, &["#2", "Au téléphone"]).await;

    said_privately(&bob.types(support, "/customer add name:Umbrella level:Gold").await, &["Umbrella"]);
    let nowhere = bob.types(support, "/agent open customer:Umbrella subject:Hello description:There").await;
    said_privately(&nowhere, &["no channel", "saved"]);
    world.end().await;
}

/// One dispatch that comes twice opens one ticket.
#[tokio::test]
async fn a_command_dispatched_twice_opens_once() {
    let world = world().await;
    world.sandbox.faults().double_events(1);
    let _whichever_came_first = opens(&world.globex, "subject:Once description:Only").await;
    world.settles().await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket").await, 1);
    posted(&world, &world.globex, &["#1", "Once"]).await;
    let _late_answer = world.sandbox.expect_refusal(40_060);
    world.end().await;
}

/// Staff act as staff: in a customer's channel too they open nothing for the team.
#[tokio::test]
async fn staff_do_not_open_for_the_team() {
    let world = world().await;
    let bob: &Person = &world.staff.bob;
    bob.joins(&world.globex.guild, &[]);
    let refused = bob.types(&world.globex.channel, "/ticket open subject:Hello description:There").await;
    said_privately(&refused, &["You're on the support team"]);
    assert_eq!(world.counts("SELECT count(*) FROM ticket").await, 0);
    world.end().await;
}

/// A P1 taken by phone: it is confirmed by the agent's press, pages at once, and its clock runs from there.
#[tokio::test]
async fn staff_open_a_p1_for_who_called() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    let line = r#"/agent open customer:Acme subject:"Tout est arrêté" description:"Au téléphone." priority:P1 caller:"Alice""#;
    let asked = staff.bob.types(&staff.support, line).await;
    said_privately(&asked, &["Open a P1 for Acme", "Tout est arrêté", "4 h"]);
    assert_eq!(world.counts("SELECT count(*) FROM ticket").await, 0);
    world.turns(chrono::TimeDelta::minutes(3)).await;
    let opened = staff.bob.presses(&asked, "confirm").await;
    let deadline = format!("<t:{}:", crate::world::paris("2026-11-23 14:03").timestamp());
    assert!(opened.contains(&["#1", &deadline]), "{}", opened.text());
    world.settles().await;
    acme.channel.expect(&["#1", "P1", "Téléphone ou e-mail : Alice", &deadline]).await;
    let (card, page) = world.card_and_page(&["#1", "Acme", "Tout est arrêté"]).await;
    assert!(card.contains(&["Téléphone ou e-mail : Alice"]), "{}", card.text());
    assert_eq!(page.notified, ["on-call-1"]);
    let contested = acme.member.types(&acme.channel, "/ticket clock ticket:#1").await;
    assert!(contested.contains(&["GTR de 4 h (Gold)", &deadline]), "{}", contested.text());
    world.end().await;
}

/// A ticket from a message with files becomes a P1: what came with the message stays with it, and the clock
/// runs from the press.
#[tokio::test]
async fn a_ticket_from_a_message_becomes_a_p1() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    let message = acme
        .manager
        .says_with_files(&acme.channel, "Rien ne marche", &[("écran.png", b"pixels"), ("log.txt", b"42")])
        .expect("a message");
    let form = acme.member.uses_menu("Ouvrir un ticket", &message).await;
    said_privately(&acme.member.fills(&form, &[("subject", "Tout est arrêté")]).await, &["#1"]);
    world.settles().await;
    let first = acme.channel.expect(&["#1", "P3"]).await;
    staff.support.expect(&["#1"]).await;
    world.turns(chrono::TimeDelta::minutes(10)).await;
    let asked = acme.member.presses(&first, "escalate").await;
    let raised = acme.member.presses(&asked, "confirm").await;
    let deadline = format!("<t:{}:", crate::world::paris("2026-11-23 14:10").timestamp());
    assert!(raised.contains(&["#1", &deadline]), "{}", raised.text());
    world.settles().await;
    acme.channel.find_thread("#1").expect("the thread").expect(&["P1", &deadline]).await;
    let page = staff.support.expect(&["#1", "Passé en P1"]).await;
    assert_eq!(page.notified, ["on-call-1"]);
    let files =
        "SELECT count(*) FROM attachment WHERE ticket = 1 AND not_kept IS NULL AND length(sha256) = 64";
    assert_eq!(world.counts(files).await, 2);
    world.end().await;
}
