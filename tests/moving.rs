//! People and channels come and go: a ticket belongs to its team, and stays there.

use crate::world::world;

/// A channel is given to another customer: its old tickets stay with the first team, and the new one finds none of them.
#[tokio::test]
async fn a_channel_that_moves_leaves_its_tickets_behind() {
    let world = world().await;
    let (globex, initech, staff) = (&world.globex, &world.initech, &world.staff);
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    globex.channel.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    let room = staff.guild.channel("room").create();
    let line = |customer: &str| {
        format!("/customer link customer:{customer} channel:{} announcements:false", room.mention())
    };
    staff.bob.types(&staff.support, &line("Globex")).await;
    globex.member.joins(&staff.guild, &[]);
    initech.member.joins(&staff.guild, &[]);
    globex.member.types(&room, "/ticket open subject:Slower description:Much").await;
    world.settles().await;
    room.expect(&["#2"]).await;
    staff.support.expect(&["#2"]).await;
    let thread = room.find_thread("#2").expect("the ticket's thread");

    let taken = staff.bob.types(&staff.support, &line("Initech")).await;
    assert!(taken.contains(&["Globex"]), "{}", taken.text());
    staff.bob.types(&staff.support, &format!("/customer unlink customer:Globex channel:{}", room.id())).await;
    let moved = staff.bob.types(&staff.support, &line("Initech")).await;
    assert!(moved.contains(&["Initech"]), "{}", moved.text());
    // The ticket goes on where its team still is.
    world.settles().await;
    globex.channel.expect(&["#2", "Slower"]).await;
    globex.channel.find_thread("#2").expect("its thread there").expect(&["#2"]).await;
    let none = initech.member.types(&room, "/ticket show ticket:#2").await;
    assert!(none.contains(&["no such ticket"]), "{}", none.text());
    let list = initech.member.types(&room, "/ticket list").await;
    assert!(!list.contains(&["Slower"]), "{}", list.text());
    let close = initech.member.presses(&room.messages()[0], "close").await;
    assert!(close.contains(&["no such ticket"]), "{}", close.text());
    // The ticket left its old thread; what the new team writes there is not of the ticket.
    initech.member.says(&thread, "Hello?");
    world.settles().await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket_message").await, 0);
    // The first team still has both, where it still is.
    let theirs = globex.member.types(&globex.channel, "/ticket list").await;
    assert!(theirs.contains(&["Slow", "Slower"]), "{}", theirs.text());
    world.end().await;
}

/// Who opened a ticket leaves: it is the team's, and a colleague goes on with it.
#[tokio::test]
async fn a_member_who_left_leaves_the_ticket_to_the_team() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    let first = globex.channel.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    globex.member.leaves(&globex.guild);
    let replied = staff.bob.types(&staff.support, "/agent reply ticket:#1 text:Better?").await;
    assert!(replied.contains(&["sent to the team"]), "{}", replied.text());
    let thread = globex.channel.find_thread("#1").expect("the ticket's thread");
    thread.expect(&["Bob (support)", "Better?"]).await;
    staff.support.find_thread("#1").expect("the staff's thread").expect(&["Better?"]).await;
    let shown = globex.manager.types(&globex.channel, "/ticket show ticket:#1").await;
    assert!(shown.contains(&["Slow", &globex.member.mention()]), "{}", shown.text());
    let closed = globex.manager.presses(&first, "close").await;
    assert!(closed.contains(&["#1: closed."]), "{}", closed.text());
    thread.expect(&["Closed"]).await;
    world.end().await;
}

/// An agent who left the staff's server is an agent no more, wherever they still are; the call goes to the others.
#[tokio::test]
async fn an_agent_who_left_is_an_agent_no_more() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let p1 = world.raises_p1(globex, "All is down").await;
    staff.bob.joins(&globex.guild, &[]);
    staff.bob.presses(&p1.page, "take").await;
    world.settles().await;
    p1.thread.expect(&["is working on this ticket"]).await;
    staff.bob.leaves(&staff.guild);
    world.turns(chrono::TimeDelta::minutes(2)).await;
    let refused = staff.bob.types(&globex.channel, "/ticket list").await;
    assert!(refused.contains(&["All is down"]), "a member of the team where they are: {}", refused.text());
    let said = staff.bob.says(&p1.thread, "I am out.").expect("a message");
    let kept = format!("SELECT count(*) FROM ticket_message WHERE message = {}", said.id);
    for _ in 0..400 {
        if world.counts(&kept).await == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let side = "SELECT count(*) FROM ticket_event WHERE side = 'team' AND event LIKE '%\"team_message\"%'";
    assert_eq!(world.counts(side).await, 1);
    world.settles().await;
    staff.support.find_thread("#1").expect("the staff's thread").expect(&["Bob", "I am out."]).await;
    // Nobody else has given a sign: after 30 minutes of silence the ladder starts again.
    world.turns(chrono::TimeDelta::minutes(28)).await;
    staff.support.expect(&["#1", &staff.bob.mention()]).await;
    world.turns(chrono::TimeDelta::minutes(5)).await;
    let page = staff.support.expect(&["#1", "All is down"]).await;
    assert_eq!(page.notified, ["on-call-1"]);
    world.end().await;
}

/// A customer is served no longer while a P1 of theirs is open: nobody is called for it any more, and what was written stays.
#[tokio::test]
async fn a_customer_removed_with_an_open_p1_calls_nobody() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.raises_p1(globex, "All is down").await;
    let asked = staff.bob.types(&staff.support, "/customer remove customer:Globex").await;
    assert!(asked.contains(&["Globex"]), "{}", asked.text());
    staff.bob.presses(&asked, "confirm").await;
    world.settles().await;
    staff.support.skip();
    globex.channel.skip();
    for thread in [globex.channel.threads(), staff.support.threads()].concat() {
        thread.skip();
    }
    let refused = globex.member.types(&globex.channel, "/ticket show ticket:#1").await;
    assert!(refused.contains(&["not linked"]), "{}", refused.text());
    world.turns(chrono::TimeDelta::minutes(60)).await;
    let said = staff.support.skip();
    assert!(said.iter().all(|one| one.notified.is_empty()), "{said:#?}");
    assert_eq!(world.counts("SELECT count(*) FROM ticket").await, 1);
    world.end().await;
}
