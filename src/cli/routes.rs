//! What `guichet check` tells of the routes by which people on call are reached outside chat. Nothing is
//! sent.

use crate::{
    routes::Routes,
    rules::on_call::{RouteKey, RoutesOf},
};

/// What is to be said of the routes.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Looked {
    /// All is well.
    Well(String),
    /// Good to know.
    Note(String),
}

/// The levels of on call, lowest first.
const LEVELS: [u8; 3] = [1, 2, 3];

/// Looks at the routes that there are, and at who is without.
pub(super) fn look(routes: Option<&Routes>) -> Vec<Looked> {
    let Some(routes) = routes else {
        return vec![Looked::Note(
            "none: whoever is on call is paged in chat alone; name them in ROUTES_FILE".to_owned(),
        )];
    };
    let named = routes.keys().filter_map(|key| Some(format!("{key} ({})", routes.kind(key)?.as_str())));
    let named: Vec<String> = named.collect();
    let mut lines = vec![Looked::Well(format!(
        "{}; nothing was sent: /on-call test does",
        if named.is_empty() { "the file names none".to_owned() } else { named.join(", ") }
    ))];
    lines.extend(LEVELS.map(|level| of_level(routes.on_call(), level)));
    lines.push(match routes.on_call().desk.as_slice() {
        [] => Looked::Note(
            "of the desk itself: none, so that nobody is told outside chat that chat is away; name some in desk of [on_call]"
                .to_owned(),
        ),
        desk => Looked::Well(format!("of the desk itself: {}", listed(desk))),
    });
    lines.extend(left_over(routes));
    lines
}

fn of_level(on_call: &RoutesOf, level: u8) -> Looked {
    let own = match level {
        1 => &on_call.level_1,
        2 => &on_call.level_2,
        _ => &on_call.level_3,
    };
    let used = on_call.of_levels(&[level]);
    if used.is_empty() {
        Looked::Note(format!(
            "of level {level}: none, so that it is paged in chat alone; name some in level_{level} of [on_call]"
        ))
    } else if own.is_empty() {
        Looked::Note(format!(
            "of level {level}: none of its own, so that it is paged as the one below: {}",
            listed(&used)
        ))
    } else {
        Looked::Well(format!("of level {level}: {}", listed(own)))
    }
}

/// The routes that nobody is reached by.
fn left_over(routes: &Routes) -> Option<Looked> {
    let RoutesOf { level_1, level_2, level_3, desk } = routes.on_call();
    let used: Vec<&RouteKey> = [level_1, level_2, level_3, desk].into_iter().flatten().collect();
    let unused: Vec<RouteKey> = routes.keys().filter(|key| !used.contains(key)).copied().collect();
    (!unused.is_empty()).then(|| {
        Looked::Note(format!("{}: in no list of [on_call], so that nothing goes there", listed(&unused)))
    })
}

fn listed(keys: &[RouteKey]) -> String {
    keys.iter().map(RouteKey::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    fn told(on_call: &str) -> Vec<String> {
        let text = format!(
            "routes = [{{ key = \"night\", kind = \"ntfy\", url = \"https://ntfy.example/duty\" }},\n\
             {{ key = \"day\", kind = \"ntfy\", url = \"https://ntfy.example/day\" }}]\n[on_call]\n{on_call}"
        );
        let routes = Routes::parse(&text, &|_| None, None, Clock::system()).expect("routes");
        let told = look(Some(&routes));
        told.into_iter()
            .map(|line| match line {
                Looked::Well(how) => format!("ok {how}"),
                Looked::Note(how) => format!("note {how}"),
            })
            .collect()
    }

    #[test]
    fn what_is_there_and_what_is_missing() {
        assert_eq!(
            told("level_2 = [\"night\"]\n"),
            [
                "ok day (ntfy), night (ntfy); nothing was sent: /on-call test does",
                "note of level 1: none, so that it is paged in chat alone; name some in level_1 of [on_call]",
                "ok of level 2: night",
                "note of level 3: none of its own, so that it is paged as the one below: night",
                "note of the desk itself: none, so that nobody is told outside chat that chat is away; name some in desk of [on_call]",
                "note day: in no list of [on_call], so that nothing goes there",
            ]
        );
    }

    #[test]
    fn nothing_is_missing() {
        let told = told(
            "level_1 = [\"night\", \"day\"]\nlevel_2 = [\"night\"]\nlevel_3 = [\"night\"]\ndesk = [\"day\"]\n",
        );
        assert!(told.iter().all(|line| line.starts_with("ok ")), "{told:?}");
    }

    #[test]
    fn no_file_is_a_note() {
        assert!(matches!(look(None).as_slice(), [Looked::Note(_)]));
    }
}
