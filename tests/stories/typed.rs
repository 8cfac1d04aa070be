//! What people type: kept in one line where a line is asked for, found whatever its accents, and taken as it
//! is shown.

use sandbox::{Answer, Choice};

use crate::world::{World, said::said, world};

async fn bob_types(world: &World, line: &str) -> Answer {
    let answer = world.staff.bob.types(&world.staff.support, line).await;
    world.settles().await;
    answer
}

fn skips(world: &World) {
    for channel in [&world.acme.channel, &world.globex.channel, &world.initech.channel, &world.staff.support]
    {
        channel.skip();
        for thread in channel.threads() {
            thread.skip();
        }
    }
}

fn names(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|choice| choice.name.as_str()).collect()
}

/// A subject has no line ends and nothing that turns the words after it round, wherever it is shown; the
/// record is of what is kept. So have a customer's name and a person's.
#[tokio::test]
async fn a_subject_stays_in_its_line_and_turns_nothing_round() {
    let world = world().await;
    let globex = &world.globex;
    let line = "/ticket open subject:\"Invoice\u{202e}\n #9 · P1 · every\u{200b}body\" description:\"One\ntwo\u{202e} three\"";
    globex.member.types(&globex.channel, line).await;
    world.settles().await;
    let posted = globex.channel.expect(&["#1", "Invoice #9 · P1 · everybody"]).await;
    let card = world.staff.support.expect(&["#1"]).await;
    let list = globex.member.types(&globex.channel, "/ticket list").await;
    for text in [posted.text(), card.text(), list.text()] {
        assert!(!text.contains(['\u{202e}', '\u{200b}']), "{text:?}");
    }
    assert!(globex.channel.find_thread("#1 Invoice #9 · P1 · everybody").is_some());
    let mut conn = world.desk().store.read().await.expect("the database");
    let kept: String =
        sqlx::query_scalar("SELECT subject FROM ticket").fetch_one(&mut *conn).await.expect("a subject");
    drop(conn);
    assert_eq!(kept, "Invoice #9 · P1 · everybody");
    said(&bob_types(&world, "/customer add name:\"Umbra\u{2067}\ncorp\" level:Gold").await, &["Umbra corp"]);
    skips(&world);
    world.end().await;
}

/// Suggestions and lists find words whatever their accents, their case and their order.
#[tokio::test]
async fn words_are_found_whatever_their_accents() {
    let world = world().await;
    let acme = &world.acme;
    let line = r#"/ticket open subject:"Réseau dégradé à Châtelet" description:"Le nœud principal""#;
    acme.member.types(&acme.channel, line).await;
    acme.member.types(&acme.channel, "/ticket open subject:Autre description:rien").await;
    world.settles().await;
    for typed in ["degrade", "reseau", "chatelet", "DÉGRADÉ", "châtelet réseau", "telet"] {
        let found = acme.member.suggestions(&acme.channel, &format!("/ticket show ticket:\"{typed}\"")).await;
        assert_eq!(names(&found).len(), 1, "{typed}: {:?}", names(&found));
        assert!(names(&found)[0].contains("#1"), "{typed}");
    }
    for typed in ["degrade", "DÉGRADÉ", "noeud", "nœud"] {
        let list = acme.member.types(&acme.channel, &format!("/ticket list search:{typed}")).await;
        said(&list, &["#1", "Réseau dégradé"]);
        assert!(!list.contains(&["Autre"]), "{typed}");
    }
    bob_types(&world, r#"/customer add name:"Société Générale" level:Gold"#).await;
    let support = &world.staff.support;
    let found = world.staff.bob.suggestions(support, "/customer show customer:generale").await;
    assert_eq!(names(&found), ["Société Générale · Gold"]);
    skips(&world);
    world.end().await;
}

/// A subject that was kept before subjects were folded is found too, once the desk has started.
#[tokio::test]
async fn subjects_of_before_are_found_too() {
    let mut world = world().await;
    let acme = &world.acme;
    acme.member.types(&acme.channel, "/ticket open subject:\"Déjà là\" description:x").await;
    world.settles().await;
    skips(&world);
    world.forgets("UPDATE ticket SET folded = NULL").await;
    world.stops().await;
    world.starts().await;
    let acme = &world.acme;
    let found = acme.member.suggestions(&acme.channel, "/ticket show ticket:deja").await;
    assert_eq!(found.len(), 1);
    world.end().await;
}

/// Every option with suggestions takes what it suggests and what it shows, whatever the case and the accents
/// of its letters.
#[tokio::test]
async fn what_is_shown_is_taken() {
    let world = World::at("2026-12-06 10:00").await;
    let (staff, globex) = (&world.staff, &world.globex);
    bob_types(&world, r#"/customer add name:"Société Générale" level:Gold"#).await;

    // A platform by its name.
    let add = r#"/window add platform:NGP start:"2027-02-10 20:00" end:"2027-02-10 22:00" reason:x"#;
    said(&bob_types(&world, add).await, &["Window added"]);
    let room = staff.guild.channel("société").create();
    let here = room.mention();
    let link = format!("/customer link customer:\"societe generale\" channel:{here} platform:Ngp");
    said(&bob_types(&world, &link).await, &["Société"]);
    assert_eq!(world.counts("SELECT count(*) FROM channel_link WHERE platform = 'ngp'").await, 1);
    room.skip();

    // A customer, a channel, a window, a ticket and a month as they are shown.
    said(
        &bob_types(&world, r#"/customer show customer:"Société Générale · Gold""#).await,
        &["Société Générale"],
    );
    let unlink = r##"/customer unlink customer:"SOCIETE GENERALE" channel:"#Societe""##;
    said(&bob_types(&world, unlink).await, &["no longer linked"]);
    let window = staff.bob.suggestions(&staff.support, "/window cancel reason:x window:2027-02").await;
    let cancel = format!("/window cancel reason:x window:\"{}\"", names(&window)[0]);
    said(&bob_types(&world, &cancel).await, &["cancelled"]);
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    let ticket = staff.bob.suggestions(&staff.support, "/agent take ticket:1").await;
    let take = format!("/agent take ticket:\"{}\"", names(&ticket)[0]);
    said(&bob_types(&world, &take).await, &["#1"]);
    said(&bob_types(&world, r#"/report month:"december 2026""#).await, &["December 2026"]);
    skips(&world);
    world.end().await;
}
