//! Setting up, customers, the channels that speak for them, their managers, help and the contract.

use sandbox::{Answer, Permissions, Person, Whom};

use crate::world::{World, hours::stamp, said::said, world};

/// Bob adds a customer whose own server nobody of the staff is in, and hands out a code.
async fn code_for(world: &World, customer: &str) -> String {
    let staff = &world.staff;
    let answer = staff
        .bob
        .types(&staff.support, &format!("/customer link customer:{customer} announcements:false"))
        .await;
    assert!(answer.is_private());
    let text = answer.text();
    text.split('`').nth(1).expect("a code between back-quotes").to_owned()
}

async fn adds(world: &World, line: &str) -> Answer {
    let staff = &world.staff;
    staff.bob.types(&staff.support, &format!("/customer add {line}")).await
}

/// From nothing to a team that opens a ticket: added, linked with a code in its own server, its administrator
/// the first manager.
#[tokio::test]
async fn a_customer_is_added_linked_by_code_and_opens_a_ticket() {
    let world = world().await;
    said(
        &adds(&world, "name:Umbrella level:Silver language:en since:2026-11-01").await,
        &["Umbrella", "Silver", &stamp("2026-11-01 12:00"), "English"],
    );
    let code = code_for(&world, "Umbrella").await;
    assert_eq!(code.len(), "XXXX-XXXX".len());

    let una = world.sandbox.person("Una").locale("en-US").create();
    let guild = world.sandbox.guild("Umbrella").owner(&una).create();
    let channel = guild.channel("help").create();
    let linked = una.types(&channel, &format!("/link code:{}", code.to_lowercase())).await;
    said(&linked, &["now linked to **Umbrella**", "You are now a manager"]);
    assert!(linked.is_private());

    let shown = una.types(&channel, "/contract show").await;
    said(&shown, &["Umbrella · Silver", "8 h", "2 h", &stamp("2026-11-01 12:00"), &una.mention()]);
    said(&una.types(&channel, r#"/ticket open subject:"Hello" description:"A question.""#).await, &["#1"]);
    channel.expect(&["#1", "Hello"]).await;
    world.staff.support.expect(&["#1", "Umbrella"]).await;
    world.end().await;
}

/// "One use, 7 days": each way in which a code does not do has its own answer, and one refused for another
/// reason stays good.
#[tokio::test]
async fn a_code_that_does_not_do_says_why() {
    let world = world().await;
    let (acme, globex) = (&world.acme, &world.globex);
    let code = code_for(&world, "Globex").await;
    let second = globex.guild.channel("ops").create();

    said(&globex.manager.types(&second, "/link code:ABCD-2345").await, &["Unknown code"]);
    said(&globex.member.types(&second, &format!("/link code:{code}")).await, &["Only an administrator"]);
    said(
        &globex.manager.types(&globex.channel, &format!("/link code:{code}")).await,
        &["already linked", "still valid"],
    );
    let in_private =
        globex.manager.types(&globex.manager.conversation(), &format!("/link code:{code}")).await;
    said(&in_private, &["not in direct messages"]);
    said(
        &world.staff.olga.types(&world.staff.support, &format!("/link code:{code}")).await,
        &["Ce code est destiné au client"],
    );

    let linked = globex.manager.types(&second, &format!("/link code:{code}")).await;
    said(&linked, &["now linked to **Globex**"]);
    assert!(!linked.contains(&["You are now a manager"]), "Globex has a manager already");
    let third = acme.guild.channel("third").create();
    said(&acme.manager.types(&third, &format!("/link code:{code}")).await, &["a déjà servi"]);

    let old = code_for(&world, "Acme").await;
    world.turns(chrono::TimeDelta::days(7)).await;
    said(&acme.manager.types(&third, &format!("/link code:{old}")).await, &["a expiré", "<t:"]);
    world.end().await;
}

/// A channel of the staff server speaks for a customer without a code, once; unlinked, nothing is lost.
#[tokio::test]
async fn a_channel_of_the_staff_server_is_linked_and_unlinked() {
    let world = world().await;
    let staff = &world.staff;
    let bob = &staff.bob;
    let channel = staff.guild.channel("initech").create();
    let here = channel.mention();
    said(
        &bob.types(
            &staff.support,
            &format!("/customer link customer:Initech channel:{here} announcements:false"),
        )
        .await,
        &["Initech"],
    );
    let again = bob.types(&staff.support, &format!("/customer link customer:Globex channel:{here}")).await;
    said(&again, &["already linked to **Initech**"]);
    let own = bob
        .types(&staff.support, &format!("/customer link customer:Globex channel:{}", staff.support.mention()))
        .await;
    said(&own, &["an internal support channel"]);

    let shown = bob.types(&channel, "/customer show").await;
    said(
        &shown,
        &["Initech · Standard", "#initech", "maintenance not announced", &world.initech.manager.mention()],
    );

    let choices = bob.suggestions(&staff.support, "/customer unlink customer:Initech channel:ini").await;
    assert_eq!(choices.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>(), ["#initech"]);
    let id = channel.id().get();
    said(
        &bob.types(&staff.support, &format!("/customer unlink customer:Initech channel:{id}")).await,
        &["no longer linked"],
    );
    let again = bob.types(&staff.support, &format!("/customer unlink customer:Initech channel:{id}")).await;
    said(&again, &["isn't linked to **Initech**"]);
    let ian = &world.initech.member;
    ian.joins(&staff.guild, &[]);
    said(&ian.types(&channel, "/contract show").await, &["not linked"]);
    said(&ian.types(&world.initech.channel, "/contract show").await, &["Initech · Standard"]);
    world.end().await;
}

/// "Twice the same changes nothing", and it says so.
#[tokio::test]
async fn a_manager_is_named_and_taken_back() {
    let world = world().await;
    let staff = &world.staff;
    let (gus, mention) = (&world.globex.member, world.globex.member.mention());
    gus.joins(&staff.guild, &[]);
    let types = async |more: &str| {
        staff
            .bob
            .types(&staff.support, &format!("/customer manager customer:globex user:{mention}{more}"))
            .await
    };
    said(&types("").await, &["is now a manager for **Globex**"]);
    said(&types("").await, &["already a manager", "nothing has changed"]);
    said(&gus.types(&world.globex.channel, "/contract show").await, &[&mention]);
    said(&types(" remove:true").await, &["no longer a manager"]);
    said(&types(" remove:true").await, &["is not a manager", "nothing has changed"]);
    assert!(!gus.types(&world.globex.channel, "/contract show").await.contains(&[&mention]));
    world.end().await;
}

/// What is typed wrongly is told with what to type instead, and nothing is added.
#[tokio::test]
async fn a_customer_is_not_added_from_what_cannot_be() {
    let world = world().await;
    said(&adds(&world, "name:ACME level:Gold").await, &["already called **ACME**"]);
    said(&adds(&world, "name:New level:Gold since:2026-02-30").await, &["date doesn't exist", "2026-12-02"]);
    said(&adds(&world, "name:New level:Gold since:2026-13-01").await, &["date doesn't exist"]);
    said(&adds(&world, "name:New level:Gold since:yesterday").await, &["could not read that date"]);
    said(&adds(&world, &format!("name:{} level:Gold", "x".repeat(81))).await, &["81", "80"]);
    let staff = &world.staff;
    said(
        &staff.carol.types(&staff.support, "/customer show customer:Nobody").await,
        &["Aucun client ne s'appelle **Nobody**"],
    );
    said(&staff.bob.types(&staff.support, "/customer show").await, &["Which customer?"]);
    let listed = staff.bob.types(&staff.support, "/customer list").await;
    said(&listed, &["Customers: 3", "Acme", "Gold", "Globex", "Bronze", "Initech", "Standard"]);

    let rude = "**@everyone** <@1> [x](https://evil.example)";
    said(&adds(&world, &format!("name:\"{rude}\" level:Gold")).await, &[r"\*\*@", r"\<@1>", r"\[x]"]);
    world.end().await;
}

/// `/desk setup` is the administrators', looks at what it is given, and says what the bot may not do there.
#[tokio::test]
async fn the_desk_is_set_up_by_an_administrator() {
    let world = world().await;
    let staff = &world.staff;
    let set_up = async |who: &Person, support: &str, role: &str| {
        let line = format!(
            "/desk setup support-channel:{support} experts-channel:{} support-role:{role} expert-role:{} on-call-1:{}",
            staff.experts.mention(),
            staff.expert_role.mention(),
            staff.on_call[0].mention()
        );
        who.types(&staff.support, &line).await
    };
    let role = staff.support_role.mention();
    let refused = set_up(&staff.bob, &staff.support.mention(), &role).await;
    said(&refused, &["Only administrators of the support team's server"]);

    let bare = staff.guild.channel("bare").create();
    bare.deny(
        Whom::Bot,
        Permissions::EMBED_LINKS | Permissions::MANAGE_THREADS | Permissions::MENTION_EVERYONE,
    );
    let answer = set_up(&staff.olga, &bare.mention(), &role).await;
    said(&answer, &["Le guichet est configuré", &bare.mention(), "Intégrer des liens, Gérer les fils"]);
    said(&answer, &[&format!("Mentionner {role} n'alerterait personne")]);
    let mentionable = staff.on_call[0].mention();
    assert!(!answer.contains(&[&format!("Mentionner {mentionable} n'alerterait")]), "{}", answer.text());

    said(
        &set_up(&staff.olga, &staff.support.mention(), &role).await,
        &["Le guichet est configuré", "/client ajouter"],
    );
    let everyone = format!("<@&{}>", staff.guild.id().get());
    said(&set_up(&staff.olga, &staff.support.mention(), &everyone).await, &["Tout le monde a ce rôle"]);
    let team = staff.guild.channel("team").create();
    said(
        &staff
            .bob
            .types(
                &staff.support,
                &format!("/customer link customer:Acme channel:{} announcements:false", team.mention()),
            )
            .await,
        &["Acme"],
    );
    said(&set_up(&staff.olga, &team.mention(), &role).await, &["est déjà rattaché à **Acme**"]);
    world.end().await;
}

/// A role deleted since the set-up: whoever needed it is told what happened, and an administrator mends it.
#[tokio::test]
async fn a_support_role_deleted_since_the_set_up_is_told() {
    let world = world().await;
    let staff = &world.staff;
    staff.support_role.delete();
    let answer = staff.carol.types(&staff.support, "/customer list").await;
    said(&answer, &["Le rôle support a été supprimé", "/guichet configurer"]);
    let role = staff.guild.role("new support").create();
    staff.carol.gains(&staff.guild, &role);
    let line = format!(
        "/desk setup support-channel:{} experts-channel:{} support-role:{} expert-role:{}",
        staff.support.mention(),
        staff.experts.mention(),
        role.mention(),
        staff.expert_role.mention()
    );
    said(&staff.olga.types(&staff.support, &line).await, &["Le guichet est configuré"]);
    said(&staff.carol.types(&staff.support, "/customer list").await, &["Clients : 3"]);
    world.end().await;
}

/// `/help` shows each person what they can do where they are; a stranger gets the contacts and no data.
#[tokio::test]
async fn help_is_for_the_person_and_the_place() {
    let world = world().await;
    let staff = &world.staff;
    let phone = "+33 (1) 85 14 93 56";
    let member = world.acme.member.types(&world.acme.channel, "/help").await;
    said(&member, &["Acme", phone, "obs-cloud-z3.servicedesk@orange.com", "/ticket ouvrir", "/contrat voir"]);
    assert!(!member.contains(&["/client"]), "{}", member.text());

    let agent = staff.bob.types(&staff.support, "/help").await;
    said(&agent, &[phone, "/customer add"]);
    assert!(!agent.contains(&["/desk setup"]), "{}", agent.text());
    said(&staff.olga.types(&staff.support, "/help").await, &["/guichet configurer"]);

    let stranger = world.sandbox.person("Sam").locale("en-US").create();
    let alone = stranger.types(&stranger.conversation(), "/help").await;
    said(&alone, &[phone, "linked to a customer"]);
    assert!(!alone.contains(&["/ticket"]), "{}", alone.text());
    let elsewhere = world.sandbox.guild("Elsewhere").owner(&stranger).create();
    let channel = elsewhere.channel("general").create();
    said(&stranger.types(&channel, "/help").await, &[phone, "/link"]);
    world.end().await;
}

/// The support channel deleted since the set-up: a ticket is opened all the same, its team is told to call if
/// it cannot wait, and its card is posted in the new channel.
#[tokio::test]
async fn a_ticket_opened_without_a_support_channel_is_not_lost() {
    let world = world().await;
    let (staff, globex) = (&world.staff, &world.globex);
    staff.support.delete();
    let answer = globex.member.types(&globex.channel, "/ticket open subject:Lost? description:No.").await;
    said(&answer, &["#1", "support cannot see it", "+33 (1) 85 14 93 56"]);
    globex.channel.expect(&["#1", "Lost?"]).await;
    world.settles().await;
    world.sandbox.expect_refusal(10_003);

    let anew = staff.guild.channel("support-2").create();
    let line = format!(
        "/desk setup support-channel:{} experts-channel:{} support-role:{} expert-role:{}",
        anew.mention(),
        staff.experts.mention(),
        staff.support_role.mention(),
        staff.expert_role.mention()
    );
    said(&staff.olga.types(&staff.experts, &line).await, &["Le guichet est configuré"]);
    let card = anew.expect(&["#1", "Globex", "Lost?"]).await;
    said(&staff.bob.presses(&card, "Prendre en compte").await, &["#1"]);
    globex
        .channel
        .find_thread("#1")
        .expect("the ticket's thread")
        .expect(&["acknowledged this ticket"])
        .await;
    globex.channel.expect_update(&["#1"]).await;
    anew.expect_update(&["#1"]).await;
    world.end().await;
}
