//! A month's report: asked for by a team and by support, and sent by itself on the first business day of the
//! month after.

use guichet::{rules::language::Language, words};
use sandbox::{Answer, Fault, File, SeenMessage};

use crate::world::{
    Customer, World,
    said::{as_typed, refused_as, said_privately},
    world,
};

/// What a picture shows, for whoever does not see it.
fn alt(picture: &File) -> String {
    as_typed(picture.description.as_deref().expect("what the picture shows"))
}

/// The picture and the table of a report.
fn files(files: &[File]) -> (&File, String) {
    let [picture, table] = files else { panic!("a picture and a table, not {} files", files.len()) };
    assert_eq!(picture.content_type, "image/png");
    assert!(picture.bytes.starts_with(b"\x89PNG\r\n\x1a\n"), "no picture");
    assert_eq!(table.content_type, "text/csv");
    let table = String::from_utf8(table.bytes.clone()).expect("UTF-8");
    let table = table.strip_prefix('\u{feff}').expect("what tells a spreadsheet that it is UTF-8");
    assert_eq!(table.matches('\n').count(), table.matches("\r\n").count(), "lines end with CRLF");
    (picture, as_typed(table))
}

async fn reports(of: &Customer, month: &str) -> Answer {
    of.member.types(&of.channel, format!("/report {month}").trim()).await
}

