//! What whoever writes a ticket reads while a major incident of its platform is open.

use guichet::rules::offer::{DEFAULT, Offer};
use sandbox::Answer;

use crate::{
    two_platforms::ATLAS,
    world::{
        Customer, World, paris,
        said::{said, said_privately},
        world,
    },
};

const DECLARED: &str = r#"/incident open title:"Portail *en panne*" component:portal impact:"Rien ne répond" impact-en:"Nothing answers""#;
const OPEN: &str = r#"/ticket open subject:"Slow" description:"Since nine.""#;

async fn bob_types(world: &World, line: &str) -> Answer {
    let answer = world.staff.bob.types(&world.staff.support, line).await;
    world.settles().await;
    answer
}

/// What the stories are not about is put aside.
fn all_have_read(world: &World) {
    world.staff.support.skip();
    world.staff.support.threads().iter().for_each(|thread| drop(thread.skip()));
    for customer in [&world.acme, &world.globex, &world.initech] {
        customer.channel.skip();
        customer.channel.threads().iter().for_each(|thread| drop(thread.skip()));
    }
}

/// An incident of NGP is declared, and read by everybody.
async fn declared(world: &World) {
    said(&bob_types(world, DECLARED).await, &["Major incident 1 declared"]);
    all_have_read(world);
}

/// Nothing of an incident in it.
#[track_caller]
fn says_nothing(answer: &Answer) {
    assert!(!answer.contains(&["ajor incident"]), "{}", answer.text());
}

/// "A ticket opened while an incident of its platform is open says so to its writer before and after": before
/// the form, in the answer and on the ticket's first message, each in the reader's language; once service is
/// back, no more.
#[tokio::test]
async fn a_ticket_says_so_before_its_form_and_after() {
    let world = world().await;
    declared(&world).await;
    let update = r#"/incident update incident:1 impact:"Lent" action:"Redémarrage" next:30 impact-en:"Slow""#;
    bob_types(&world, update).await;
    let acme = &world.acme;
    let before = acme.member.types(&acme.channel, "/ticket open").await;
    let next = format!("<t:{}:t>", paris("2026-11-23 10:30").timestamp());
    let words = ["ncident majeur 1 en cours sur NGP", r"Portail \*en panne\*", "Lent", &next];
    said_privately(&before, &words);
    said(&before, &["tout de même"]);
    let form = acme.member.presses(&before, "Ouvrir un ticket").await;
    let answer = acme.member.fills(&form, &[("subject", "Portail"), ("description", "Lent.")]).await;
    world.settles().await;
    said(&answer, &["#1"]);
    said(&answer, &words);
    acme.channel.expect(&["#1", "Incident majeur", r"Portail \*en panne\*"]).await;

    // With all of it typed, nothing comes before.
    let globex = &world.globex;
    let answer = globex.member.types(&globex.channel, OPEN).await;
    world.settles().await;
    said(&answer, &["#2", "ajor incident 1 is in progress on NGP", r"Portail \*en panne\*", "Slow"]);
    globex.channel.expect(&["#2", "Opened during major incident 1"]).await;
    let shown = globex.member.types(&globex.channel, "/ticket show ticket:#2").await;
    said(&shown, &["Opened during major incident 1"]);

    // A question about the account is about no outage.
    let answer = globex.member.types(&globex.channel, &format!("{OPEN} category:account")).await;
    world.settles().await;
    says_nothing(&answer);
    all_have_read(&world);
    bob_types(&world, "/incident restore incident:1 note:Fait").await;
    says_nothing(&globex.member.types(&globex.channel, OPEN).await);
    world.settles().await;
    all_have_read(&world);
    world.end().await;
}

/// A P1's confirmation says it, of a new one and of a ticket that is raised, and that a guaranteed time is
/// kept; so does what is opened from a message, or by staff for a customer.
#[tokio::test]
async fn every_way_to_a_ticket_says_so() {
    let world = world().await;
    declared(&world).await;
    let (acme, initech) = (&world.acme, &world.initech);
    let asked = acme.member.types(&acme.channel, r#"/escalate subject:"Portail" impact:"Tout""#).await;
    said_privately(&asked, &["ncident majeur 1 en cours sur NGP", "Rien ne répond", "sa propre GTR"]);
    let opened = acme.member.presses(&asked, "confirm").await;
    world.settles().await;
    said(&opened, &["#1", "ncident majeur 1 en cours", "Rien ne répond"]);
    acme.channel.expect(&["#1", "Ouvert pendant l'incident majeur 1"]).await;

    let asked = initech.member.types(&initech.channel, &format!("{OPEN} priority:P1")).await;
    said(&asked, &["ajor incident 1 is in progress", "Nothing answers", "best-effort"]);
    assert!(!asked.contains(&["own GTR"]), "{}", asked.text());
    initech.member.presses(&asked, "dismiss").await;

    initech.member.types(&initech.channel, &format!("{OPEN} component:portal")).await;
    world.settles().await;
    let asked = initech.member.types(&initech.channel, "/escalate ticket:#2 impact:All").await;
    said(&asked, &["Raise #2 to P1", "ajor incident 1 is in progress"]);
    initech.member.presses(&asked, "dismiss").await;

    let written = initech.member.says(&initech.channel, "The portal is gone").expect("a message");
    let before = initech.member.uses_menu("Open a ticket", &written).await;
    said(&before, &["ajor incident 1 is in progress", "still open a ticket"]);
    let form = initech.member.presses(&before, "Open a ticket").await;
    let answer = initech.member.fills(&form, &[("subject", "Gone")]).await;
    world.settles().await;
    said(&answer, &["#3", "ajor incident 1 is in progress"]);

    let line = r#"/agent open customer:Globex subject:"Slow" description:"Called.""#;
    said(&bob_types(&world, line).await, &["#4", "ajor incident 1 is in progress"]);
    all_have_read(&world);
    world.end().await;
}

/// The platform is the component's; where none is named, that of which the channel hears, if it is one.
#[tokio::test]
async fn an_incident_of_another_platform_is_not_told() {
    let offer = Offer::parse(&format!("{DEFAULT}{ATLAS}")).expect("an offer of two platforms");
    let world = World::with("2026-11-23 10:00", offer).await;
    for (customer, platform) in [(&world.acme, "ngp"), (&world.globex, "atlas")] {
        let id = customer.id.get();
        let sql = format!("UPDATE channel_link SET platform = '{platform}' WHERE customer = {id}");
        world.forgets(&sql).await;
    }
    declared(&world).await;
    let opens = async |customer: &Customer, component: &str| {
        let answer = customer.member.types(&customer.channel, &format!("{OPEN}{component}")).await;
        world.settles().await;
        answer.contains(&["ncident m"]) || answer.contains(&["ajor incident"])
    };
    assert!(opens(&world.acme, "").await);
    assert!(!opens(&world.acme, " component:mail").await);
    assert!(!opens(&world.globex, "").await);
    assert!(opens(&world.globex, " component:portal").await);
    assert!(!opens(&world.initech, "").await);
    assert!(opens(&world.initech, " component:portal").await);
    all_have_read(&world);
    world.end().await;
}
