//! The outage of 71 minutes, replayed: Discord goes away while P1s are open, the desk dies in it again and
//! again, and everybody is called outside chat to the second; back again, chat reads what it missed once.
//!
//! Each replay has a seed of its own: when which P1s are raised, who acknowledges, when the desk dies and for
//! how long. The short form is a test like any other; the long one is
//!
//! ```sh
//! CAMPAIGN_OUTAGES=1000 cargo test --test stories however_the_outage -- --nocapture
//! ```
//!
//! `CAMPAIGN_SEED` is the first seed, each further replay has the next; `CAMPAIGN_AT_ONCE` says how many run
//! beside one another. What goes wrong is printed with its seed. The clock stands still but where it is turned,
//! so that a second of it lasts as long as the machine needs; it runs from Discord's return on.

mod acts;
mod figures;
mod hour;
mod ladder;
mod looked;
mod plan;
mod replay;

use std::{
    io::Write,
    panic::AssertUnwindSafe,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use self::{figures::Figures, replay::Replay};

/// How many outages there are in the short form.
const OUTAGES: u64 = 5;

/// How many run beside one another: they wait more than they work.
const AT_ONCE: u64 = 5;

/// The seed of the first where none is given.
const SEED: u64 = 20_261_201;

fn from_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

/// One outage, on a thread of its own as a story is.
fn replayed(seed: u64) -> Result<Figures, String> {
    let whole = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(Replay::of(seed))
    };
    std::panic::catch_unwind(AssertUnwindSafe(whole)).map_err(|why| {
        let text = why.downcast_ref::<String>().cloned();
        text.or_else(|| why.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default()
    })
}

#[test]
fn however_the_outage_falls_everybody_is_called_once_and_in_time() {
    let outages = from_environment("CAMPAIGN_OUTAGES", OUTAGES);
    let seed = from_environment("CAMPAIGN_SEED", SEED);
    let next = AtomicU64::new(seed);
    let (all, wrong) = (Mutex::new(Figures::default()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..from_environment("CAMPAIGN_AT_ONCE", AT_ONCE).min(outages) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= from_environment("CAMPAIGN_SEED", SEED) + outages {
                        return;
                    }
                    match replayed(seed) {
                        Ok(figures) => all.lock().expect("the figures").add(&figures),
                        Err(why) => {
                            let _ =
                                writeln!(std::io::stdout(), "CAMPAIGN_SEED={seed} CAMPAIGN_OUTAGES=1: {why}");
                            wrong.lock().expect("the list").push(seed);
                        }
                    }
                }
            });
        }
    });
    let (all, wrong) = (all.into_inner().expect("the figures"), wrong.into_inner().expect("the list"));
    // What was found is of interest when all is well, too.
    let _ = writeln!(std::io::stdout(), "{outages} outages from seed {seed} on: {all}");
    assert!(wrong.is_empty(), "of {outages} outages {} went wrong, with the seeds {wrong:?}", wrong.len());
}
