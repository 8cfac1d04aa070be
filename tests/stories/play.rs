//! The days gone by of `guichet sandbox` can be lived through on any day of the year, and Discord had nothing
//! to object.

use guichet::{
    clock::Clock,
    play::{Play, Stage},
    rules::offer::{DEFAULT, Offer},
};
use rstest::rstest;

use crate::world::paris;

#[rstest]
#[case::a_monday("2026-11-23 10:00")]
#[case::the_small_hours_of_a_sunday("2026-11-22 02:30")]
#[case::christmas("2026-12-25 12:00")]
#[case::after_the_holidays("2027-01-03 23:30")]
#[case::the_first_of_a_month("2027-03-01 00:05")]
#[case::after_the_change_of_clocks("2027-03-29 08:00")]
#[case::a_leap_day("2028-02-29 18:00")]
#[tokio::test]
async fn the_days_gone_by_can_be_lived_through_on(#[case] now: &str) {
    let now = paris(now);
    let (_never, turned) = tokio::sync::watch::channel(());
    let stage = Stage {
        page: ([127, 0, 0, 1], 0).into(),
        database: None,
        offer: Offer::parse(DEFAULT).expect("the embedded offer"),
        clock: Clock::turned_by(move || now, turned),
    };
    let play = Play::open(stage).await.expect("the play opens");
    let sandbox = play.sandbox();
    let shown = sandbox.clock().now();
    assert!(shown >= now && shown < now + chrono::TimeDelta::minutes(1), "{shown}");
    assert_eq!(sandbox.failures(), Vec::<String>::new());
    // A customer is not in the staff's server: that Discord says so is how the desk knows.
    let refused: Vec<_> = sandbox.refused().into_iter().filter(|one| one.code != 10_007).collect();
    assert!(refused.is_empty(), "{refused:#?}\n{}", sandbox.history());
    let channel = |server: &str, name: &str| {
        sandbox.find_guild(server).and_then(|server| server.find_channel(name)).expect("a channel")
    };
    // What a person who opens the page finds to press and to read.
    let request = channel("Nimbus Support", "experts")
        .messages()
        .into_iter()
        .find(|one| one.contains(&["Globex", "#7"]));
    assert_eq!(request.expect("a request for help").labels(), ["Accept", "Decline"]);
    for (customer, words) in [("Acme", "heures d'expertise"), ("Globex", "expertise hours")] {
        let said = channel(customer, "support").messages();
        let offer = said.iter().find(|one| one.contains(&[words]) && one.labels().len() == 3);
        assert!(offer.is_some(), "no hours are offered to {customer}\n{}", sandbox.history());
    }
    for (customer, words) in [("Acme", "Incident majeur clos"), ("Globex", "Major incident closed")] {
        let said = channel(customer, "support").messages();
        assert!(said.iter().any(|one| one.contains(&[words])), "{customer} was not told how it ended");
    }
    let history = sandbox.history();
    for report in ["(for Alice alone) Acme · rapport mensuel", "(for Bob alone) All teams · monthly report"]
    {
        assert!(history.contains(report), "no `{report}`\n{history}");
    }
    play.served(async {}).await.expect("it ends in order");
}
