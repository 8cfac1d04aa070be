//! Two people, or one person twice, at the same moment: one effect, and both are told.

use sandbox::Answer;

use crate::world::world;

/// How many were told that they did it.
fn won(answers: &[Answer], words: &str) -> usize {
    answers.iter().filter(|answer| answer.contains(&[words])).count()
}

/// Two agents acknowledge at once: one does, and the other is told who and when.
#[tokio::test]
async fn two_agents_acknowledge_at_once() {
    let world = world().await;
    let staff = &world.staff;
    let p1 = world.raises_p1(&world.globex, "All is down").await;
    let (bob, carol) = tokio::join!(staff.bob.presses(&p1.page, "ack"), staff.carol.presses(&p1.card, "ack"));
    let told = [bob.text().to_owned(), carol.text().to_owned()];
    let acknowledged = "SELECT count(*) FROM ticket_event WHERE event LIKE '%\"acknowledged\"%'";
    assert_eq!(world.counts(acknowledged).await, 1, "{told:?}");
    let names = [staff.bob.mention(), staff.carol.mention()];
    let other = told.iter().filter(|text| names.iter().any(|name| text.contains(name.as_str()))).count();
    assert_eq!(other, 1, "{told:?}");
    world.settles().await;
    p1.thread.expect(&["acknowledged this ticket"]).await;
    world.turns(chrono::TimeDelta::minutes(29)).await;
    world.end().await;
}

/// One person presses the same button three times, as one does when nothing seems to happen: once, and each
/// press is answered.
#[tokio::test]
async fn one_person_presses_three_times() {
    let world = world().await;
    let staff = &world.staff;
    let p1 = world.raises_p1(&world.acme, "Tout est arrêté").await;
    let (first, second, third) = tokio::join!(
        staff.bob.presses(&p1.page, "ack"),
        staff.bob.presses(&p1.page, "ack"),
        staff.bob.presses(&p1.page, "ack"),
    );
    let answers = [first, second, third];
    assert!(answers.iter().all(|answer| answer.contains(&["#1"])), "{answers:?}");
    assert_eq!(won(&answers, "already"), 2, "{answers:?}");
    world.settles().await;
    p1.thread.expect(&["a pris en compte"]).await;
    world.end().await;
}

/// Restored by an agent while the team says that it answered: whichever came first, the other is told, and
/// the history holds.
#[tokio::test]
async fn restored_and_answered_at_once() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    let p1 = world.raises_p1(acme, "Tout est arrêté").await;
    staff.bob.types(&staff.support, "/agent wait ticket:#1 reason:Lequel").await;
    world.settles().await;
    let waits = p1.thread.expect(&["Lequel"]).await;
    let (restored, answered) = tokio::join!(
        staff.bob.types(&staff.support, "/agent restore ticket:#1 note:Rebranché"),
        acme.member.presses(&waits, "answered"),
    );
    assert!(restored.contains(&["#1", "restored"]), "{}", restored.text());
    assert!(answered.contains(&["#1"]), "{}", answered.text());
    assert_eq!(world.counts("SELECT count(*) FROM ticket WHERE state = 'restored'").await, 1);
    world.settles().await;
    p1.thread.skip();
    staff.support.skip();
    world.end().await;
}

/// A P1 is contested by one and closed by another of the team at once: what is told to each is what happened.
#[tokio::test]
async fn contested_and_closed_at_once() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    let p1 = world.raises_p1(acme, "Tout est arrêté").await;
    staff.bob.types(&staff.support, "/agent restore ticket:#1 note:Rebranché").await;
    world.settles().await;
    let told = p1.thread.expect(&["déclare le service rétabli"]).await;
    let form = acme.member.presses(&told, "contest").await;
    let (contested, closed) = tokio::join!(
        acme.member.fills(&form, &[("text", "Toujours rien.")]),
        acme.manager.presses(&told, "close"),
    );
    assert!(contested.contains(&["#1"]) && closed.contains(&["#1"]), "{contested:?} {closed:?}");
    world.settles().await;
    p1.thread.skip();
    staff.support.skip();
    for thread in staff.support.threads() {
        thread.skip();
    }
    // What "restored" said may be corrected once its thread is put away: Discord refuses that.
    if world.sandbox.refused().iter().any(|one| one.code == 50_083) {
        world.sandbox.expect_refusal(50_083);
    }
    let history = "SELECT count(*) FROM ticket_event WHERE event LIKE '%\"closed\"%'";
    assert_eq!(world.counts(history).await, 1);
    assert_eq!(world.counts("SELECT count(*) FROM ticket WHERE state = 'closed'").await, 1);
    world.end().await;
}