/// A team opens a ticket of this priority, and nobody reads it here.
async fn opens(world: &World, of: &Customer, subject: &str, more: &str) {
    let line = format!(r#"/ticket open subject:"{subject}" description:"Since nine." {more}"#);
    of.member.types(&of.channel, &line).await;
    world.settles().await;
    skips(world);
}

/// What is said of tickets is other stories' matter.
fn skips(world: &World) {
    for channel in [&world.acme.channel, &world.globex.channel, &world.initech.channel, &world.staff.support]
    {
        channel.skip();
        for thread in channel.threads() {
            thread.skip();
        }
    }
}

/// Bob does something with a ticket.
async fn bobs(world: &World, line: &str) {
    world.staff.bob.types(&world.staff.support, line).await;
    world.settles().await;
    skips(world);
}

/// A P1 of Acme (Gold: 4 h), raised at 10:00, acknowledged at 10:30, paused from 11:00 to 12:00, restored at
/// 16:00: an hour too late.
async fn misses_a_p1(world: &World) {
    world.raises_p1(&world.acme, "Portail").await;
    world.turns_to("2026-11-23 10:30").await;
    bobs(world, "/agent ack ticket:#1").await;
    world.turns_to("2026-11-23 11:00").await;
    bobs(world, "/agent wait ticket:#1 reason:Journaux").await;
    world.turns_to("2026-11-23 12:00").await;
    bobs(world, "/agent resume ticket:#1").await;
    world.turns_to("2026-11-23 16:00").await;
    bobs(world, "/agent restore ticket:#1 note:Revenu").await;
}

/// Text, picture and table: what was opened, the miss with its arithmetic, the first answers, the hours; and
/// nothing of other teams.
#[tokio::test]
async fn a_team_reads_its_month() {
    let world = world().await;
    let acme = &world.acme;
    misses_a_p1(&world).await;
    opens(&world, &world.globex, "unspeakable", "").await;
    opens(&world, acme, "Accès", "category:request component:portal").await;
    bobs(&world, "/agent ack ticket:#3").await;
    opens(&world, acme, "Facture", "priority:P4 category:account").await;
    acme.manager.types(&acme.channel, "/ticket close ticket:#4").await;
    world.settles().await;
    skips(&world);

    let answer = reports(acme, "").await;
    said_privately(
        &answer,
        &[
            "Acme · rapport mensuel · novembre 2026",
            "Mois en cours",
            "**#1** Portail · GTR dépassée de 1 h",
            "**demande** · ouverts : 1 · fermés : 0 · encore ouverts : 1",
        ],
    );
    // The arithmetic: start, pause, its end, deadline.
    for hour in ["10:00", "11:00", "12:00", "15:00", "16:00"] {
        let stamp = crate::world::hours::stamp(&format!("2026-11-23 {hour}"));
        assert!(answer.contains(&[&stamp]), "{hour} is not in {}", answer.text());
    }
    assert!(!answer.contains(&["unspeakable"]));
    let (picture, table) = files(answer.files());
    let alt = alt(picture);
    for words in [
        "Acme",
        "novembre 2026",
        "Total : ouverts 3, fermés 1, en cours 2",
        "P1 : ouverts 1, fermés 0, en cours 1",
        "respectée 0, dépassée 1, annulée 0, sans GTR 0",
        "médiane 15 min, maximum 30 min, sans réponse 1",
        "forfait : 0 h sur 4 h",
    ] {
        assert!(alt.contains(words), "{words} in {alt}");
    }
    // What the picture shows is not told beside it.
    assert!(!answer.contains(&["Première réponse"]), "{}", answer.text());
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(
        lines,
        [
            "numéro;ouvert (Europe/Paris);fermé (Europe/Paris);priorité;catégorie;composant;première réponse (minutes);\
             résultat de la GTR;échéance (Europe/Paris);arrêt (Europe/Paris);dépassement (minutes);heures d'expertise du mois",
            "1;2026-11-23 10:00:00;;P1;incident;;30;dépassée;2026-11-23 15:00:00;2026-11-23 16:00:00;60;",
            "3;2026-11-23 16:00:00;;P3;demande;Portail et API;0;;;;;",
            "4;2026-11-23 16:00:00;2026-11-23 16:00:00;P4;compte et facturation;;;;;;;",
        ]
    );
    let globexs = reports(&world.globex, "month:2026-11").await;
    said_privately(
        &globexs,
        &["Globex · monthly report · November 2026", "1 opened · 0 closed · 1 still open"],
    );
    assert_eq!(files(globexs.files()).1.lines().count(), 2);
    world.end().await;
}

/// Sessions of the month: what was used, from where, what is held and what went back, by topic.
#[tokio::test]
async fn the_hours_are_those_of_the_ledger() {
    let world = world().await;
    let (initech, staff) = (&world.initech, &world.staff);
    world.is_there(&staff.nora, &["Monday", "Tuesday", "Wednesday"], "09:00", "18:00").await;
    staff.nora.types(&staff.experts, "/expert settings accept-at-once:true").await;
    bobs(&world, "/customer pack customer:Initech hours:5").await;
    for booked in [
        "topic:training minutes:90 slot:2026-11-23 11:00",
        "topic:network minutes:60 slot:2026-11-23 14:00",
        "topic:advice minutes:60 slot:2026-11-30 14:00",
        "topic:other minutes:30 slot:2026-12-01 14:00",
    ] {
        initech.books(booked).await;
    }
    world.turns_to("2026-11-23 16:00").await;
    for done in ["/expert done session:1 minutes:40", "/expert done session:2"] {
        staff.nora.types(&staff.experts, done).await;
    }
    world.settles().await;
    skips(&world);
    staff.experts.skip();
    let answer = reports(initech, "").await;
    said_privately(
        &answer,
        &[
            "Returned: 30 min · packs granted: 5 h · left in packs today: 1 h 30",
            "training: 1 h",
            "network: 1 h",
        ],
    );
    assert!(!answer.contains(&["advice"]), "nothing was used for it");
    let alt = alt(files(answer.files()).0);
    assert!(alt.contains("packs: 2 h, held: 1 h"), "{alt}");
    world.end().await;
}

/// A month is chosen by its name in the person's language, back to the customer's first and no further; what
/// is typed narrows, and may stay as it is. Only the team's own channel, and support elsewhere, suggest any.
#[tokio::test]
async fn months_are_suggested() {
    let world = world().await;
    let (acme, globex, staff) = (&world.acme, &world.globex, &world.staff);
    let suggested = async |who: &sandbox::Person, place: &sandbox::Channel, line: &str| -> Vec<String> {
        who.suggestions(place, line).await.into_iter().map(|choice| choice.name).collect()
    };
    let hours = async |typed: &str| {
        suggested(&globex.member, &globex.channel, &format!("/expertise balance month:{typed}")).await
    };
    assert_eq!(hours("").await, ["November 2026", "December 2026", "October 2026"]);
    assert_eq!(hours("dec").await, ["December 2026"]);
    assert_eq!(hours("2026-1").await.len(), 3);
    assert_eq!(hours("10").await, ["October 2026"]);
    assert!(hours("september").await.is_empty(), "it was no customer then");

    let reported =
        async |who, place, typed: &str| suggested(who, place, &format!("/report month:{typed}")).await;
    let all = reported(&acme.member, &acme.channel, "").await;
    assert_eq!((all.len(), all[0].as_str(), all[10].as_str()), (11, "novembre 2026", "janvier 2026"));
    assert_eq!(reported(&acme.member, &acme.channel, "août").await, ["août 2026"]);
    let value = acme.member.suggestions(&acme.channel, "/report month:août").await[0].value.clone();
    assert_eq!(value.as_str(), Some("2026-08"));
    said_privately(&reports(acme, "month:2026-08").await, &["août 2026"]);

    assert_eq!(reported(&staff.bob, &staff.support, "").await.len(), 11, "of all, since the first");
    assert!(
        reported(&staff.nora, &staff.experts, "").await.is_empty(),
        "no report of all teams is an expert's"
    );
    assert!(suggested(&staff.bob, &staff.support, "/expertise balance month:").await.is_empty());
    world.end().await;
}

/// No report of what has not begun, nor of what was before; what is no month is told as elsewhere.
#[tokio::test]
async fn months_that_have_no_report_say_why() {
    let world = world().await;
    let acme = &world.acme;
    said_privately(&reports(acme, "month:2026-12").await, &["décembre 2026", "n'a pas commencé"]);
    said_privately(&reports(acme, "month:2025-12").await, &["décembre 2025", "janvier 2026"]);
    said_privately(
        &reports(acme, "month:2026-01").await,
        &["Acme · rapport mensuel · janvier 2026", "Aucun ticket"],
    );
    let told = refused_as(Language::Fr, "refusal-month-shape", false);
    assert_eq!(reports(acme, "month:november").await.text(), told);
    said_privately(&reports(acme, "month:2026-13").await, &["13"]);
    world.end().await;
}

/// Support reads every team's month where no channel is linked, and one team's in its channel; experts and
/// strangers read none.
#[tokio::test]
async fn support_reads_every_team() {
    let world = world().await;
    let staff = &world.staff;
    misses_a_p1(&world).await;
    opens(&world, &world.globex, "Slow", "").await;
    let answer = staff.bob.types(&staff.support, "/report").await;
    said_privately(
        &answer,
        &[
            "All teams · monthly report · November 2026",
            "**#1** Acme · Portail · Guaranteed time missed by 1 h",
            "2 opened",
        ],
    );
    let (picture, table) = files(answer.files());
    assert!(alt(picture).contains("included: 0 h of 6 h"), "{}", alt(picture));
    let ends: Vec<&str> = table.lines().filter_map(|line| line.rsplit(',').next()).collect();
    assert_eq!(ends, ["customer", "Acme", "Globex"]);
    let room = staff.guild.channel("globex").create();
    let link = format!("/customer link customer:Globex channel:{} announcements:false", room.mention());
    staff.bob.types(&staff.support, &link).await;
    world.settles().await;
    room.skip();
    said_privately(
        &staff.bob.types(&room, "/report").await,
        &["Globex · monthly report · November 2026", "1 opened"],
    );
    said_privately(
        &staff.nora.types(&staff.experts, "/report").await,
        &[&words!(Language::Fr, "refusal-not-agent")],
    );
    let helped = staff.bob.types(&staff.support, "/help").await;
    said_privately(&helped, &["`/report`"]);
    world.end().await;
}

async fn wants_it(of: &Customer, yes: bool) {
    let answer = of.manager.types(&of.channel, &format!("/contract settings monthly-report:{yes}")).await;
    assert!(answer.is_private());
}

fn is_a_report(message: &SeenMessage) {
    files(&message.files);
}

/// On the first business day at nine, once, in the team's language; 1 January is a holiday and then comes a
/// weekend.
#[tokio::test]
async fn it_is_sent_by_itself_on_the_first_business_day() {
    let world = world().await;
    let (acme, globex) = (&world.acme, &world.globex);
    wants_it(acme, true).await;
    wants_it(globex, true).await;
    opens(&world, acme, "Accès", "").await;
    world.turns_to("2026-12-01 08:59").await;
    assert!(acme.channel.skip().is_empty() && globex.channel.skip().is_empty());
    world.turns_to("2026-12-01 09:00").await;
    let report = acme.channel.expect(&["Acme · rapport mensuel · novembre 2026", "ouverts : 1"]).await;
    is_a_report(&report);
    assert!(!report.contains(&["en retard"]) && !report.contains(&["Mois en cours"]), "{}", report.text());
    globex.channel.expect(&["Globex · monthly report · November 2026", "No tickets"]).await;
    wants_it(globex, false).await;
    world.turns_to("2027-01-04 08:59").await;
    assert!(acme.channel.skip().is_empty() && globex.channel.skip().is_empty());
    world.turns_to("2027-01-04 09:00").await;
    acme.channel
        .expect(&["Acme · rapport mensuel · décembre 2026", "ouverts : 0 · fermés : 0 · encore ouverts : 1"])
        .await;
    world.turns_to("2027-01-29 09:00").await;
    world.end().await;
}

/// The desk was not there: sent late, said so, and once.
#[tokio::test]
async fn after_a_pause_it_is_sent_late_and_once() {
    let mut world = world().await;
    wants_it(&world.globex, true).await;
    world.stops().await;
    world.sandbox.clock().set(crate::world::paris("2026-12-03 11:00"));
    world.starts().await;
    let stamp = crate::world::hours::stamp("2026-12-01 09:00");
    world.globex.channel.expect(&["report · November 2026", "This report is late", &stamp]).await;
    world.stops().await;
    world.starts().await;
    world.turns_to("2026-12-20 09:00").await;
    world.end().await;
}

/// Told to Discord, and the answer lost: it is looked for and not said again.
#[tokio::test]
async fn an_answer_that_was_lost_does_not_send_it_twice() {
    let world = world().await;
    let globex = &world.globex;
    wants_it(globex, true).await;
    let path = format!("/channels/{}/messages", globex.channel.id());
    world.sandbox.faults().next(1, "POST", &path, Fault::StatusAfter(502));
    world.turns_to("2026-12-01 09:00").await;
    world.turns_to("2026-12-01 09:30").await;
    globex.channel.expect(&["report · November 2026"]).await;
    assert_eq!(globex.channel.messages().len(), 1);
    world.end().await;
}

/// Whoever is no longer to hear of it hears nothing, even where it was about to be sent.
#[tokio::test]
async fn who_left_or_said_no_meanwhile_hears_nothing() {
    let world = world().await;
    let (acme, globex, initech, staff) = (&world.acme, &world.globex, &world.initech, &world.staff);
    for customer in [acme, globex, initech] {
        wants_it(customer, true).await;
        let path = format!("/channels/{}/messages", customer.channel.id());
        // Once more than they are tried: what failed first may be tried again at once.
        world.sandbox.faults().next(3, "POST", &path, Fault::Status(503));
    }
    world.sandbox.clock().set(crate::world::paris("2026-12-01 09:00"));
    // Each fails; meanwhile all of them leave in their own way.
    let waiting =
        "SELECT count(*) FROM outbox WHERE key LIKE 'report:%' AND attempts > 0 AND state = 'waiting'";
    while world.counts(waiting).await < 3 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    world.sandbox.faults().clear();
    wants_it(acme, false).await;
    let unlink = format!("/customer unlink customer:Globex channel:{}", globex.channel.id().get());
    staff.bob.types(&staff.support, &unlink).await;
    let asked = staff.bob.types(&staff.support, "/customer remove customer:Initech").await;
    staff.bob.presses(&asked, "confirm").await;
    world.turns_to("2026-12-01 12:00").await;
    skips(&world);
    for customer in [acme, globex, initech] {
        let heard = customer.channel.messages();
        assert!(
            heard.iter().all(|message| message.files.is_empty()),
            "{} heard of it",
            customer.channel.id()
        );
    }
    assert_eq!(
        world.counts("SELECT count(*) FROM outbox WHERE key LIKE 'report:%' AND state = 'useless'").await,
        3
    );
    world.end().await;
}

/// What a month's report says of major incidents: how long, how soon the team was told, and nothing of other
/// teams. Whom it did not concern reads nothing of it; support reads whom it concerned.
#[tokio::test]
async fn major_incidents_are_in_the_report() {
    let world = world().await;
    let (acme, globex, initech) = (&world.acme, &world.globex, &world.initech);
    world.forgets("UPDATE channel_link SET announcements = customer = 2").await;
    world.raises_p1(acme, "unspeakable").await;
    bobs(&world, r#"/incident open title:"Portail en panne" component:portal"#).await;
    world.turns_to("2026-11-23 10:05").await;
    bobs(&world, "/incident add incident:1 ticket:#1").await;
    assert!(!reports(initech, "").await.contains(&["Portail"]), "no channel of theirs hears of it");
    world.turns_to("2026-11-23 10:20").await;
    world.forgets("UPDATE channel_link SET announcements = 1 WHERE customer = 3").await;
    bobs(&world, "/incident update incident:1 impact:Lent action:Redémarrage next:60").await;
    world.turns_to("2026-11-23 10:42").await;
    bobs(&world, "/incident restore incident:1 note:Redémarré").await;

    let answer = reports(acme, "").await;
    said_privately(
        &answer,
        &["Incidents majeurs", "Portail en panne · NGP · durée : 42 min · annoncé au bout de 5 min"],
    );
    assert!(!answer.contains(&["Globex"]) && !answer.contains(&["concerné"]), "{}", answer.text());
    let answer = reports(globex, "").await;
    said_privately(
        &answer,
        &["Major incidents", "Portail en panne · NGP · lasted 42 min · told after 0 min"],
    );
    for others in ["Acme", "unspeakable", "customer"] {
        assert!(!answer.contains(&[others]), "{others} in {}", answer.text());
    }
    said_privately(&reports(initech, "").await, &["lasted 42 min · told after 20 min"]);
    let answer = world.staff.bob.types(&world.staff.support, "/report").await;
    let concerned = "3 customers affected: Acme, Globex, Initech · last one told after 20 min";
    said_privately(&answer, &["lasted 42 min", concerned]);
    skips(&world);
    world.end().await;
}

/// One that spans two months is told in both: as it stood at the first one's end, whole in that of its end.
#[tokio::test]
async fn a_major_incident_across_the_months_end_is_whole_in_the_second() {
    let world = world().await;
    world.announces().await;
    world.turns_to("2026-11-30 22:00").await;
    bobs(&world, r#"/incident open title:"Portail en panne" component:portal"#).await;
    said_privately(&reports(&world.globex, "").await, &["not restored yet: 0 min so far"]);
    world.turns_to("2026-12-01 03:00").await;
    skips(&world);
    said_privately(&reports(&world.globex, "").await, &["not restored yet: 5 h so far"]);
    bobs(&world, "/incident restore incident:1 note:Redémarré").await;
    let (november, december) = ("month:2026-11", "month:2026-12");
    said_privately(&reports(&world.globex, november).await, &["not restored that month: 2 h by its end"]);
    said_privately(&reports(&world.globex, december).await, &["lasted 5 h"]);
    skips(&world);
    world.end().await;
}
