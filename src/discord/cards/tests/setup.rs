use super::{
    facts::{ON_CALL, SUPPORT},
    sheet::Sheet,
};
use crate::{
    desk::refusal::setup::Gone,
    discord::cards::{
        said::desk::gone,
        setup::{SetUp, not_there},
    },
    rules::{
        ids::{ChannelId, RoleId},
        language::Language,
    },
    store::desk::Setup,
};

#[test]
fn setups() {
    let experts = ChannelId::new(202);
    let setup = |on_call_1, on_call_3| Setup {
        support_channel: SUPPORT,
        experts_channel: experts,
        support_role: RoleId::new(31),
        expert_role: RoleId::new(32),
        on_call_1,
        on_call_2: None,
        on_call_3,
        language: Language::Fr,
    };
    let lacks = |what: &[&str]| what.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    let most = lacks(&[
        "see the channel",
        "write",
        "embed",
        "attach",
        "read",
        "start",
        "write in",
        "manage threads",
    ]);
    let all = [
        (
            "all is there",
            setup(Some(ON_CALL), Some(ON_CALL)),
            vec![(SUPPORT, Vec::new()), (experts, Vec::new())],
            vec![],
        ),
        ("the least", setup(None, None), vec![(SUPPORT, Vec::new()), (experts, Vec::new())], vec![]),
        (
            "one channel for both, in which it lacks",
            setup(None, None),
            vec![(SUPPORT, lacks(&["write"])), (SUPPORT, lacks(&["write"]))],
            vec![],
        ),
        (
            "the most",
            setup(Some(ON_CALL), None),
            vec![(SUPPORT, most.clone()), (experts, most)],
            vec![ON_CALL, RoleId::new(31)],
        ),
    ];
    let sheet = all.iter().fold(Sheet::of("setup"), |sheet, (variant, setup, lacks, deaf)| {
        sheet.card(variant, |language| SetUp { setup, lacks, deaf }.render(language))
    });
    let sheet = sheet.line("the bot is no member of the server", not_there);
    [
        ("support channel", Gone::SupportChannel(SUPPORT)),
        ("experts' channel", Gone::ExpertsChannel(experts)),
        ("support role", Gone::SupportRole(ON_CALL)),
        ("expert role", Gone::ExpertRole(ON_CALL)),
    ]
    .into_iter()
    .fold(sheet, |sheet, (variant, what)| {
        sheet.line(&format!("gone: {variant}"), |language| gone(language, what))
    })
    .hold();
}
