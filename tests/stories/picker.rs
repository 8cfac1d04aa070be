//! What may be chosen when a session is booked: never a time in which a platform of the team's is in
//! maintenance.

use crate::world::{hours::stamp, said::said, world};

/// A window added in business hours closes them to bookings, suggested, chosen or typed; cancelled, it opens
/// them again.
#[tokio::test]
async fn nothing_is_booked_during_maintenance() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    let line = r#"/window add platform:ngp start:"2026-11-26 08:00" end:"2026-11-26 12:00" reason:Patch"#;
    staff.bob.types(&staff.support, line).await;

    let typed = globex.books("topic:training slot:2026-11-26 09:00").await;
    said(
        &typed,
        &[
            "NGP is under maintenance",
            &stamp("2026-11-26 08:00"),
            &stamp("2026-11-26 12:00"),
            "Next free slot",
            &stamp("2026-11-26 14:00"),
        ],
    );
    let slots =
        globex.member.suggestions(&globex.channel, "/expertise book topic:training slot:26 nov").await;
    assert_eq!(slots[0].name, "Thu 26 Nov 2026 14:00 (Paris time) · Nora");
    let own = "/expert book customer:Globex topic:training minutes:60 slot:26 nov.";
    let slots = staff.nora.suggestions(&staff.experts, own).await;
    assert_eq!(slots[0].name, "jeu. 26 nov. 2026 14:00 (heure de Paris) · Nora");
    let line = "/expert book customer:Globex topic:training minutes:60 slot:2026-11-26 10:00";
    said(&staff.nora.types(&staff.experts, line).await, &["NGP est en maintenance"]);
    let menu = globex.books("topic:training").await;
    let label = "Thu 26 Nov 2026 09:00 (Paris time) · Nora";
    assert!(globex.member.chooses(&menu, label).await.impossible().is_some(), "it is not in the menu");
    assert_eq!(world.counts("SELECT count(*) FROM session").await, 0);

    let window = world.counts("SELECT max(id) FROM maintenance_window").await;
    staff.bob.types(&staff.support, &format!("/window cancel window:{window} reason:Done")).await;
    said(&globex.books("topic:training slot:2026-11-26 09:00").await, &["Request sent to Nora"]);
    world.settles().await;
    staff.experts.skip();
    globex.channel.skip();
    world.end().await;
}

/// Another time that is put to the other side is not in maintenance either.
#[tokio::test]
async fn another_time_is_not_in_maintenance() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.nora_is_there().await;
    let line = r#"/window add platform:ngp start:"2026-11-26 08:00" end:"2026-11-26 12:00" reason:Patch"#;
    staff.bob.types(&staff.support, line).await;
    globex.books("topic:training slot:2026-11-25 17:00").await;
    world.settles().await;
    globex.channel.skip();
    let request = staff.experts.expect(&["Globex"]).await;
    let form = staff.nora.presses(&request, "Proposer un autre créneau").await;
    assert_eq!(form.form().fields[0].value, "2026-11-26 14:00", "the next one that would do");
    said(&staff.nora.fills(&form, &[("moment", "2026-11-26 10:00")]).await, &["NGP est en maintenance"]);
    world.end().await;
}
