//! What agents do with tickets, and what the team and the other agents see of it.

use sandbox::Channel;

use crate::world::{World, said::said_privately, world};

/// A ticket of Acme's, opened and seen by both sides.
async fn with_a_ticket() -> (World, Channel) {
    let world = world().await;
    let acme = &world.acme;
    acme.member
        .types(&acme.channel, r#"/ticket open subject:"Le portail est lent" description:"Depuis 9 h.""#)
        .await;
    world.settles().await;
    acme.channel.expect(&["#1", "Le portail est lent"]).await;
    world.staff.support.expect(&["#1", "Acme"]).await;
    let thread = acme.channel.find_thread("#1").expect("the ticket's thread");
    (world, thread)
}

/// Acknowledged once, taken, handed over: the command and the button are one and the same thing.
#[tokio::test]
async fn a_ticket_is_acknowledged_taken_and_handed_over() {
    let (world, thread) = with_a_ticket().await;
    let (bob, carol) = (&world.staff.bob, &world.staff.carol);
    let support = &world.staff.support;

    said_privately(&bob.types(support, "/agent ack ticket:1").await, &["#1", "acknowledged"]);
    thread.expect(&["a pris en compte"]).await;
    let again = carol.types(support, "/agent prendre-en-compte ticket:#1").await;
    said_privately(&again, &["a déjà pris en compte #1", &bob.mention()]);

    said_privately(&carol.types(support, "/agent prendre ticket:#1").await, &["#1", "en cours"]);
    thread.expect(&["s'occupe de ce ticket", &carol.mention()]).await;

    let refused = bob.types(support, "/agent assign ticket:#1 user:@Nora").await;
    said_privately(&refused, &["is not a support agent"]);
    said_privately(
        &carol.types(support, r#"/agent assign ticket:#1 user:@Bob note:"Elle connaît **tout**""#).await,
        &["#1", &bob.mention()],
    );
    let told = thread.expect(&["a attribué ce ticket", &bob.mention()]).await;
    assert!(!told.contains(&["Elle connaît"]), "the note is for staff: {}", told.text());
    world.settles().await;
    let staffs = support.find_thread("#1").expect("the staff's thread");
    let call = staffs.expect(&["a attribué ce ticket", r"Elle connaît \*\*tout\*\*"]).await;
    assert!(call.notified("Bob"));
    world.end().await;
}

/// Support waits for the customer, who reads why; "I answered" and any message end the wait.
#[tokio::test]
async fn support_waits_for_the_customer() {
    let (world, thread) = with_a_ticket().await;
    let (acme, bob, support) = (&world.acme, &world.staff.bob, &world.staff.support);

    said_privately(
        &bob.types(support, r#"/agent wait ticket:#1 reason:"Quel navigateur ?""#).await,
        &["#1", "waiting"],
    );
    let asked = thread.expect(&["attend une réponse", "Quel navigateur ?"]).await;
    assert_eq!(asked.labels(), ["J'ai répondu", "Passer en P1", "Fermer le ticket"]);
    said_privately(
        &bob.types(support, "/agent wait ticket:#1 reason:Encore").await,
        &["already waiting", "Your text is saved"],
    );
    said_privately(&acme.member.presses(&asked, "J'ai répondu").await, &["#1", "pris en compte"]);
    thread.expect(&["Attente terminée", &acme.member.mention()]).await;
    said_privately(&acme.member.presses(&asked, "J'ai répondu").await, &["n'est pas en attente du client"]);

    bob.types(support, "/agent wait ticket:#1 reason:Version").await;
    thread.expect(&["Version"]).await;
    acme.manager.says(&thread, "La 142.").expect("a message");
    thread.expect(&["Attente terminée", &acme.manager.mention()]).await;
    crate::world::until(|| support.find_thread("#1").is_some()).await;
    support.find_thread("#1").expect("the staff's thread").expect(&["Alice (client)", "La 142."]).await;

    bob.types(support, "/agent wait ticket:#1 reason:Puis").await;
    thread.expect(&["Puis"]).await;
    said_privately(&bob.types(support, "/agent resume ticket:#1").await, &["#1", "acknowledged"]);
    thread.expect(&["Attente terminée"]).await;
    world.end().await;
}

/// Priority and component are put right with a reason that the customer reads; a P1 waits for its
/// confirmation, an agent's too.
#[tokio::test]
async fn priority_and_component_are_put_right() {
    let (world, thread) = with_a_ticket().await;
    let (bob, support) = (&world.staff.bob, &world.staff.support);
    said_privately(
        &bob.types(support, r#"/agent priority ticket:#1 priority:P2 reason:"Tout le site""#).await,
        &["#1 is now P2"],
    );
    thread.expect(&["a changé la priorité de P3 à P2", "Tout le site"]).await;
    let same = bob.types(support, "/agent priority ticket:#1 priority:P2 reason:Encore").await;
    said_privately(&same, &["#1 is already P2"]);
    let unknown = bob.types(support, "/agent component ticket:#1 component:mainframe reason:Erreur").await;
    said_privately(&unknown, &["component: `mainframe`", "saved"]);
    let form = bob.presses(&unknown, "Reopen the form").await;
    said_privately(
        &bob.fills(&form, &[("Component", "Portal and API")]).await,
        &["component of #1 is now Portal and API"],
    );
    thread.expect(&["a corrigé le composant", "Erreur"]).await;

    let asked = bob.types(support, r#"/agent priority ticket:#1 priority:P1 reason:"Plus rien""#).await;
    said_privately(&asked, &["Raise #1 to P1 (now P2)", "on-call is paged"]);
    assert_eq!(world.counts("SELECT count(*) FROM ticket WHERE priority = 'p1'").await, 0);
    let raised = bob.presses(&asked, "Raise to P1").await;
    assert!(raised.contains(&["#1 is now P1"]), "{}", raised.text());
    thread.expect(&["P1", "Plus rien"]).await;
    support.expect(&["#1"]).await;
    said_privately(&bob.types(support, "/agent ack ticket:#1").await, &["#1"]);
    thread.expect(&["a pris en compte"]).await;
    world.end().await;
}
